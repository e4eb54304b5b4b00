"""The list to prepare a day by: who comes, for which session, what is missing; and the days a clinic is open."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.next_visit import closed_words, proposed_call, proposed_session
from charting.actions.prepare import next_day, preparation_of, prepared
from charting.context import Context
from charting.output.preparation import preparation_pdf
from charting.output.proof import read_back, says
from charting.records.after import After
from charting.records.consent import Consent
from charting.records.course import Course
from charting.records.patient import Patient, Weight
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark
from charting.rules.opening_days import WEEK, is_open, next_open

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
"""A Saturday."""
TOMORROW = date(2026, 11, 22)
WORKDAYS = WEEK[:5]


def expected(chart, given="Ada", hour=10, *, day=TOMORROW, weighed=None, consent=True, withdrawn=False, **patient):
    """Somebody who was here 28 days ago and is to come on a day."""
    opened = NOW - timedelta(days=28)
    told = {"allergy_status": "none_known", "date_of_birth": date(1985, 3, 14), **patient}
    somebody = Patient(number=f"RL-{given}", family_name="Sample", given_name=given, **told)
    if weighed is not None:
        somebody.weights.append(Weight(position=0, weight_kg=Decimal(64), date=day - timedelta(days=weighed)))
    course = Course(patient=somebody, planned_sessions=Decimal(4))
    comes = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    made = Visit(kind="M_PRP", opened_at=opened, session_number=2, course=course, after=After(next_session_on=comes))
    if consent:
        made.consent = Consent(basis="new", signed_at=opened, withdrawn_at=opened if withdrawn else None)
    chart.add(made)
    chart.orm.flush()
    made.signed_at = opened + timedelta(hours=1)
    chart.orm.flush()
    return made


def missing(chart):
    return prepared(chart, TOMORROW)[0].missing


def test_who_comes_stands_in_the_order_of_time_with_session_and_identity(chart):
    expected(chart, "Noor", 15, weighed=1)
    expected(chart, "Ada", 9, weighed=1)
    expected(chart, "Ira", 9, day=TOMORROW + timedelta(days=1))
    rows = prepared(chart, TOMORROW)
    assert [(row.at, row.number, row.session, row.born) for row in rows] == [
        ("09:00", "RL-Ada", "Session 3 of 4", "14-Mar-1985"),
        ("15:00", "RL-Noor", "Session 3 of 4", "14-Mar-1985"),
    ]
    assert rows[0].missing == ()


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"weighed": None}, ("no weight",)),
        ({"weighed": 90}, ()),
        ({"weighed": 91}, ("weight of 23-Aug-2026",)),
        ({"weighed": 1, "consent": False}, ("no signed consent",)),
        ({"weighed": 1, "withdrawn": True}, ("consent withdrawn",)),
        ({"weighed": 1, "allergy_status": None}, ("allergies not recorded",)),
    ],
)
def test_what_is_missing_is_named(chart, how, said):
    expected(chart, **how)
    assert missing(chart) == said


def test_a_consent_whose_text_changed_is_to_be_taken_anew(chart, monkeypatch):
    made = expected(chart, weighed=1)
    made.consent.template_id, made.consent.template_version = "consent-en", "1.0"
    monkeypatch.setattr("charting.actions.prepare.major_since", lambda *_asked: "consent-en 2.0")
    assert missing(chart) == ("consent text changed, take a new one: consent-en 2.0",)


def test_who_came_or_was_voided_is_not_expected(chart):
    came, voided = expected(chart, "Ada"), expected(chart, "Noor")
    chart.add(Visit(kind="M_PRP", opened_at=NOW, session_number=3, course=came.course))
    chart.add(VisitMark(visit=voided, kind="voided", at=NOW, by="Sample, Rosa", reason="wrong day"))
    chart.orm.flush()
    assert prepared(chart, TOMORROW) == []


def test_the_next_day_is_the_next_open_one(chart):
    assert next_day(chart, NOW.date()) == TOMORROW
    chart.clinic().open_days = WORKDAYS
    assert next_day(chart, NOW.date()) == date(2026, 11, 23)


def test_the_paper_says_every_line_and_no_patient_band(chart):
    expected(chart, "Ada", 9)
    expected(chart, "Noor", 15, weighed=1, consent=False)
    (page,) = read_back(preparation_pdf(preparation_of(chart, TOMORROW, NOW, "Dr Rowan Sample")))
    assert says(page, "To prepare: Sunday 22-Nov-2026")
    assert says(page, "09:00 SAMPLE, Ada")
    assert says(page, "born 14-Mar-1985")
    assert says(page, "no weight")
    assert says(page, "15:00 SAMPLE, Noor")
    assert says(page, "no signed consent")
    assert says(page, "2 people are expected")
    assert says(page, "shred it after the day")


def test_a_day_without_anybody_says_so(chart):
    (page,) = read_back(preparation_pdf(preparation_of(chart, TOMORROW, NOW, "Dr Rowan Sample")))
    assert says(page, "Nobody is expected")


def test_fifty_people_go_over_the_page_and_none_is_lost(chart):
    for number in range(50):
        expected(chart, f"Ada{number:02}", 8 + number % 10)
    pages = read_back(preparation_pdf(preparation_of(chart, TOMORROW, NOW, "")))
    assert len(pages) > 1
    assert all(says(" ".join(pages), f"RL-Ada{number:02}") for number in range(50))


def test_days_that_are_closed():
    assert is_open(TOMORROW, None)
    assert is_open(TOMORROW, ())
    assert not is_open(TOMORROW, WORKDAYS)
    assert next_open(TOMORROW, WORKDAYS) == date(2026, 11, 23)
    assert next_open(TOMORROW, ("sat",)) == date(2026, 11, 28)
    assert next_open(TOMORROW, None) == TOMORROW


def test_sessions_and_calls_are_proposed_on_open_days(chart):
    visit = Visit(kind="M_PRP", session_number=1, opened_at=NOW, course=Course(patient=Patient(number="RL-X")))
    chart.add(visit)
    chart.orm.flush()
    context = Context.at(NOW)
    assert proposed_session(visit, context).date() == date(2026, 12, 19)
    assert closed_words(visit, date(2026, 12, 19)) == ""
    chart.clinic().open_days = WORKDAYS
    assert proposed_session(visit, context).date() == date(2026, 12, 21)
    assert closed_words(visit, date(2026, 12, 19)) == "the clinic is closed on Saturday"
    assert proposed_call(visit) == date(2026, 11, 23)
    chart.clinic().open_days = ("tue", "sun")
    assert proposed_call(visit) == date(2026, 11, 24), "72 hours are within the time to phone"
    chart.clinic().open_days = ("sun",)
    assert proposed_call(visit) == TOMORROW
    chart.clinic().open_days = ("fri",)
    assert proposed_call(visit) == date(2026, 11, 23), "somebody phones all the same"
