"""A course of treatment: how many sessions, how far apart, towards what (clinical.md 1.7)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.dates import add_months, show_day
from charting.fields import TO_SIGN, field
from charting.findings import Finding, Level
from charting.kinds import Day, Number, OneOf, Text
from charting.ranges import Range, between, over
from charting.records.base import Record
from charting.results import Result, show_decimal
from charting.units import DAYS, MONTHS
from charting.words import _

if TYPE_CHECKING:
    from charting.records.patient import Patient
    from charting.records.visit import Visit

MODALITIES = Choices("modality", ("MN", "Microneedling"), ("M_PRP", "M-PRP"), ("PRP_only", "PRP only"))
DECISIONS = Choices("course_decision", ("continue", "Continue"), ("change", "Change"), ("stop", "Stop"))
USUAL_SESSIONS: dict[str, Range] = {"MN": between(3, 16), "M_PRP": between(3, 6), "PRP_only": between(3, 6)}
SHORTEST_INTERVAL_MN, SHORTEST_INTERVAL_PRP = Decimal(5), Decimal(14)
ASSESS_AFTER_MONTHS = (3, 6)


def sessions_usual(course: Any, _context: Context) -> Iterator[Finding]:
    """Microneedling takes 3 to 16 sessions, PRP 3 to 6 (S03, S17, S20)."""
    usual = USUAL_SESSIONS.get(course.modality or "")
    if usual is not None and course.planned_sessions is not None and usual.refuses(course.planned_sessions):
        yield Finding(
            Level.WARN,
            _("{count} sessions planned").format(count=show_decimal(Decimal(course.planned_sessions))),
            why=_("usual {range}").format(range=usual.words()),
            field="planned_sessions",
        )


def interval_too_short(course: Any, _context: Context) -> Iterator[Finding]:
    """Below 5 days for microneedling or 14 for PRP only a prescriber may plan (clinical.md 1.7)."""
    for name, shortest in (
        ("interval_days_mn", SHORTEST_INTERVAL_MN),
        ("interval_days_prp", SHORTEST_INTERVAL_PRP),
    ):
        value = getattr(course, name)
        if value is not None and value < shortest:
            yield Finding(
                Level.WARN,
                _("{count} days between sessions").format(count=show_decimal(value)),
                why=_("less than {limit}").format(limit=show_decimal(shortest)),
                next_step=_("Stops treatment unless a prescriber decides."),
                field=name,
            )


def decision_due(course: Any, context: Context) -> Iterator[Finding]:
    """After 6 months without a decision it is time to ask whether to stop or change (clinical.md 1.7)."""
    if course.started_on is None or course.decision is not None or course.ended_on is not None:
        return
    if context.day >= add_months(course.started_on, ASSESS_AFTER_MONTHS[-1]):
        yield Finding(
            Level.NOTE,
            _("6 months since the course began"),
            why=_("without improvement the course is stopped or changed"),
            next_step=_("Assess, and write down the decision."),
            field="decision",
        )


class Course(Record):
    """One plan of sessions for one patient; its visits carry it out."""

    __tablename__ = "course"
    title: ClassVar[str] = "Course"
    checks: ClassVar = (sessions_usual, interval_too_short, decision_due)

    patient_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("patient.id"), index=True)
    patient: Mapped["Patient"] = relationship(back_populates="courses")
    modality: Mapped[str | None] = field(OneOf("Treatment", choices=MODALITIES, required=TO_SIGN))
    started_on: Mapped[date | None] = field(Day("Started"))
    planned_sessions: Mapped[Decimal | None] = field(
        Number("Sessions planned", hard=between(1, 52), source="S03, S17, S20", help="usual 6, for M-PRP 4")
    )
    interval_days_mn: Mapped[Decimal | None] = field(
        Number(
            "Between needlings",
            unit=DAYS,
            soft=between(7, 42),
            hard=between(0, 365),
            source="S09, S10",
            help="usual 14 days",
        )
    )
    interval_days_prp: Mapped[Decimal | None] = field(
        Number("Between PRP", unit=DAYS, soft=between(21, 56), hard=over(0), source="S15, S20", help="usual 28 days")
    )
    maintenance_interval_months: Mapped[Decimal | None] = field(
        Number(
            "Maintenance every", unit=MONTHS, places=1, soft=between(3, 12), hard=over(0), source="K", help="usual 6"
        )
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
