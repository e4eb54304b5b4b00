"""One injected dose of local anaesthetic (clinical.md 4.1, 4.3 to 4.5)."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.catalogue import Agent, agent, agents
from charting.choices import Choices
from charting.context import Context
from charting.dates import show_time
from charting.fields import TO_SIGN, field
from charting.findings import Finding, Level
from charting.kinds import Day, Moment, Number, OneOf, Text, YesNo
from charting.ranges import at_least, at_most, between, over
from charting.records.base import Line
from charting.records.house_rules import house_rules
from charting.records.scanned import Label, choices, filled, label_findings
from charting.records.shelf_life import expiry_findings
from charting.records.verdicts import findings_of
from charting.results import show_decimal
from charting.rulebook import Broken
from charting.rules.buffering import buffered
from charting.rules.dosing import dose_mg, mg_per_ml
from charting.rules.ledger_verdicts import drawn_up_verdicts, volume_verdicts
from charting.units import GAUGE, MINUTES, ML, MM, PERCENT
from charting.words import _

if TYPE_CHECKING:
    from charting.records.anaesthesia import Anaesthesia

DOSE_LABEL = Label("udi_raw", "lot", "expiry", "The drug")
ADRENALINE = Choices(
    "adrenaline",
    ("none", "None"),
    ("1:400000", "1:400 000"),
    ("1:200000", "1:200 000"),
    ("1:100000", "1:100 000"),
    ("1:80000", "1:80 000"),
    ("1:50000", "1:50 000"),
)
NERVES = (
    ("supraorbital", "Supraorbital"),
    ("supratrochlear", "Supratrochlear"),
    ("zygomaticotemporal", "Zygomaticotemporal"),
    ("auriculotemporal", "Auriculotemporal"),
    ("greater_occipital", "Greater occipital"),
    ("lesser_occipital", "Lesser occipital"),
    ("great_auricular", "Great auricular"),
)
TECHNIQUES = Choices(
    "la_technique",
    *NERVES,
    ("ring_block", "Ring block of the scalp"),
    ("field_infiltration", "Field infiltration"),
)
NERVE_BLOCKS = frozenset(code for code, _label in NERVES)
SIDES = Choices("side", ("left", "Left"), ("right", "Right"), ("both", "Both"), ("midline", "Midline"))
CONTAINERS = Choices(
    "container", ("ampoule", "Ampoule"), ("vial_single", "Single-use vial"), ("vial_multi", "Multi-dose vial")
)
PRESERVATIVE = Choices("preservative", ("free", "Preservative-free"), ("methylparaben", "Parabens"), ("other", "Other"))
BLOCK_TESTS = Choices("block_test", ("absent", "Numb"), ("partial", "Partly"), ("present", "Sharp"))


def listed_strengths(dose: "Dose") -> tuple[tuple[Decimal, str], ...]:
    """The strengths of the chosen agent in %, each with its mg/mL in words: 1 % is easily taken for 2 %."""
    listed = agent(dose.agent)
    return () if listed is None else _strengths(listed)


def longest_strengths() -> tuple[tuple[Decimal, str], ...]:
    """The strengths of the agent whose list takes most room."""
    return max(map(_strengths, agents().values()), key=lambda listed: sum(len(words) for _percent, words in listed))


def _strengths(listed: Agent) -> tuple[tuple[Decimal, str], ...]:
    words = _("{percent} % ({mg} mg/mL)")
    return tuple(
        (percent, words.format(percent=show_decimal(percent), mg=show_decimal(mg_per_ml(percent))))
        for percent in listed.concentrations_pct
    )


def concentration_not_listed(dose: "Dose", context: Context) -> Iterator[Finding]:
    """A strength that the catalogue does not know for this agent is easily a mix-up of 1 % and 2 %."""
    listed = agent(dose.agent)
    percent = dose.concentration_pct
    if listed and listed.concentrations_pct and percent is not None and percent not in listed.concentrations_pct:
        usual = ", ".join(show_decimal(c) for c in listed.concentrations_pct)
        yield Finding(
            Level.WARN,
            _("{agent} {percent} %").format(agent=listed.name, percent=show_decimal(percent)),
            why=_("listed strengths: {usual} %").format(usual=usual),
            next_step=_("Read the label again."),
            rule="dose.strength",
            field="concentration_pct",
            inputs=((_("strength"), f"{show_decimal(percent)} %"),),
        )


def agent_not_listed(dose: "Dose", context: Context) -> Iterator[Finding]:
    """Said before anything is given; from the volume on the ledger says it, and nobody signs without a reason."""
    if dose.agent and agent(dose.agent) is None and dose.volume_ml is None and dose.given_at is None:
        yield Finding(
            Level.WARN,
            _("{drug} is no drug of the list").format(drug=dose.agent),
            why=_("no drug of the list: no limit is known"),
            next_step=_("Choose it from the list."),
            rule="dose.unlisted",
            field="agent",
            inputs=((_("drug"), dose.agent),),
        )


def agent_warning(dose: "Dose", context: Context) -> Iterator[Finding]:
    """What the catalogue says must be known about an agent."""
    listed = agent(dose.agent)
    if listed and listed.warning:
        yield Finding(Level.WARN, listed.name, why=_(listed.warning), rule="dose.agent", field="agent")


def adrenaline_against_agent(dose: "Dose", context: Context) -> Iterator[Finding]:
    """The agent's name and the adrenaline ratio have to tell the same."""
    listed = agent(dose.agent)
    if listed is None or dose.adrenaline is None:
        return
    if "adrenaline" in listed.name.casefold() and dose.adrenaline == "none":
        why = _("recorded without adrenaline")
    elif dose.adrenaline != "none" and not listed.adrenaline:
        why = _("a plain solution, recorded with adrenaline")
    elif dose.adrenaline != "none" and dose.adrenaline not in listed.adrenaline:
        why = _("not a ratio listed for this agent")
    else:
        return
    yield Finding(
        Level.WARN,
        listed.name,
        why=why,
        next_step=_("Choose the ratio on the label."),
        rule="dose.adrenaline",
        field="adrenaline",
    )


def volume_or_milligrams(dose: "Dose", context: Context) -> Iterator[Finding]:
    """A large volume is doubted; of a strong solution it is often a dose in mg typed as a volume (4.1, 4.6)."""
    book = house_rules(dose)
    if isinstance(book, Broken) or dose.volume_ml is None:
        return
    asked = volume_verdicts(dose.concentration_pct, dose.volume_ml, book)
    yield from findings_of(asked, "volume_ml")
    most = book.value("question_ml")
    if not asked and dose.volume_ml > most:
        shown = dose.shown("volume_ml")
        yield Finding(
            Level.WARN,
            _("Volume {volume}").format(volume=shown),
            why=_("usual up to {most} mL").format(most=show_decimal(most)),
            next_step=_("Check it, or leave it if it is right."),
            rule="dose.volume",
            field="volume_ml",
            inputs=((_("volume"), shown),),
        )


def buffered_rightly(dose: "Dose", context: Context) -> Iterator[Finding]:
    """Some agents precipitate with bicarbonate (4.6)."""
    book, drug = house_rules(dose), dose.drug()
    if isinstance(book, Broken) or drug is None or dose.buffered_with_ml is None:
        return
    if dose.concentration_pct is not None and dose.volume_ml is not None:
        mixture = buffered(
            drug, dose.concentration_pct, dose.volume_ml, dose.buffered_with_ml, dose.adrenaline or "none", book
        )
        yield from findings_of(mixture.verdicts, "buffered_with_ml")


def aspirate_before_a_block(dose: "Dose", context: Context) -> Iterator[Finding]:
    """Vessels run beside the nerves of the scalp."""
    if dose.technique in NERVE_BLOCKS and dose.aspiration_done is False:
        yield Finding(
            Level.WARN,
            _("Nerve block without aspiration"),
            why=_("vessels run with the nerve"),
            rule="dose.aspiration",
            field="aspiration_done",
        )


def two_people_check(dose: "Dose", context: Context) -> Iterator[Finding]:
    """A second check is by a second person."""
    given, checked = dose.given_by, dose.second_checker
    if given and checked and " ".join(given.split()).casefold() == " ".join(checked.split()).casefold():
        yield Finding(
            Level.STOP,
            _("Second checker is the person who gave the dose"),
            why=_("a second check is by a second person"),
            next_step=_("Name the second person, or leave it blank."),
            rule="dose.second_checker",
            field="second_checker",
        )


def drawn_up_is_accounted_for(dose: "Dose", context: Context) -> Iterator[Finding]:
    """Given and wasted make up what was drawn up (4.6)."""
    yield from findings_of(drawn_up_verdicts(dose.drawn_up_ml, dose.volume_ml, dose.wasted_ml), "wasted_ml")


def dose_expired(dose: "Dose", context: Context) -> Iterator[Finding]:
    """A drug past its expiry is not given."""
    yield from expiry_findings(dose.expiry, context, what=dose.agent or _("This drug"), field="expiry")


def label_agrees(dose: "Dose", context: Context) -> Iterator[Finding]:
    """The scanned label says the lot and expiry that stand here. One vial may serve several doses."""
    yield from label_findings(dose, DOSE_LABEL, context)


class Dose(Line):
    """An injected dose: which drug, how strong, how much, where, when, by whom."""

    __tablename__ = "dose"
    title: ClassVar[str] = "Dose"
    scanned_into: ClassVar[str] = "udi_raw"
    begins: ClassVar[frozenset[str]] = frozenset({"given_at"})

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("anaesthesia.id"), index=True)
    parent: Mapped["Anaesthesia"] = relationship(back_populates="doses")

    agent: Mapped[str | None] = field(
        Text("Drug", suggest="agents", listed=True, required=TO_SIGN, source="4.4", carried=True, house=True)
    )
    concentration_pct: Mapped[Decimal | None] = field(
        Number(
            "Strength",
            unit=PERCENT,
            places=3,
            hard=over(0, to=10),
            required=TO_SIGN,
            help="1 % is 10 mg/mL.",
            listed=listed_strengths,
            longest=longest_strengths,
            carried=True,
            house=True,
        )
    )
    adrenaline: Mapped[str | None] = field(
        OneOf(
            "Adrenaline",
            choices=ADRENALINE,
            required=TO_SIGN,
            source="S49",
            warns={"1:50000": "stronger than the usual ratios"},
            carried=True,
            house=True,
        )
    )
    volume_ml: Mapped[Decimal | None] = field(
        Number(
            "Volume",
            unit=ML,
            places=2,
            hard=over(0, to=100),
            required=TO_SIGN,
            help="Without bicarbonate.",
            carried=True,
        )
    )
    buffered_with_ml: Mapped[Decimal | None] = field(
        Number(
            "Bicarbonate 8.4 %",
            unit=ML,
            places=2,
            hard=over(0, to=100),
            source="4.6",
            help="1 to 9–10 mL",
            carried=True,
        )
    )
    technique: Mapped[str | None] = field(
        OneOf("Technique", choices=TECHNIQUES, source="S38, S39", carried=True, house=True)
    )
    site_nerve: Mapped[str | None] = field(Text("Site", help="If the technique does not say.", carried=True))
    side: Mapped[str | None] = field(OneOf("Side", choices=SIDES, carried=True))
    needle_gauge: Mapped[Decimal | None] = field(
        Number("Needle", unit=GAUGE, soft=between(27, 32), hard=over(0), carried=True, house=True)
    )
    needle_length_mm: Mapped[Decimal | None] = field(
        Number("Needle length", unit=MM, places=1, hard=over(0), carried=True, house=True)
    )
    aspiration_done: Mapped[bool | None] = field(YesNo("Aspirated", source="S55"))
    incremental: Mapped[bool | None] = field(YesNo("In small steps", source="S55"))
    given_at: Mapped[datetime | None] = field(Moment("Given at", required=TO_SIGN))
    given_by: Mapped[str | None] = field(Text("Given by", suggest="staff", required=TO_SIGN))
    second_checker: Mapped[str | None] = field(Text("Second checker", suggest="staff"))
    lot: Mapped[str | None] = field(Text("Lot", required=TO_SIGN, may_lack=True))
    expiry: Mapped[date | None] = field(Day("Expiry", required=TO_SIGN, may_lack=True, by_month=True))
    udi_raw: Mapped[str | None] = field(Text("Code as scanned", longest=400, source="5.4"))
    container: Mapped[str | None] = field(OneOf("Container", choices=CONTAINERS))
    preservative: Mapped[str | None] = field(OneOf("Preservative", choices=PRESERVATIVE))
    drawn_up_ml: Mapped[Decimal | None] = field(Number("Drawn up", unit=ML, places=2, hard=over(0, to=100)))
    wasted_ml: Mapped[Decimal | None] = field(Number("Wasted", unit=ML, places=2, hard=at_least(0)))
    onset_min: Mapped[Decimal | None] = field(Number("Onset", unit=MINUTES, soft=at_most(30), hard=at_least(0)))
    block_test: Mapped[str | None] = field(
        OneOf("Sharp or dull", choices=BLOCK_TESTS, help="How a sharp touch is felt in the field.")
    )

    checks: ClassVar = (
        concentration_not_listed,
        agent_not_listed,
        agent_warning,
        adrenaline_against_agent,
        volume_or_milligrams,
        buffered_rightly,
        aspirate_before_a_block,
        two_people_check,
        drawn_up_is_accounted_for,
        dose_expired,
        label_agrees,
    )

    def filled_from_scan(self, day: date) -> dict[str, Any]:
        """Lot and expiry off the scanned label where nobody typed them, by field; `day` decides their century."""
        return filled(self, DOSE_LABEL, day)

    def scan_choices(self, day: date) -> list[tuple[str, dict[str, Any]]]:
        """The ways to read a label whose separator is lost, while nobody has chosen one."""
        return choices(self, DOSE_LABEL, day)

    def told_apart(self) -> str:
        """Drug, strength, technique, side and time: `lidocaine 2 %, supraorbital left at 23:51`."""
        what = " ".join(part for part in (self.shown("agent"), self.shown("concentration_pct")) if part)
        how = " ".join(part for part in (self.shown("technique"), self.shown("side")) if part).lower()
        if self.given_at is not None:
            how = " ".join(part for part in (how, _("at {time}").format(time=show_time(self.given_at))) if part)
        return ", ".join(part for part in (what, how) if part)

    def in_row(self, name: str, day: date) -> str:
        """The technique along with its side."""
        shown = super().in_row(name, day)
        if name == "technique" and shown and self.side is not None:
            return f"{shown}, {self.shown('side').lower()}"
        return shown

    def drug(self) -> str | None:
        """The molecule whose doses add up: of the catalogue, or the typed name."""
        listed = agent(self.agent)
        return listed.drug if listed else self.agent and self.agent.strip().casefold()

    def mg(self) -> Decimal | None:
        """mg given, or None while strength or volume is unknown."""
        if self.concentration_pct is None or self.volume_ml is None:
            return None
        return dose_mg(self.concentration_pct, self.volume_ml)
