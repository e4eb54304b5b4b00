"""The words of the emergency card: readable without a chart, a patient or a clinic."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.rules.lipid_rescue import ASRA, ASSOCIATION
from charting.text_files import TEXTS, Entry, fill, text_file
from charting.words import _

BLANKS = frozenset({"emergency_number", "anaphylaxis_protocol"})
PROTOCOLS = (ASSOCIATION, ASRA)
CARDS = ("last", "anaphylaxis", "methaemoglobinaemia", "faint")


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `protocols` is empty when both say the same; `**words**` stand strong."""

    id: str
    text: str
    protocols: tuple[str, ...]

    def of(self, protocol: str) -> bool:
        """Whether the step belongs to a protocol."""
        return not self.protocols or protocol in self.protocols

    def filled(self, emergency_number: str, anaphylaxis_protocol: str = "") -> str:
        """The text with the number to dial, and what the clinic follows in anaphylaxis."""
        return fill(self.text, _values(emergency_number, anaphylaxis_protocol))


@dataclass(frozen=True, slots=True)
class EmergencyCard:
    """One emergency of `CARDS`."""

    id: str
    title: str
    suspect: str
    steps: tuple[Step, ...]

    def steps_of(self, protocol: str) -> tuple[Step, ...]:
        """The steps of one protocol, in order."""
        return tuple(step for step in self.steps if step.of(protocol))


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that tells a faint from poisoning."""

    title: str
    faint: str
    last: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing whose time is written down."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class EmergencyText:
    """All of the card. `protocols` are labels by code; `unconfirmed` stands until a clinician has confirmed it."""

    template_id: str
    version: str
    title: str
    lead: str
    footer: str
    unconfirmed: str
    weight_note: str
    protocols: dict[str, str]
    cards: tuple[EmergencyCard, ...]
    differences: tuple[Difference, ...]
    anaphylaxis: str
    log: tuple[LogEntry, ...]

    def in_anaphylaxis(self, protocol: str) -> str:
        """What to do where it may be anaphylaxis; `protocol` is the clinic's, as it names it."""
        return fill(self.anaphylaxis, _values("", protocol))

    def card(self, card_id: str) -> EmergencyCard:
        """The card of one emergency. Raises KeyError for an id that is none of `CARDS`."""
        return {card.id: card for card in self.cards}[card_id]


def _values(emergency_number: str, anaphylaxis_protocol: str) -> dict[str, str]:
    own = anaphylaxis_protocol or _("the clinic’s own anaphylaxis protocol")
    return {"emergency_number": emergency_number, "anaphylaxis_protocol": own}


@cache
def emergency_text(language: str = "en", folder: Path = TEXTS) -> EmergencyText:
    """The card of a language. Raises `Known` when its file is missing or wrong."""
    top = text_file(folder / language / "emergency.toml", BLANKS)
    labels = top.inner("protocols")
    return EmergencyText(
        template_id=top.text("template_id"),
        version=top.text("version"),
        title=top.text("title"),
        lead=top.text("lead"),
        footer=top.text("footer"),
        unconfirmed=top.text("unconfirmed"),
        weight_note=top.text("weight_note"),
        protocols={code: labels.text(code) for code in PROTOCOLS},
        cards=tuple(_card(entry) for entry in top.entries("card")),
        differences=tuple(Difference(e.text("title"), e.text("faint"), e.text("last")) for e in top.entries("compare")),
        anaphylaxis=top.inner("anaphylaxis").text("text"),
        log=tuple(LogEntry(e.text("id"), e.text("title")) for e in top.entries("log")),
    )


def _card(entry: Entry) -> EmergencyCard:
    steps = []
    for inner in entry.entries("step"):
        protocols = inner.words("protocols")
        for protocol in protocols:
            if protocol not in PROTOCOLS:
                raise inner.wrong(protocol)
        steps.append(Step(inner.text("id"), inner.text("text"), protocols))
    return EmergencyCard(entry.one_of("id", CARDS), entry.text("title"), entry.text("suspect"), tuple(steps))
