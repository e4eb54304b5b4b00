"""What may be wrong with a plan, and when it is time to stop or change it (clinical.md 1.7)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from charting.context import Context
from charting.dates import add_months, show_day
from charting.findings import Finding, Level
from charting.records.rules_off import calculators_off, usable
from charting.records.verdicts import findings_of
from charting.rules import intervals
from charting.words import _

ASSESS_AFTER_MONTHS = (3, 6)


def rules_can_be_used(course: Any, _context: Context) -> Iterator[Finding]:
    """Without the rule file the plan is not judged."""
    yield from calculators_off(course, intervals.RULES, "planned_sessions")


def plan_is_usual(course: Any, _context: Context) -> Iterator[Finding]:
    """Sessions, intervals and maintenance of the plan, by the rules of the house (S03, S09, S15, S17, S20)."""
    rules = usable(course, intervals.RULES)
    if rules is None:
        return
    if course.modality is not None and course.planned_sessions is not None:
        counted = intervals.planned_sessions(course.modality, course.planned_sessions, rules)
        yield from findings_of(counted, "planned_sessions")
    for name, kind in (("interval_days_mn", "MN"), ("interval_days_prp", "PRP")):
        days = getattr(course, name)
        if days is not None:
            yield from findings_of(intervals.planned_interval(kind, days, rules), name)
    if course.maintenance_interval_months is not None:
        months = intervals.maintenance(course.maintenance_interval_months, rules)
        yield from findings_of(months, "maintenance_interval_months")


def decision_due(course: Any, context: Context) -> Iterator[Finding]:
    """After 6 months without a decision: stop or change where nothing improved, otherwise decide how to go on."""
    if course.started_on is None or course.decision is not None or course.ended_on is not None:
        return
    if context.day < add_months(course.started_on, ASSESS_AFTER_MONTHS[-1]):
        return
    improved, told_on = last_judgement(course, context.day)
    if improved is False:
        what, why = _("No improvement after 6 months"), _("as judged on {day}").format(day=show_day(told_on))
        next_step = _("Stop or change the treatment, and write down the decision.")
    else:
        what = _("6 months since the course began")
        why = _("without improvement the course is stopped or changed")
        next_step = _("Assess, and write down the decision.")
    yield Finding(
        Level.NOTE,
        what,
        why=why,
        next_step=next_step,
        rule="course-decision",
        field="decision",
        inputs=((_("started"), course.started_on.isoformat()), (_("improved"), str(improved))),
        source="D",
    )


def last_judgement(course: Any, day: date) -> tuple[bool | None, date]:
    """Whether the last outcome measured in this course up to a day was better than its baseline, and its day.

    The clinician's score against the baseline photograph counts before the patient's own percentage. None is unknown.
    """
    for visit in sorted(course.visits_in_force, key=lambda v: v.opened_at, reverse=True):
        outcome, told_on = visit.outcome, visit.opened_at.date()
        if outcome is None or told_on > day:
            continue
        if outcome.gpa_score is not None:
            return int(outcome.gpa_score) > 0, told_on
        if outcome.pct_improvement is not None:
            return outcome.pct_improvement > 0, told_on
    return None, day


COURSE_CHECKS = (rules_can_be_used, plan_is_usual, decision_due)
