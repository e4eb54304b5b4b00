"""A course of treatment: how many sessions, how far apart, towards what (clinical.md 1.7)."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.dates import add_months, show_day
from charting.fields import TO_SIGN, field
from charting.kinds import Day, Number, OneOf, Text
from charting.ranges import between, over
from charting.records.base import Record
from charting.records.course_checks import ASSESS_AFTER_MONTHS, COURSE_CHECKS
from charting.results import Result
from charting.units import DAYS, MONTHS
from charting.words import _

if TYPE_CHECKING:
    from charting.records.patient import Patient
    from charting.records.visit import Visit

MODALITIES = Choices("modality", ("MN", "Microneedling"), ("M_PRP", "M-PRP"), ("PRP_only", "PRP only"))
DECISIONS = Choices("course_decision", ("continue", "Continue"), ("change", "Change"), ("stop", "Stop"))


class Course(Record):
    """One plan of sessions for one patient; its visits carry it out."""

    __tablename__ = "course"
    title: ClassVar[str] = "Course"
    checks: ClassVar = COURSE_CHECKS

    patient_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    patient: Mapped["Patient"] = relationship(back_populates="courses")
    modality: Mapped[str | None] = field(OneOf("Treatment", choices=MODALITIES, required=TO_SIGN))
    started_on: Mapped[date | None] = field(Day("Started"))
    planned_sessions: Mapped[Decimal | None] = field(
        Number("Sessions planned", hard=between(1, 52), source="S03, S17, S20", help="usual 6, M-PRP 4")
    )
    interval_days_mn: Mapped[Decimal | None] = field(
        Number(
            "Between needlings",
            unit=DAYS,
            hard=between(0, 365),
            source="S09, S10",
            help="usual 14 days",
        )
    )
    interval_days_prp: Mapped[Decimal | None] = field(
        Number("Between PRP", unit=DAYS, hard=over(0), source="S15, S20", help="usual 28 days")
    )
    maintenance_interval_months: Mapped[Decimal | None] = field(
        Number("Maintenance every", unit=MONTHS, places=1, hard=over(0), source="K", help="usual 6")
    )
    goals: Mapped[str | None] = field(Text("Goals", lines=3, longest=1000))
    baseline_refusal_reason: Mapped[str | None] = field(
        Text("Why there is no baseline", lines=2, longest=400, help="only where the patient refused it")
    )
    decision: Mapped[str | None] = field(OneOf("Decision", choices=DECISIONS))
    decided_on: Mapped[date | None] = field(
        Day("Decided on", past=True, required=lambda course: course.decision is not None)
    )
    stop_rule_note: Mapped[str | None] = field(Text("Reason for the decision", lines=2, longest=1000))
    ended_on: Mapped[date | None] = field(Day("Ended", past=True))

    visits: Mapped[list["Visit"]] = relationship(
        back_populates="course", order_by="Visit.opened_at", cascade="all, delete-orphan"
    )

    @property
    def visits_in_force(self) -> list["Visit"]:
        """The visits that count, in their order: no voided, moved or replaced ones."""
        return [visit for visit in self.visits if visit.in_force]

    def worked_out(self, context: Context) -> list[Result]:
        """The days on which the course is judged."""
        return [self._assessed(months) for months in ASSESS_AFTER_MONTHS]

    def _assessed(self, months: int) -> Result:
        name, formula = _("Assess at {months} months").format(months=months), _("start + months")
        if self.started_on is None:
            return Result(name, None, None, formula, missing=_("needs the start"), source="1.7")
        day = show_day(add_months(self.started_on, months))
        working = f"{show_day(self.started_on)} + {months}"
        return Result(name, None, None, formula, working=working, source="1.7", text=day)
