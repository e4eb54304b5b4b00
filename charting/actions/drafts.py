"""What amending, voiding and moving share: a reason that says something, and a copy kept whole or not at all."""

from collections.abc import Callable, Sequence
from datetime import datetime

from charting.errors import Known
from charting.records.base import Record
from charting.records.course import Course
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _

SHORTEST_REASON = 15
Seals = Sequence[Callable[[], None]]


def reason_of(typed: str) -> str:
    """A reason with single spaces. Raises Known when it is shorter than 15 characters."""
    words = " ".join(typed.split())
    if len(words) < SHORTEST_REASON:
        raise Known(_("Write the reason in at least {count} characters.").format(count=SHORTEST_REASON))
    return words


def keep_copy(
    chart: ChartSession, draft: Visit, course: Course, session: int, seals: Seals, now: datetime, *beside: Record
) -> None:
    """Save a written draft as session number `session` of a course, and the new records `beside` it, at once.

    `seals` put the copied seals on once all else is written. Raises NotSaved, and then none is kept in memory either.
    """
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
