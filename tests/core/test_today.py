"""What is due when: only for visits that count, until somebody came or was reached."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from charting.actions.calls import QUESTIONS, CallAnswers, record_call, red_flags_of
from charting.actions.clinics import found_clinic
from charting.actions.today import MOST, day_of
from charting.errors import Known
from charting.records.after import After
from charting.records.clinic import Clinic, Practitioner
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark
from charting.store.chart_session import ChartSession

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
TODAY = NOW.date()
NUMBERS = itertools.count(1)
ALL_WELL = CallAnswers(True, {**dict.fromkeys(QUESTIONS, False), "aftercare_kept": True})


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    made = ChartSession.create(tmp_path_factory.mktemp("today") / "clinic", "long enough to be safe")
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa", registration_number="1"))
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def chart(clinic):
    """The clinic, with whatever a test puts in taken out again."""
    yield clinic
    clinic.orm.rollback()
    clinic.orm.expunge_all()


@pytest.fixture
def rosa(chart):
    return chart.practitioners()[0]


def visit(chart, days_ago, *, signed=True, kind="MN", course=None, **after):
    course = course or Course(patient=Patient(number=f"RL-{next(NUMBERS)}"))
    opened = NOW - timedelta(days=days_ago)
    made = Visit(kind=kind, opened_at=opened, session_number=1, course=course, after=After(**after))
    chart.add(made)
    chart.orm.flush()
    made.signed_at = opened + timedelta(hours=1) if signed else None
    chart.orm.flush()
    return made


def test_the_days_visits_and_the_drafts_of_other_days(chart):
    early, late = visit(chart, 0, signed=False), visit(chart, 0)
    draft, done = visit(chart, 30, signed=False), visit(chart, 1)
    day = day_of(chart, NOW)
    assert set(day.visits) == {early, late}
    assert day.unsigned == (draft,)
    assert done not in day.visits


def test_a_call_is_due_from_its_day_until_somebody_was_reached(chart, rosa):
    made = visit(chart, 2, call_due=TODAY)
    visit(chart, 1, call_due=TODAY + timedelta(days=1))
    assert [due.visit for due in day_of(chart, NOW).calls] == [made]
    record_call(chart, made, ALL_WELL, rosa, NOW)
    chart.orm.flush()
    assert day_of(chart, NOW).calls == ()


def test_nobody_reached_is_tried_again_on_the_day_that_was_named(chart, rosa):
    made = visit(chart, 4, call_due=TODAY - timedelta(days=2))
    assert day_of(chart, NOW).calls[0].overdue(TODAY)
    record_call(chart, made, CallAnswers(False, {}, again_on=TODAY + timedelta(days=1)), rosa, NOW)
    chart.orm.flush()
    assert day_of(chart, NOW).calls == ()
    assert [due.visit for due in day_of(chart, NOW + timedelta(days=1)).calls] == [made]


def test_a_session_is_expected_on_its_day_and_missed_until_the_patient_comes(chart):
    made = visit(chart, 28, next_session_on=NOW + timedelta(hours=1))
    assert [due.visit for due in day_of(chart, NOW).expected] == [made]
    later = NOW + timedelta(days=3)
    assert [(due.kind, due.visit) for due in day_of(chart, later).follow_ups] == [("session", made)]
    visit(chart, 0, signed=False, course=made.course)
    assert day_of(chart, NOW).expected == ()
    assert day_of(chart, later).follow_ups == ()


def test_an_assessment_is_due(chart):
    made = visit(chart, 90, assessment_on=NOW - timedelta(days=1))
    assert [(due.kind, due.day) for due in day_of(chart, NOW).follow_ups] == [("assessment", TODAY - timedelta(days=1))]
    assert made.after is not None


@pytest.mark.parametrize("kind", ["voided", "moved"])
def test_what_does_not_count_asks_for_nothing(chart, kind):
    made = visit(chart, 2, call_due=TODAY, next_session_on=NOW, assessment_on=NOW)
    made.marks.append(VisitMark(kind=kind, reason="written in the wrong chart", by="Sample, Rosa", at=NOW))
    chart.orm.flush()
    assert day_of(chart, NOW) == type(day_of(chart, NOW))((), (), (), (), ())


def test_a_replaced_version_asks_for_nothing_twice(chart):
    made = visit(chart, 2, call_due=TODAY)
    again = visit(chart, 2, signed=False, call_due=TODAY, course=made.course)
    again.amends = made
    again.signed_at = NOW
    chart.orm.flush()
    assert [due.visit for due in day_of(chart, NOW).calls] == [again]


def test_a_day_among_many_visits_is_read_with_few_statements(chart):
    course = Course(patient=Patient(number="RL-many"))
    for days in range(1, MOST + 100):
        visit(chart, 70 + days, course=course)
    chart.orm.flush()
    said = []
    engine = chart.orm.get_bind()
    listen = lambda *arguments: said.append(arguments[2])  # noqa: E731
    sa.event.listen(engine, "before_cursor_execute", listen)
    day_of(chart, NOW)
    sa.event.remove(engine, "before_cursor_execute", listen)
    assert len(said) < 12


@pytest.mark.parametrize(
    "said",
    [
        CallAnswers(True, {}),
        CallAnswers(True, {**dict.fromkeys(QUESTIONS, False), "fever_or_pus": None}),
        CallAnswers(False, {}),
        CallAnswers(False, {}, again_on=date(2026, 11, 20)),
        CallAnswers(True, dict.fromkeys(QUESTIONS, False), note="x" * 1001),
    ],
)
def test_a_call_that_says_too_little_is_refused(chart, rosa, said):
    with pytest.raises(Known):
        record_call(chart, visit(chart, 2), said, rosa, NOW)


def test_an_answer_that_needs_the_clinic_today_says_so(chart, rosa):
    said = CallAnswers(True, {**ALL_WELL.answers, "fever_or_pus": True})
    assert red_flags_of(record_call(chart, visit(chart, 2), said, rosa, NOW)) == [QUESTIONS["fever_or_pus"]]
    assert red_flags_of(record_call(chart, visit(chart, 2), ALL_WELL, rosa, NOW)) == []


def test_who_was_not_reached_answered_nothing(chart, rosa):
    said = CallAnswers(False, dict.fromkeys(QUESTIONS, False), again_on=TODAY)
    call = record_call(chart, visit(chart, 2), said, rosa, NOW)
    assert [getattr(call, name) for name in QUESTIONS] == [None] * 4
