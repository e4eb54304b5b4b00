"""What is kept of a patient in rows: allergies, medicines, diagnoses, gradings, weights."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.fields import TO_SIGN, field
from charting.kinds import Day, Number, OneOf, Text, YesNo
from charting.ranges import between
from charting.records.base import Line
from charting.records.diagnoses import DIAGNOSES
from charting.records.following import Follow
from charting.records.scales import SCALES, grade_follows, grade_of_its_scale
from charting.units import CM, KG, EntryUnit

if TYPE_CHECKING:
    from charting.records.patient import Patient

SEVERITIES = Choices(
    "allergy_severity", ("mild", "Mild"), ("moderate", "Moderate"), ("severe", "Severe"), ("anaphylaxis", "Anaphylaxis")
)
WEIGHT_SOURCES = Choices(
    "weight_source",
    ("measured_today", "Measured today"),
    ("measured_earlier", "Measured earlier"),
    ("stated_by_patient", "Stated by the patient"),
)
POUNDS = EntryUnit(("lb", "lbs"), "0.45359237")
STONES = EntryUnit(("st",), "6.35029318")
METRES = EntryUnit(("m",), "100")
INCHES = EntryUnit(("in",), "2.54")


def weight_number() -> Number:
    """Body weight in kg (clinical.md 1.1)."""
    return Number(
        "Weight",
        unit=KG,
        places=2,
        soft=between(40, 130),
        hard=between(20, 300),
        also=(POUNDS, STONES),
        source="1.1",
    )


def height_number() -> Number:
    """Height in cm (clinical.md 1.1)."""
    return Number(
        "Height", unit=CM, places=1, soft=between(140, 210), hard=between(100, 250), also=(METRES, INCHES), source="1.1"
    )


class Allergy(Line):
    """One substance a patient does not bear, and what it did."""

    __tablename__ = "allergy"
    title: ClassVar[str] = "Allergy"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    parent: Mapped["Patient"] = relationship(back_populates="allergies")
    agent: Mapped[str | None] = field(Text("Agent", required=TO_SIGN, longest=120, help="generic name"))
    reaction: Mapped[str | None] = field(Text("Reaction", longest=200, free=True))
    severity: Mapped[str | None] = field(OneOf("Severity", choices=SEVERITIES))
    noted_on: Mapped[dt.date | None] = field(Day("Noted on", past=True))

    def caption(self) -> str:
        """Agent and reaction in one breath."""
        agent = self.agent or ""
        return f"{agent} ({self.reaction})" if self.reaction else agent


class Medicine(Line):
    """One medicine a patient takes for anything but hair."""

    __tablename__ = "medicine"
    title: ClassVar[str] = "Medicine"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    parent: Mapped["Patient"] = relationship(back_populates="medicines")
    drug: Mapped[str | None] = field(Text("Medicine", longest=120, help="generic name"))
    dose: Mapped[str | None] = field(Text("Dose", longest=80, free=True))
    frequency: Mapped[str | None] = field(Text("How often", longest=80, free=True))
    reason: Mapped[str | None] = field(Text("Reason", longest=200, free=True))
    since: Mapped[dt.date | None] = field(Day("Since", past=True))
    prescriber: Mapped[str | None] = field(Text("Prescriber", longest=120))


class HairDiagnosis(Line):
    """One kind of hair loss, primary or beside it. `resolved_on` ends it without removing it."""

    __tablename__ = "hair_diagnosis"
    title: ClassVar[str] = "Diagnosis"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    parent: Mapped["Patient"] = relationship(back_populates="diagnoses")
    diagnosis: Mapped[str | None] = field(OneOf("Diagnosis", choices=DIAGNOSES))
    is_primary: Mapped[bool | None] = field(YesNo("Primary"))
    since: Mapped[dt.date | None] = field(Day("Since", past=True))
    resolved_on: Mapped[dt.date | None] = field(Day("Resolved on", past=True))
    made_by: Mapped[str | None] = field(Text("Made by", longest=120, suggest="staff"))
    note: Mapped[str | None] = field(Text("Note", lines=2, longest=1000))


class Grading(Line):
    """The grade of one scale on one day."""

    __tablename__ = "grading"
    title: ClassVar[str] = "Grading"
    checks: ClassVar = (grade_of_its_scale,)
    follows_typing: ClassVar = frozenset({"grade"})

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    parent: Mapped["Patient"] = relationship(back_populates="gradings")
    scale: Mapped[str | None] = field(OneOf("Scale", choices=SCALES))
    grade: Mapped[str | None] = field(Text("Grade", longest=20, suggest="grades"))
    rater: Mapped[str | None] = field(Text("Rater", longest=120, suggest="staff"))
    date: Mapped[dt.date | None] = field(Day("Date", past=True))
    is_baseline: Mapped[bool | None] = field(YesNo("Baseline"))

    def follows(self, name: str, value: Any, context: Context) -> Iterator[Follow]:
        """The grade in the letters of its scale."""
        yield from super().follows(name, value, context)
        yield from grade_follows(self, name, value)


class Weight(Line):
    """A weight with its day and where it came from. Height comes along where it was taken."""

    __tablename__ = "weight"
    title: ClassVar[str] = "Weight"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    parent: Mapped["Patient"] = relationship(back_populates="weights")
    weight_kg: Mapped[Decimal | None] = field(weight_number())
    date: Mapped[dt.date | None] = field(Day("Date", past=True, required=lambda w: w.weight_kg is not None))
    source: Mapped[str | None] = field(OneOf("Source", choices=WEIGHT_SOURCES))
    height_cm: Mapped[Decimal | None] = field(height_number())
