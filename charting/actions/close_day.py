"""Closing the day: what is left over that a later day would have to remember (practice.md 1)."""

from dataclasses import dataclass
from datetime import datetime

from charting.actions.live_clocks import visits_at_work
from charting.actions.scan_states import PaperState
from charting.actions.sign import points
from charting.actions.today import day_of, pack_of
from charting.context import Context
from charting.records.clocks import Clock, clocks_of
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession

CLOCK, UNSIGNED, CALL, PAPER, PACK = "clock", "unsigned", "call", "paper", "pack"


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that is left: a running `clock`, an `unsigned` chart, a `call`, a signed `paper` that is
    not back or not looked at, or a `pack`.

    A pack is the papers of a signed visit that did not leave; `count` are the points that keep a chart unsigned.
    """

    kind: str
    visit: Visit
    clock: Clock | None = None
    count: int = 0
    paper: PaperState | None = None


def left_over(chart: ChartSession, now: datetime) -> list[Left]:
    """Everything the day leaves, what cannot wait first: clocks, charts, calls, papers."""
    day = day_of(chart, now)
    with chart.orm.no_autoflush:
        at_work = visits_at_work(chart.orm, now)
        clocks = [Left(CLOCK, visit, clock) for visit in at_work for clock in clocks_of(visit) if clock.running]
        drafts = [visit for visit in (*day.visits, *day.unsigned) if visit.signed_at is None]
        unsigned = [Left(UNSIGNED, visit, count=open_count(visit, now)) for visit in drafts]
        calls = [Left(CALL, due.visit) for due in day.calls]
        papers = [Left(PAPER, paper.document.visit, paper=paper) for paper in day.papers]
        signed = [visit for visit in day.visits if visit.signed_at is not None]
        packs = [Left(PACK, v) for v in signed if not set(pack_of(v)) <= day.printed.get(v.id, frozenset())]
    return [*clocks, *unsigned, *calls, *papers, *packs]


def open_count(visit: Visit, now: datetime) -> int:
    """How many points keep a visit from being signed."""
    return sum(point.open for point in points(visit, Context.at(now, visit.opened_at.date())))
