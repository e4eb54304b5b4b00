"""What a day asks for: its visits, the drafts of other days, expected sessions, and the calls and reviews that are due.

Only what counts is asked for: no voided, moved or replaced visit, and nothing twice for two versions of one visit.
Each list is cut and put in order by the file itself, so that a day is shown as fast after ten years as in the first
week.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from charting.actions.papers_arranged import arranged_since
from charting.actions.scan_states import PaperState, waiting_papers
from charting.records.after import After
from charting.records.call import Call
from charting.records.clinic import PRINT, SAVE
from charting.records.course import Course
from charting.records.stored_document import StoredDocument
from charting.records.versions import calls_of
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark
from charting.store.chart_session import ChartSession

LOOK_BACK_DAYS = 60
NEAR_DAYS = 7
KEPT_BACK_DAYS = 4
MOST = 200
SUMMARY = "chart_summary"
PHOTOS = "photo_consent"
PACK = ("consent", SUMMARY, "aftercare")
PACK_OF_REVIEW = (SUMMARY,)


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
    """The visits opened on the day, drafts of other days, who is expected, and what is due.

    `papers` are those that went out to be signed and have to come back, be completed or be looked at, and `printed` the
    kinds of paper that left, by the ids of the day's visits.
    """

    visits: tuple[Visit, ...]
    unsigned: tuple[Visit, ...]
    expected: tuple[Due, ...]
    calls: tuple[Due, ...]
    follow_ups: tuple[Due, ...]
    papers: tuple[PaperState, ...] = ()
    printed: Mapping[str, frozenset[str]] = field(default_factory=dict)


def day_of(chart: ChartSession, now: datetime) -> Day:
    """Everything the board of the day shows, each list in the order of time, what is overdue first."""
    today = now.date()
    with chart.orm.no_autoflush:
        visits, drafts = visits_of_day(chart, now), drafts_before(chart, now)
        since = today - timedelta(days=LOOK_BACK_DAYS)
        sessions = _due_visits(chart, After.next_session_on, "session", since, today)
        assessments = _due_visits(chart, After.assessment_on, "assessment", since, today)
        expected = [due for due in sessions if due.day == today]
        late = [due for due in sessions if due.day != today]
        return Day(
            tuple(visits),
            tuple(drafts),
            tuple(expected),
            tuple(due_calls(chart, today)),
            tuple(sorted([*late, *assessments], key=lambda due: due.day)),
            tuple(waiting_papers(chart, today)),
            printed_kinds(chart, visits),
        )


def pack_of(visit: Visit) -> tuple[str, ...]:
    """The kinds of paper that a patient leaves with after such a visit."""
    pack = PACK_OF_REVIEW if visit.kind == "review" else PACK
    photos = visit.photo_consent
    return pack if photos is None or photos.signed_at is None else (PHOTOS, *pack)


def packs_kept_back(chart: ChartSession, now: datetime) -> list[Visit]:
    """The visits of the last days, a long weekend among them, whose papers did not all go out as the clinic arranged.

    Whatever ended the program meanwhile is told by them too; what was signed before anything was arranged is not.
    """
    if chart.clinic().when_signed not in {PRINT, SAVE}:
        return []
    since = now - timedelta(days=KEPT_BACK_DAYS)
    with chart.orm.no_autoflush:
        since = max(since, arranged_since(chart) or since)
        signed = _instant(Visit.signed_at)
        visits = _visits(chart, signed >= _instant_of(since), signed)
        out = printed_kinds(chart, visits)
        return [visit for visit in visits if not set(pack_of(visit)) <= out.get(visit.id, frozenset())]


def visits_of_day(chart: ChartSession, now: datetime) -> list[Visit]:
    """The visits opened since midnight that count or may still be written, in the order of time."""
    midnight = datetime.combine(now.date(), time.min, now.tzinfo)
    asked = _instant(Visit.opened_at) >= _instant_of(midnight)
    return _visits(chart, asked, _instant(Visit.opened_at).desc())[::-1]


def drafts_before(chart: ChartSession, now: datetime) -> list[Visit]:
    """The visits of earlier days that nobody has signed, oldest first."""
    midnight = datetime.combine(now.date(), time.min, now.tzinfo)
    asked = sa.and_(Visit.signed_at.is_(None), _instant(Visit.opened_at) < _instant_of(midnight))
    return _visits(chart, asked, _instant(Visit.opened_at))


def due_calls(chart: ChartSession, today: date) -> list[Due]:
    """Calls due by today whose patient was not reached yet; a call that was put off is due on its new day."""
    earliest = (today - timedelta(days=LOOK_BACK_DAYS)).isoformat()
    called = sa.cast(After.call_due, sa.Text)
    reached = sa.exists().where(Call.visit_id == Visit.id, Call.reached == 1)
    asked = sa.and_(After.call_due.is_not(None), called >= earliest, called <= today.isoformat(), ~reached)
    found = []
    for visit in _signed_with(chart, asked, called):
        calls = calls_of(visit)
        if visit.after is None or visit.after.call_due is None or any(call.reached for call in calls):
            continue
        again = calls[-1].again_on if calls else None
        day = again or visit.after.call_due
        if day <= today:
            found.append(Due("call", visit, day))
    return sorted(found, key=lambda due: due.day)


def printed_kinds(chart: ChartSession, visits: list[Visit]) -> dict[str, frozenset[str]]:
    """The kinds of paper that were handed over after each of some visits, by the visits' ids."""
    if not visits:
        return {}
    signed = {visit.id: visit.signed_at for visit in visits}
    query = sa.select(StoredDocument.visit_id, StoredDocument.kind, StoredDocument.made_at).where(
        StoredDocument.visit_id.in_(list(signed))
    )
    found: dict[str, set[str]] = {}
    for visit_id, kind, made_at in chart.orm.execute(query):
        if is_final(kind, made_at, signed[visit_id]):
            found.setdefault(visit_id, set()).add(kind)
    return {visit_id: frozenset(kinds) for visit_id, kinds in found.items()}


def is_final(kind: str, made_at: datetime, signed_at: datetime | None) -> bool:
    """Whether a paper is what the patient keeps: a chart summary only once the visit is signed."""
    return kind != SUMMARY or (signed_at is not None and made_at >= signed_at)


def expected_on(chart: ChartSession, day: date) -> list[Due]:
    """Who is to come on a later day: sessions and assessments, in the order of time."""
    sessions = _due_visits(chart, After.next_session_on, "session", day, day)
    assessments = _due_visits(chart, After.assessment_on, "assessment", day, day)
    return sorted([*sessions, *assessments], key=_time_of)


def _due_visits(
    chart: ChartSession, column: sa.orm.InstrumentedAttribute[datetime | None], kind: str, first: date, last: date
) -> list[Due]:
    """Next sessions or assessments from the first to the last day that nobody came to, in the order of time."""
    day = sa.func.substr(sa.cast(column, sa.Text), 1, 10)
    window = sa.and_(column.is_not(None), day >= first.isoformat(), day <= last.isoformat())
    found = []
    for visit in _signed_with(chart, sa.and_(window, ~_came_since(day)), sa.cast(column, sa.Text)):
        at: datetime | None = getattr(visit.after, column.key)
        if at is not None:
            found.append(Due(kind, visit, at.date(), at))
    return sorted(found, key=_time_of)


def _time_of(due: Due) -> datetime:
    assert due.at is not None
    return due.at


def _visits(chart: ChartSession, asked: sa.ColumnElement[bool], order: sa.ColumnElement[float]) -> list[Visit]:
    counts = sa.and_(~_MARKED, sa.or_(Visit.signed_at.is_(None), ~_REPLACED))
    query = sa.select(Visit).where(asked, counts).order_by(order).limit(MOST).options(*_PEOPLE)
    return list(chart.orm.scalars(query))


def _signed_with(chart: ChartSession, asked: sa.ColumnElement[bool], order: sa.ColumnElement[str]) -> list[Visit]:
    """The signed visits in force for which something holds of their last sheet."""
    query = (
        sa.select(Visit)
        .join(After, After.visit_id == Visit.id)
        .join(Course, Course.id == Visit.course_id)
        .where(Visit.signed_at.is_not(None), asked, ~_MARKED, ~_REPLACED)
        .order_by(order)
        .limit(MOST)
        .options(*_PEOPLE, joinedload(Visit.after), selectinload(Visit.calls))
    )
    return list(chart.orm.scalars(query))


def _instant(column: sa.ColumnElement[Any] | sa.orm.InstrumentedAttribute[Any]) -> sa.ColumnElement[float]:
    """A stored time as a number: times are stored with their offset, and would not sort as text."""
    return sa.func.julianday(sa.cast(column, sa.Text), type_=sa.Float())


def _instant_of(moment: datetime) -> sa.ColumnElement[float]:
    return sa.func.julianday(moment.isoformat(), type_=sa.Float())


def _came_since(day: sa.ColumnElement[str]) -> sa.ColumnElement[bool]:
    """Whether the patient was here after the visit and near the day, or later: then nobody has to be asked to come."""
    other, course = aliased(Visit), aliased(Course)
    opened = sa.func.julianday(sa.cast(other.opened_at, sa.Text), type_=sa.Float())
    return (
        sa.exists()
        .where(
            other.course_id == course.id,
            course.patient_id == Course.patient_id,
            opened > _instant(Visit.opened_at),
            opened >= sa.func.julianday(day) - NEAR_DAYS,
            other.id.not_in(_MARKED_IDS),
            sa.or_(other.signed_at.is_(None), other.id.not_in(_REPLACED_IDS)),
        )
        .correlate(Visit, Course, After)
    )


_LATER = aliased(Visit)
_MARKED_IDS = sa.select(VisitMark.visit_id)
_REPLACED_IDS = sa.select(_LATER.amends_id).where(_LATER.amends_id.is_not(None), _LATER.signed_at.is_not(None))
"""Asked once for a list, not once for each visit: marks and amendments are few."""
_MARKED = Visit.id.in_(_MARKED_IDS)
_REPLACED = Visit.id.in_(_REPLACED_IDS)
_PEOPLE = (
    joinedload(Visit.course).joinedload(Course.patient),
    selectinload(Visit.marks),
    selectinload(Visit.amended_by),
)
