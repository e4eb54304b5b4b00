"""The clinic's print queue: what waits or was not printed, of every patient, and giving one up with a reason."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from charting.actions.people import require
from charting.actions.print_jobs import JobState, states_of
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.records.print_job import GIVEN_UP, SENT, PrintJob, PrintOutcome
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _

SHORTEST_REASON = 3
MOST_SHOWN = 200


def open_prints(chart: ChartSession, running: Collection[str] = ()) -> list[JobState]:
    """Every job that waits, failed or was broken off, newest first, whosever it is; `running` are under way."""
    again = aliased(PrintJob)
    over = sa.exists().where(PrintOutcome.job_id == PrintJob.id, PrintOutcome.kind.in_((SENT, GIVEN_UP)))
    repeated = sa.exists().where(again.again_of_id == PrintJob.id)
    query = sa.select(PrintJob).where(~over, ~repeated).order_by(PrintJob.asked_at.desc()).limit(MOST_SHOWN)
    return states_of(chart, list(chart.orm.scalars(query)), running)


def failed_count(chart: ChartSession, running: Collection[str] = ()) -> int:
    """How many of them wait for a person."""
    return sum(state.open for state in open_prints(chart, running))


def give_up(chart: ChartSession, job: PrintJob, reason: str, who: Practitioner, now: datetime) -> None:
    """Take a job out of the queue for a reason; the paper stays kept. Raises Known, NotAllowed or NotSaved."""
    require(who, "print")
    reason = reason.strip()
    if len(reason) < SHORTEST_REASON:
        raise Known(_("Say in a few words why it is not to be printed."))
    chart.save(now)
    end = PrintOutcome(visit=job.visit, job=job, kind=GIVEN_UP, why=reason, by=who.name or "", at=now)
    chart.add(end)
    try:
        chart.save(now)
    except NotSaved:
        chart.orm.expunge(end)
        raise
