"""The prose patients read: consent, photographs, aftercare, evidence; versioned files in resources/texts."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.rules.aftercare_dates import RestartRow
from charting.text_files import KINDS, TEXTS, Entry, Passage, text_file
from charting.words import _

CONSENT_LANGUAGE = "en"
CONSENT_BLANKS = frozenset({"clinic_phone", "ends_on"})
PHOTO_BLANKS = frozenset({"clinic_phone"})
AFTERCARE_BLANKS = frozenset(
    {"in_24_hours", "in_48_hours", "in_72_hours", "in_7_days", "in_14_days", "time"}
    | {"clinic_phone", "night_phone", "emergency_number", "paracetamol_time", "paracetamol_next"}
    | {"call_day", "assessment", "next_session"}
)
MARKS = ("information", "warning")
SEXES = ("male", "female")


@dataclass(frozen=True, slots=True)
class Callout:
    """A marked note: `mark` is `information` or `warning`, `lead` its strong first line."""

    mark: str
    lead: str
    passage: Passage


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a consent. `block` names what is set from the record there; the passages follow it."""

    id: str
    title: str
    block: str
    note: str
    passages: tuple[Passage, ...]
    callouts: tuple[Callout, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another choice with one good and one bad point; `sex` is empty when it is for everybody."""

    choice: str
    benefit: str
    risk: str
    kinds: tuple[str, ...]
    sex: str


@dataclass(frozen=True, slots=True)
class ConsentText:
    """The consent template. `signs` holds the sentence over each role's signature."""

    template_id: str
    version: str
    title: str
    treatment: dict[str, str]
    signs: dict[str, str]
    sections: tuple[Section, ...]
    statements: tuple[Passage, ...]
    alternatives: tuple[Alternative, ...]

    def statements_for(self, kind: str) -> tuple[Passage, ...]:
        """The statements of a kind of visit; a review has none."""
        return tuple(s for s in self.statements if s.fits(kind)) if kind in self.treatment else ()

    def alternatives_for(self, kind: str, sex: str | None) -> tuple[Alternative, ...]:
        """The other choices for a visit and a patient; where sex is not recorded, all of them."""
        return tuple(
            choice
            for choice in self.alternatives
            if (not choice.kinds or kind in choice.kinds) and (not choice.sex or sex not in SEXES or sex == choice.sex)
        )


@dataclass(frozen=True, slots=True)
class PhotoUse:
    """One use of photographs: number, scope code, strong first words, the rest."""

    id: str
    scope: str
    lead: str
    text: str


@dataclass(frozen=True, slots=True)
class PhotoText:
    """The photograph consent template."""

    template_id: str
    version: str
    title: str
    lead: str
    statement_refusal: str
    statement_recall: str
    signs: dict[str, str]
    sections: tuple[Section, ...]
    uses: tuple[PhotoUse, ...]


@dataclass(frozen=True, slots=True)
class RedFlags:
    """Signs of one urgency: `now`, `same_day` or `soon`; `dial` stands large, `note` under it."""

    id: str
    dial: str
    note: str
    signs: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class AftercareText:
    """The aftercare sheet. `pain` passages are picked by id, the others by `fits`."""

    template_id: str
    version: str
    title: str
    treatment: dict[str, str]
    headings: dict[str, str]
    today: tuple[Passage, ...]
    restarts: tuple[RestartRow, ...]
    pain: tuple[Passage, ...]
    normal: tuple[Passage, ...]
    red_flags: tuple[RedFlags, ...]
    next: tuple[Passage, ...]

    def pain_passages(
        self, relief: str, kind: str, allergies: Iterable[str], *, given_today: bool = False
    ) -> tuple[Passage, ...]:
        """What to say about pain: `relief` comes from `pain_relief`; `given_today` when paracetamol was given here."""
        known = tuple(allergies)
        wanted = {relief, "given"} if given_today and relief != "ask" else {relief}
        general = {"aspirin"} if relief == "ask" else {"check", "longer", "aspirin"}
        return tuple(p for p in self.pain if p.id in wanted | general and p.fits(kind, allergies=known))


@dataclass(frozen=True, slots=True)
class Citation:
    """One study, as cited, with what it found in words for patients."""

    id: str
    text: str
    doi: str
    pmid: str
    source: str
    finding: str


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """The evidence statement, printed as it is, and the studies behind it."""

    version: str
    statement: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A wording no patient may read."""

    id: str
    why: str
    pattern: re.Pattern[str]


@cache
def consent_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> ConsentText:
    """The consent template of a language. Raises `Known` when its file is missing or wrong."""
    top = text_file(folder / language / "consent.toml", CONSENT_BLANKS)
    treatment = top.inner("treatment")
    return ConsentText(
        top.text("template_id"),
        top.text("version"),
        top.text("title"),
        _treatments(treatment),
        {role: top.text(f"{role}_signs") for role in ("patient", "clinician", "interpreter", "witness", "guardian")},
        _sections(top),
        top.passages("statement"),
        tuple(
            Alternative(
                e.text("choice"), e.text("benefit"), e.text("risk"), e.kinds(), e.one_of("sex", SEXES, default="")
            )
            for e in top.entries("alternative")
        ),
    )


@cache
def photo_consent_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> PhotoText:
    """The photograph consent template of a language. Raises `Known` when its file is missing or wrong."""
    top = text_file(folder / language / "photo_consent.toml", PHOTO_BLANKS)
    return PhotoText(
        top.text("template_id"),
        top.text("version"),
        top.text("title"),
        top.text("lead"),
        top.text("statement_refusal"),
        top.text("statement_recall"),
        {role: top.text(f"{role}_signs") for role in ("patient", "clinician")},
        _sections(top),
        tuple(PhotoUse(e.text("id"), e.text("scope"), e.text("lead"), e.text("text")) for e in top.entries("use")),
    )


@cache
def aftercare_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> AftercareText:
    """The aftercare template of a language. Raises `Known` when its file is missing or wrong."""
    top = text_file(folder / language / "aftercare.toml", AFTERCARE_BLANKS)
    headings = top.inner("headings")
    names = ("today", "restart", "pain", "normal", "next", "after", "from_morning")
    return AftercareText(
        top.text("template_id"),
        top.text("version"),
        top.text("title"),
        _treatments(top.inner("treatment")),
        {name: headings.text(name) for name in names},
        top.passages("today"),
        tuple(_restart(entry) for entry in top.entries("restart")),
        top.passages("pain"),
        top.passages("normal"),
        tuple(
            RedFlags(e.text("id"), e.text("dial"), e.text("note"), e.passages("sign")) for e in top.entries("red_flag")
        ),
        top.passages("next"),
    )


@cache
def evidence_text(language: str = CONSENT_LANGUAGE, folder: Path = TEXTS) -> EvidenceText:
    """The evidence statement and citations of a language. Raises `Known` when the file is missing or wrong."""
    top = text_file(folder / language / "evidence.toml")
    citations = tuple(
        Citation(
            e.text("id"), e.text("text"), e.text("doi", ""), e.text("pmid", ""), e.text("source"), e.text("finding")
        )
        for e in top.entries("citation")
    )
    return EvidenceText(top.text("evidence_version"), top.text("statement"), citations)


@cache
def forbidden(folder: Path = TEXTS) -> tuple[Forbidden, ...]:
    """The wordings of the procedure sheets that no patient may read. Raises `Known` when the file is wrong."""
    found = []
    for entry in text_file(folder / "forbidden.toml").entries("forbidden"):
        for pattern in entry.words("patterns"):
            try:
                compiled = re.compile(pattern, re.IGNORECASE)
            except re.error as error:
                raise entry.wrong(str(error)) from error
            found.append(Forbidden(entry.text("id"), entry.text("why"), compiled))
    return tuple(found)


def forbidden_in(text: str) -> list[str]:
    """Which forbidden wordings stand in `text`, as `X7: no downtime`. Line breaks do not hide them."""
    flat = " ".join(text.replace("’", "'").replace("‑", "-").replace("–", "-").split())
    return [f"{entry.id}: {match[0]}" for entry in forbidden() if (match := entry.pattern.search(flat))]


def _treatments(entry: Entry) -> dict[str, str]:
    return {kind: entry.text(kind) for kind in KINDS}


def _sections(top: Entry) -> tuple[Section, ...]:
    return tuple(
        Section(
            entry.text("id"),
            entry.text("title"),
            entry.text("block", ""),
            entry.text("note", ""),
            tuple(inner.passage() for inner in entry.entries("passage", required=False)),
            tuple(
                Callout(inner.one_of("mark", MARKS), inner.text("lead"), inner.passage())
                for inner in entry.entries("callout", required=False)
            ),
        )
        for entry in top.entries("section")
    )


def _restart(entry: Entry) -> RestartRow:
    hours, days = entry.count("hours"), entry.count("days")
    if (hours is None) == (days is None):
        raise entry.wrong(_("it needs either “hours” or “days”"))
    return RestartRow(
        entry.text("id"),
        entry.text("lead"),
        entry.text("text", ""),
        hours,
        entry.count("deep_hours"),
        days,
        entry.kinds(),
        entry.words("unless_allergic"),
    )
