"""What a patient takes or has had against hair loss, with the doses that deserve a second look (clinical.md 1.6)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.fields import field
from charting.findings import Finding, Level
from charting.kinds import Day, Number, OneOf, Text
from charting.ranges import at_least
from charting.records.base import Line
from charting.results import show_decimal
from charting.units import MG_PER_DAY, PERCENT
from charting.words import _

if TYPE_CHECKING:
    from charting.records.patient import Patient

FORMS = Choices(
    "therapy_form",
    ("solution", "Solution"),
    ("foam", "Foam"),
    ("cream", "Cream or ointment"),
    ("shampoo", "Shampoo"),
    ("oral", "By mouth"),
    ("injection", "Injection"),
    ("device", "Device"),
    ("other", "Other"),
)
PAST_KINDS = Choices(
    "past_treatment",
    ("PRP", "PRP"),
    ("MN", "Microneedling"),
    ("transplant", "Hair transplant"),
    ("exosomes", "Exosomes"),
    ("other", "Other"),
)
TOPICAL_MINOXIDIL_MOST_PCT = Decimal(5)
ORAL_MINOXIDIL_USUAL_MG = Decimal(5)
ORAL_MINOXIDIL_MOST_MG = Decimal(40)
_ANTIANDROGENS = ("finasteride", "dutasteride")


def minoxidil_strength(therapy: Any, _context: Context) -> Iterator[Finding]:
    """Oral minoxidil above 5 mg a day, impossible above 40; topical above 5 % is compounded (clinical.md 1.6, K)."""
    if "minoxidil" not in _name(therapy):
        return
    dose, strength = therapy.daily_dose_mg, therapy.strength_pct
    if dose is not None and dose > ORAL_MINOXIDIL_MOST_MG:
        yield Finding(
            Level.STOP,
            _("Minoxidil {dose} mg a day").format(dose=show_decimal(dose)),
            why=_("at most {limit} mg").format(limit=show_decimal(ORAL_MINOXIDIL_MOST_MG)),
            next_step=_("Check the number and its unit."),
            field="daily_dose_mg",
        )
    elif dose is not None and dose > ORAL_MINOXIDIL_USUAL_MG:
        yield Finding(
            Level.WARN,
            _("Minoxidil {dose} mg a day").format(dose=show_decimal(dose)),
            why=_("for hair usually at most {limit} mg").format(limit=show_decimal(ORAL_MINOXIDIL_USUAL_MG)),
            next_step=_("Ask about a racing heart, swelling, heart disease and blood pressure."),
            field="daily_dose_mg",
        )
    if strength is not None and strength > TOPICAL_MINOXIDIL_MOST_PCT:
        yield Finding(
            Level.WARN,
            _("Minoxidil {strength} %").format(strength=show_decimal(strength)),
            why=_("above {limit} % it is a compounded product").format(limit=show_decimal(TOPICAL_MINOXIDIL_MOST_PCT)),
            field="strength_pct",
        )


def antiandrogen_in_a_woman(therapy: Any, _context: Context) -> Iterator[Finding]:
    """Finasteride or dutasteride still taken by a woman (clinical.md 1.6, K)."""
    patient = therapy.parent
    if patient is None or patient.sex_at_birth != "female" or therapy.stopped_on is not None:
        return
    if any(drug in _name(therapy) for drug in _ANTIANDROGENS):
        yield Finding(
            Level.WARN,
            _("{drug} taken by a woman").format(drug=therapy.drug),
            why=_("it can harm an unborn boy"),
            next_step=_("Ask about pregnancy and contraception."),
            field="drug",
        )


def stopped_after_start(therapy: Any, _context: Context) -> Iterator[Finding]:
    """A therapy cannot end before it began."""
    if therapy.started_on and therapy.stopped_on and therapy.stopped_on < therapy.started_on:
        yield Finding(Level.STOP, _("The therapy stopped before it started"), field="stopped_on")


class Therapy(Line):
    """One therapy against hair loss, running or past. `daily_dose_mg` is what is taken on one day in all."""

    __tablename__ = "therapy"
    title: ClassVar[str] = "Hair therapy"
    checks: ClassVar = (minoxidil_strength, antiandrogen_in_a_woman, stopped_after_start)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    parent: Mapped["Patient"] = relationship(back_populates="therapies")
    drug: Mapped[str | None] = field(Text("Therapy", suggest="hair_therapies", longest=120))
    form: Mapped[str | None] = field(OneOf("Form", choices=FORMS))
    strength_pct: Mapped[Decimal | None] = field(Number("Strength", unit=PERCENT, places=3, hard=at_least(0)))
    daily_dose_mg: Mapped[Decimal | None] = field(Number("Per day", unit=MG_PER_DAY, places=3, hard=at_least(0)))
    dose: Mapped[str | None] = field(Text("Dose", longest=80, help="1 ml, half a capful of foam", free=True))
    frequency: Mapped[str | None] = field(Text("How often", longest=80, free=True))
    started_on: Mapped[date | None] = field(Day("Started", past=True))
    stopped_on: Mapped[date | None] = field(Day("Stopped", past=True))
    response: Mapped[str | None] = field(Text("Response", longest=400, free=True))
    adverse_effects: Mapped[str | None] = field(Text("Adverse effects", longest=400, free=True))


class PastTreatment(Line):
    """Earlier PRP, microneedling, transplant or exosomes."""

    __tablename__ = "past_treatment"
    title: ClassVar[str] = "Earlier treatment"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    parent: Mapped["Patient"] = relationship(back_populates="past_treatments")
    kind: Mapped[str | None] = field(OneOf("Treatment", choices=PAST_KINDS))
    last_on: Mapped[date | None] = field(Day("Last on", past=True))
    sessions: Mapped[Decimal | None] = field(Number("Sessions", hard=at_least(0)))
    place: Mapped[str | None] = field(Text("Where", longest=120))
    result: Mapped[str | None] = field(Text("Result", longest=400, free=True))


def _name(therapy: Any) -> str:
    return (therapy.drug or "").casefold()
