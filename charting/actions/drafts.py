"""What amending, voiding and moving share: a reason that says something, and a copy kept whole or not at all."""

from datetime import datetime

from charting.errors import Known
from charting.records.base import Record
from charting.records.copied import copy_visit
from charting.records.course import Course
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _

SHORTEST_REASON = 15


def reason_of(typed: str) -> str:
    """A reason with single spaces. Raises Known when it is shorter than 15 characters."""
    words = " ".join(typed.split())
    if len(words) < SHORTEST_REASON:
        raise Known(_("Write the reason in at least {count} characters.").format(count=SHORTEST_REASON))
    return words


def keep_copy(
    chart: ChartSession, visit: Visit, draft: Visit, course: Course, session: int, now: datetime, *beside: Record
) -> None:
    """Copy a visit into a draft, session number `session` of a course; save it and the new records `beside` it at once.

    Raises NotSaved, and then none of them is kept in memory either.
    """
    seals = copy_visit(visit, draft)
    draft.session_number = session
    draft.course = course
    chart.orm.add_all([draft, *beside])

    def shut() -> None:
        for seal in seals:
            seal()

    try:
        chart.save(now, last=shut)
    except NotSaved:
        draft.amends = None
        course.visits.remove(draft)
        for record in (draft, *beside):
            if record in chart.orm:
                chart.orm.expunge(record)
        raise
