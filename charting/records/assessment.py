"""Assessment of the day: body, diagnosis, scales, history, laboratory, photographs (clinical.md 1.1 to 1.6)."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.fields import Lines, field, lines
from charting.kinds import Day, ManyOf, Number, OneOf, Text, YesNo
from charting.ranges import at_least, at_most, between
from charting.records import assessment_checks as rules
from charting.records.assessment_results import assessment_results
from charting.records.base import Line, Sheet
from charting.records.diagnoses import RED_FLAGS
from charting.records.following import Follow
from charting.records.patient_lists import WEIGHT_SOURCES, height_number, weight_number
from charting.records.photograph import Photograph
from charting.records.scales import SCALES, grade_follows, grade_of_its_scale
from charting.results import Result
from charting.units import (
    CELSIUS,
    KG,
    MMHG,
    MONTHS,
    MU_PER_L,
    NMOL_PER_L,
    PER_MINUTE,
    PERCENT,
    UG_PER_L,
    YEARS,
    EntryUnit,
)

FITZPATRICK = Choices("fitzpatrick", *((code, code) for code in ("I", "II", "III", "IV", "V", "VI")))
PROGRESSIONS = Choices("progression", ("stable", "Stable"), ("slow", "Slow"), ("rapid", "Rapid"))
AREATA_MODIFIERS = Choices(
    "areata_modifier",
    ("psychosocial", "Psychosocial impact"),
    ("brow_lash_loss", "Eyebrow or eyelash loss"),
    ("no_response_6_months", "No response in 6 months"),
    ("positive_pull", "Diffuse positive pull test"),
    ("none", "None of these"),
)
RECENT_EVENTS = Choices(
    "recent_event", ("illness", "Illness"), ("surgery", "Surgery"), ("childbirth", "Childbirth"), ("none", "None")
)
_STATED = "not measured: dose limits rest on it"


def _share(label: str) -> Number:
    return Number(label, unit=PERCENT, places=2, hard=between(0, 100), source="S78")


class Assessment(Sheet):
    """How the patient is today, and how much hair is lost."""

    __tablename__ = "assessment"
    title: ClassVar[str] = "Assessment"
    checks: ClassVar = rules.CHECKS
    prefilled: ClassVar[frozenset[str]] = frozenset({"weight_kg", "weight_source", "weight_date", "height_cm"})
    follows_typing: ClassVar[frozenset[str]] = frozenset({"weight_kg"})

    weight_kg: Mapped[Decimal | None] = field(weight_number())
    weight_source: Mapped[str | None] = field(
        OneOf(
            "Source of the weight",
            choices=WEIGHT_SOURCES,
            warns={"stated_by_patient": _STATED},
            required=lambda a: a.weight_kg is not None,
        )
    )
    weight_date: Mapped[dt.date | None] = field(
        Day("Date of the weight", past=True, required=lambda a: a.weight_kg is not None)
    )
    height_cm: Mapped[Decimal | None] = field(height_number())
    bp_systolic_mmhg: Mapped[Decimal | None] = field(
        Number("Systolic", unit=MMHG, soft=between(100, 160), hard=between(50, 300), source="1.1")
    )
    bp_diastolic_mmhg: Mapped[Decimal | None] = field(
        Number("Diastolic", unit=MMHG, soft=at_most(100), hard=between(20, 200), source="1.1")
    )
    pulse_bpm: Mapped[Decimal | None] = field(
        Number("Pulse", unit=PER_MINUTE, soft=between(50, 100), hard=between(20, 250), source="1.1")
    )
    spo2_pct: Mapped[Decimal | None] = field(
        Number("SpO₂", unit=PERCENT, soft=at_least(95), hard=between(50, 100), source="1.1")
    )
    temp_c: Mapped[Decimal | None] = field(
        Number("Temperature", unit=CELSIUS, places=1, soft=at_most("37.7"), hard=between(30, 43), source="1.1")
    )
    fitzpatrick: Mapped[str | None] = field(OneOf("Fitzpatrick type", choices=FITZPATRICK, source="S74"))

    red_flags: Mapped[tuple[str, ...] | None] = field(ManyOf("Red flags", choices=RED_FLAGS, source="1.2"))
    red_flags_referred_to: Mapped[str | None] = field(Text("Referred to", longest=200))
    diagnosis_told: Mapped[bool | None] = field(YesNo("Diagnosis told to the patient"))
    examination: Mapped[str | None] = field(Text("Examination", lines=3, longest=2000))

    gradings: Mapped[list["DayGrading"]] = lines(
        Lines("Gradings today", row="Grading"), "DayGrading", "DayGrading.position"
    )
    olsen_christmas_tree: Mapped[bool | None] = field(YesNo("Christmas tree pattern (Olsen)"))
    salt_top_pct: Mapped[Decimal | None] = field(_share("SALT top"))
    salt_back_pct: Mapped[Decimal | None] = field(_share("SALT back"))
    salt_right_pct: Mapped[Decimal | None] = field(_share("SALT right"))
    salt_left_pct: Mapped[Decimal | None] = field(_share("SALT left"))
    areata_modifiers: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Alopecia areata: also present", choices=AREATA_MODIFIERS)
    )

    age_at_onset: Mapped[Decimal | None] = field(Number("Age at onset", unit=YEARS, hard=between(0, 115)))
    duration_months: Mapped[Decimal | None] = field(
        Number("Duration", unit=MONTHS, hard=at_least(0), also=(EntryUnit(("years", "year", "y"), "12"),))
    )
    progression: Mapped[str | None] = field(OneOf("Progression", choices=PROGRESSIONS))
    family_history_maternal: Mapped[bool | None] = field(YesNo("Hair loss, mother's side"))
    family_history_paternal: Mapped[bool | None] = field(YesNo("Hair loss, father's side"))
    weight_loss_over_5kg: Mapped[bool | None] = field(YesNo("Over 5 kg lost in 6 months"))
    weight_loss_kg: Mapped[Decimal | None] = field(Number("Weight lost", unit=KG, places=1, hard=at_least(0)))
    diet: Mapped[str | None] = field(Text("Diet", longest=200, free=True))
    recent_events: Mapped[tuple[str, ...] | None] = field(ManyOf("Lately", choices=RECENT_EVENTS))
    recent_event_on: Mapped[dt.date | None] = field(Day("When", past=True))
    hair_practices: Mapped[str | None] = field(
        Text("Hair practices", lines=2, longest=400, help="colouring, heat, tight styles, extensions")
    )

    ferritin_ug_l: Mapped[Decimal | None] = field(
        Number("Ferritin", unit=UG_PER_L, places=1, soft=between(30, 300), hard=at_least(0), source="K")
    )
    ferritin_date: Mapped[dt.date | None] = field(Day("Date of ferritin", past=True))
    tsh_mu_l: Mapped[Decimal | None] = field(
        Number("TSH", unit=MU_PER_L, places=3, soft=between("0.3", "5"), hard=at_least(0), source="K")
    )
    tsh_date: Mapped[dt.date | None] = field(Day("Date of TSH", past=True))
    vit_d_nmol_l: Mapped[Decimal | None] = field(
        Number("Vitamin D", unit=NMOL_PER_L, places=1, soft=at_least(50), hard=at_least(0), source="K")
    )
    vit_d_date: Mapped[dt.date | None] = field(Day("Date of vitamin D", past=True))
    testosterone_nmol_l: Mapped[Decimal | None] = field(
        Number("Testosterone", unit=NMOL_PER_L, places=2, hard=at_least(0), source="K")
    )
    testosterone_date: Mapped[dt.date | None] = field(Day("Date of testosterone", past=True))

    photographs: Mapped[list[Photograph]] = lines(
        Lines("Photographs", row="Photograph"), "Photograph", "Photograph.position"
    )
    photographs_refused: Mapped[bool | None] = field(YesNo("Photographs refused"))
    photographs_refused_reason: Mapped[str | None] = field(
        Text("Reason of the refusal", longest=400, required=rules.reason_needed, free=True)
    )
    note: Mapped[str | None] = field(Text("Note", lines=4, longest=4000))

    def follows(self, name: str, value: Any, context: Context) -> Iterator[Follow]:
        """A weight measured today is of today; another weight is not that of an earlier day."""
        if name == "weight_kg" and value != self.weight_kg and self.weight_date not in (None, context.day):
            yield Follow(self, "weight_source", None)
            yield Follow(self, "weight_date", None)
        if name == "weight_source" and value == "measured_today" and self.weight_date != context.day:
            yield Follow(self, "weight_date", context.day)

    def worked_out(self, context: Context) -> list[Result]:
        """Body mass index, SALT with its classes."""
        return assessment_results(self)


class DayGrading(Line):
    """The grade of one scale as rated today."""

    __tablename__ = "day_grading"
    title: ClassVar[str] = "Grading"
    checks: ClassVar = (grade_of_its_scale,)
    follows_typing: ClassVar = frozenset({"grade"})

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("assessment.id"), index=True)
    parent: Mapped[Assessment] = relationship(back_populates="gradings")
    scale: Mapped[str | None] = field(OneOf("Scale", choices=SCALES))
    grade: Mapped[str | None] = field(Text("Grade", longest=20, suggest="grades"))
    rater: Mapped[str | None] = field(Text("Rater", longest=120, suggest="staff"))
    rater_blinded: Mapped[bool | None] = field(YesNo("Rater blinded"))
    date: Mapped[dt.date | None] = field(Day("Date", past=True))

    def follows(self, name: str, value: Any, context: Context) -> Iterator[Follow]:
        """The grade in the letters of its scale."""
        yield from super().follows(name, value, context)
        yield from grade_follows(self, name, value)
