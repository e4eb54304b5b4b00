"""What is due when: only for visits that count, until somebody came or was reached."""

import itertools
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from charting.actions.calls import QUESTIONS, RED_FLAGS, CallAnswers, record_call, red_flags_of
from charting.actions.close_day import left_over
from charting.actions.today import LOOK_BACK_DAYS, MOST, PACK, day_of
from charting.actions.trail_words import sentences
from charting.call_text import call_text
from charting.errors import Known
from charting.records.after import After
from charting.records.audit_entry import audit_entry
from charting.records.consent import Consent
from charting.records.course import Course
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
TODAY = NOW.date()
NUMBERS = itertools.count(1)
ALL_WELL = CallAnswers(True, {**dict.fromkeys(QUESTIONS, False), "aftercare_kept": True})


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


def statements(chart, work):
    """How many statements a piece of work sends to the file."""
    said = []
    engine = chart.orm.get_bind()
    listen = lambda *arguments: said.append(arguments[2])  # noqa: E731
    sa.event.listen(engine, "before_cursor_execute", listen)
    try:
        work()
    finally:
        sa.event.remove(engine, "before_cursor_execute", listen)
    return len(said)


def pile_up(chart, count):
    """Signed visits of five years, ten to a patient, past the records; each has a call and a next session due."""
    people, courses, visits, sheets = [], [], [], []
    for number in range(count):
        person, opened = f"pile{number // 10}", NOW - timedelta(days=1 + number * 1825 / count)
        day = (opened + timedelta(days=2)).date().isoformat()
        if not number % 10:
            people.append({"id": person, "number": person})
            courses.append({"id": person, "patient_id": person})
        visits.append(
            {"id": f"visit{number}", "course_id": person, "kind": "MN", "session_number": 1}
            | {"opened_at": opened.isoformat()}
        )
        sheets.append({"id": f"after{number}", "visit_id": f"visit{number}", "call_due": day})
        sheets[-1] |= {"next_session_on": f"{day}T10:00:00+00:00", "assessment_on": f"{day}T10:00:00+00:00"}
    for table, held in (("patient", people), ("course", courses), ("visit", visits), ("post_procedure", sheets)):
        chart.orm.execute(sa.insert(sa.table(table, *(sa.column(name) for name in held[0]))), held)
    chart.orm.execute(sa.text("UPDATE visit SET signed_at = opened_at WHERE id LIKE 'visit%'"))


def test_ten_thousand_visits_need_no_more_statements_than_few(chart):
    pile_up(chart, 500)
    chart.orm.expunge_all()
    few = statements(chart, lambda: day_of(chart, NOW))
    chart.orm.rollback()
    pile_up(chart, 10_000)
    chart.orm.expunge_all()
    days = []
    many = statements(chart, lambda: days.append(day_of(chart, NOW)))
    assert many == few
    assert many < 30
    assert len(days[0].calls) == MOST
    standing = statements(chart, lambda: [(due.visit.in_force, due.visit.course.patient) for due in days[0].calls])
    assert standing == 0


def test_the_oldest_of_too_many_calls_come_first(chart):
    pile_up(chart, 10_000)
    calls = day_of(chart, NOW).calls
    assert calls[0].day == TODAY - timedelta(days=LOOK_BACK_DAYS)
    assert [due.day for due in calls] == sorted(due.day for due in calls)


def test_calls_that_were_made_never_crowd_out_one_that_was_not(chart, rosa):
    pile_up(chart, 10_000)
    raw = sa.text(
        "INSERT INTO call (id, visit_id, at, by, reached) "
        "SELECT 'call' || id, id, opened_at, 'Rosa', 1 FROM visit WHERE id LIKE 'visit%'"
    )
    chart.orm.execute(raw)
    made = visit(chart, 1, call_due=TODAY)
    assert [due.visit for due in day_of(chart, NOW).calls] == [made]


def test_somebody_else_coming_does_not_count_as_coming(chart):
    made = visit(chart, 28, next_session_on=NOW - timedelta(days=2))
    visit(chart, 0)
    assert [due.visit for due in day_of(chart, NOW).follow_ups] == [made]


def test_a_visit_that_was_voided_is_nobody_coming(chart):
    made = visit(chart, 28, next_session_on=NOW - timedelta(days=2))
    other = visit(chart, 0, course=made.course)
    assert day_of(chart, NOW).follow_ups == ()
    other.marks.append(VisitMark(kind="voided", reason="opened by mistake", by="Sample, Rosa", at=NOW))
    chart.orm.flush()
    assert [due.visit for due in day_of(chart, NOW).follow_ups] == [made]


def test_a_call_made_before_an_amendment_counts_for_it(chart, rosa):
    made = visit(chart, 2, call_due=TODAY)
    record_call(chart, made, ALL_WELL, rosa, NOW)
    again = visit(chart, 2, signed=False, call_due=TODAY, course=made.course)
    again.amends = made
    again.signed_at = NOW
    chart.orm.flush()
    assert day_of(chart, NOW).calls == ()


def paper(made, kind, at):
    made.documents.append(
        StoredDocument(
            kind=kind, number="X-1", made_at=at, by="Rosa", seal_code="", pages=1, sha256=f"{kind}{at}", content=b"%PDF"
        )
    )


def test_the_pack_is_printed_once_its_papers_are_final(chart):
    made = visit(chart, 0)
    for kind in PACK:
        paper(made, kind, made.signed_at - timedelta(minutes=5))
    chart.orm.flush()
    assert day_of(chart, NOW).printed[made.id] == {"consent", "aftercare"}
    paper(made, "chart_summary", made.signed_at + timedelta(minutes=1))
    chart.orm.flush()
    assert day_of(chart, NOW).printed[made.id] == set(PACK)


def test_a_consent_that_went_out_on_paper_is_waited_for(chart):
    made = visit(chart, 1, signed=False)
    made.consent = Consent()
    paper(made, "consent", NOW - timedelta(days=1))
    chart.orm.flush()
    (waiting,) = day_of(chart, NOW).papers
    assert (waiting.document.visit, waiting.state) == (made, "waiting")
    made.consent.signed_at = NOW
    chart.orm.flush()
    assert day_of(chart, NOW).papers == ()


def test_what_the_day_leaves_is_one_list(chart):
    draft = visit(chart, 0, signed=False)
    draft.needling = Needling(start_at=NOW - timedelta(minutes=10))
    signed = visit(chart, 0)
    called = visit(chart, 2, call_due=TODAY)
    chart.orm.flush()
    left = left_over(chart, NOW)
    assert [(one.kind, one.visit) for one in left] == [
        ("clock", draft),
        ("unsigned", draft),
        ("call", called),
        ("pack", signed),
    ]
    assert left[1].count > 0


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


def test_a_call_is_in_the_trail_as_called(chart, rosa):
    made = visit(chart, 2, call_due=TODAY)
    call = record_call(chart, made, CallAnswers(True, ALL_WELL.answers, "Slept well"), rosa, NOW)
    chart.orm.flush()
    row = chart.orm.execute(sa.select(audit_entry).where(audit_entry.c.record_id == call.id)).one()
    assert (row.verb, row.visit_id) == ("called", made.id)
    (words,) = sentences("call", row.verb, row.said)
    assert words.startswith("called: ")
    assert "Reached Yes" in words
    assert "Slept well" in words


@pytest.mark.parametrize("name", sorted(RED_FLAGS))
def test_every_warning_sign_has_words_for_what_to_do(name):
    assert call_text().actions[name]
    assert not any("{" in line for line in call_text().always_filled("999"))
