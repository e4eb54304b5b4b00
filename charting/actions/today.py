"""What a day asks for: its visits, the drafts of other days, expected sessions, and the calls and reviews that are due.

Only what counts is asked for: no voided, moved or replaced visit, and nothing twice for two versions of one visit.
Every query has a limit, so that a day is shown as fast after ten years as in the first week.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from charting.records.after import After
from charting.records.course import Course
from charting.records.versions import calls_of, is_shut
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession

RECENT_DAYS = 2
LOOK_BACK_DAYS = 60
MOST = 200


@dataclass(frozen=True, slots=True)
class Due:
    """Something that is due because of a signed visit: `kind` is "call", "session" or "assessment"."""

    kind: str
    visit: Visit
    day: date
    at: datetime | None = None

    def overdue(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.day < today


@dataclass(frozen=True, slots=True)
class Day:
    """The visits opened on the day, drafts of other days, who is expected, and what is due."""

    visits: tuple[Visit, ...]
    unsigned: tuple[Visit, ...]
    expected: tuple[Due, ...]
    calls: tuple[Due, ...]
    follow_ups: tuple[Due, ...]


def day_of(chart: ChartSession, now: datetime) -> Day:
    """Everything the board of the day shows, each list in the order of time."""
    today = now.date()
    recent = _visits(chart, now)
    visits = [visit for visit in recent if visit.opened_at.astimezone(now.tzinfo).date() == today]
    unsigned = [visit for visit in recent if visit.signed_at is None and visit not in visits]
    sessions = _due_sessions(chart, today)
    expected = [due for due in sessions if due.day == today]
    late = [due for due in sessions if due.day != today]
    follow_ups = sorted([*late, *_due_assessments(chart, today)], key=lambda due: due.day)
    return Day(tuple(visits), tuple(unsigned), tuple(expected), tuple(_due_calls(chart, today)), tuple(follow_ups))


def _visits(chart: ChartSession, now: datetime) -> list[Visit]:
    since = now - timedelta(days=RECENT_DAYS)
    query = (
        sa.select(Visit)
        .where(sa.or_(sa.func.julianday(Visit.opened_at) >= sa.func.julianday(since.isoformat()), _IS_DRAFT))
        .order_by(sa.func.julianday(Visit.opened_at).desc())
        .limit(MOST)
        .options(joinedload(Visit.course).joinedload(Course.patient))
    )
    with chart.orm.no_autoflush:
        found = [visit for visit in chart.orm.scalars(query) if visit.in_force or not is_shut(visit)]
    return found[::-1]


_IS_DRAFT = Visit.signed_at.is_(None)


def _signed_with(chart: ChartSession, asked: sa.ColumnElement[bool]) -> list[Visit]:
    query = (
        sa.select(Visit)
        .join(After, After.visit_id == Visit.id)
        .where(Visit.signed_at.is_not(None), asked)
        .order_by(sa.func.julianday(Visit.opened_at).desc())
        .limit(MOST)
        .options(joinedload(Visit.course).joinedload(Course.patient), joinedload(Visit.after))
    )
    with chart.orm.no_autoflush:
        return [visit for visit in chart.orm.scalars(query) if visit.in_force]


def _due_calls(chart: ChartSession, today: date) -> list[Due]:
    """Calls due by today whose patient was not reached yet; a call that was put off is due on its new day."""
    earliest = (today - timedelta(days=LOOK_BACK_DAYS)).isoformat()
    asked = sa.and_(After.call_due.is_not(None), sa.cast(After.call_due, sa.Text) >= earliest)
    found = []
    for visit in _signed_with(chart, asked):
        calls = calls_of(visit)
        if visit.after is None or visit.after.call_due is None or any(call.reached for call in calls):
            continue
        again = calls[-1].again_on if calls else None
        day = again or visit.after.call_due
        if day <= today:
            found.append(Due("call", visit, day))
    return sorted(found, key=lambda due: due.day)


def _due_sessions(chart: ChartSession, today: date) -> list[Due]:
    """Next sessions of today and of the last weeks that nobody came to."""
    found = []
    for visit in _signed_with(chart, _in_window(After.next_session_on, today)):
        at = visit.after.next_session_on if visit.after is not None else None
        if at is not None and at.date() <= today and not _came_since(visit, at.date(), today):
            found.append(Due("session", visit, at.date(), at))
    return sorted(found, key=lambda due: due.at or datetime.combine(due.day, time.min))


def _due_assessments(chart: ChartSession, today: date) -> list[Due]:
    found = []
    for visit in _signed_with(chart, _in_window(After.assessment_on, today)):
        at = visit.after.assessment_on if visit.after is not None else None
        if at is not None and at.date() <= today and not _came_since(visit, at.date(), today):
            found.append(Due("assessment", visit, at.date(), at))
    return found


def _in_window(column: sa.orm.InstrumentedAttribute[datetime | None], today: date) -> sa.ColumnElement[bool]:
    first, last = today - timedelta(days=LOOK_BACK_DAYS), today + timedelta(days=1)
    day = sa.func.substr(sa.cast(column, sa.Text), 1, 10)
    return sa.and_(column.is_not(None), day >= first.isoformat(), day <= last.isoformat())


def _came_since(visit: Visit, day: date, today: date) -> bool:
    """Whether the patient was here after the visit and near the day, or today: then nobody has to be asked to come."""
    others = [v for course in visit.course.patient.courses for v in course.visits if v.in_force or not is_shut(v)]
    soon = day - timedelta(days=7)
    return any(v.opened_at > visit.opened_at and soon <= v.opened_at.date() <= today for v in others)
