"""Intervals counted from what was done before, in any course or elsewhere."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.dates import show_day
from charting.findings import Level
from charting.records import sheets
from charting.records.base import findings
from charting.records.earlier import last_before
from charting.records.interval_ahead import interval_ahead
from charting.records.needled_zone import NeedledZone
from charting.records.therapies import PastTreatment

D = Decimal
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOW)


def visits(*days_ago, depth="1", kind="M_PRP"):
    """Visits of one patient so many days ago, each in a course of its own; the last one is returned."""
    patient = sheets.Patient(number="RL-1")
    for ago in days_ago:
        at = NOW - timedelta(days=ago)
        visit = sheets.Visit(kind=kind, opened_at=at)
        visit.needling = sheets.Needling(start_at=at, zones=[NeedledZone(zone="vertex", depth_mm=D(depth))])
        visit.application = sheets.Application(injection_start_at=at)
        sheets.Course(patient=patient, visits=[visit])
    return visit


def levels(record, rule):
    return [f.level for f in findings(record, CONTEXT) if f.rule == rule]


@pytest.mark.parametrize(
    ("days", "depth", "interval", "by_depth"),
    [
        (14, "1.5", [], []),
        (13, "1", [], [Level.WARN]),
        (13, "0.75", [], []),
        (7, "1.5", [], [Level.WARN]),
        (6, "1.5", [Level.WARN], [Level.BLOCK]),
        (4, "0.5", [Level.BLOCK], []),
        (43, "0.5", [Level.WARN], []),
    ],
)
def test_days_since_the_last_needling(days, depth, interval, by_depth):
    needling = visits(days, 0, depth=depth).needling
    assert levels(needling, "interval-mn") == interval
    assert levels(needling, "interval-depth") == by_depth


@pytest.mark.parametrize(
    ("days", "level"), [(28, []), (21, []), (20, [Level.WARN]), (13, [Level.BLOCK]), (57, [Level.WARN])]
)
def test_days_since_the_last_prp(days, level):
    given = visits(90, days, 0).application
    assert levels(given, "interval-prp") == level
    [since] = [r for r in given.worked_out(CONTEXT) if r.name == "Since last PRP"]
    assert since.value == days
    assert since.with_unit() == f"{days} days"


def test_a_first_session_has_no_interval():
    visit = visits(0)
    assert levels(visit.needling, "interval-mn") == []
    assert not any(r.name.startswith("Since last") for r in visit.needling.worked_out(CONTEXT))


def test_prp_given_elsewhere_counts_as_told():
    visit = visits(40, 0)
    visit.course.patient.past_treatments.append(PastTreatment(kind="PRP", last_on=date(2026, 11, 11)))
    assert levels(visit.application, "interval-prp") == [Level.BLOCK]
    [since] = [r for r in visit.application.worked_out(CONTEXT) if r.name == "Since last PRP"]
    assert "as told by the patient" in since.working


def test_a_draft_opened_for_nothing_is_no_treatment():
    visit = visits(10, 0)
    earlier = visit.course.patient.courses[0].visits[0]
    earlier.needling.start_at = None
    assert last_before(visit, "MN") is None
    earlier.signed_at = earlier.opened_at
    assert last_before(visit, "MN").day == date(2026, 11, 11)


def test_a_later_visit_never_counts():
    visit = visits(10, 0)
    assert last_before(visit.course.patient.courses[0].visits[0], "MN") is None


@pytest.mark.parametrize(
    ("scores", "what"),
    [
        ([], "6 months since the course began"),
        (["0"], "No improvement after 6 months"),
        (["+1", "-1"], "No improvement after 6 months"),
        (["0", "+2"], "6 months since the course began"),
    ],
)
def test_no_improvement_at_six_months_asks_to_stop_or_change(scores, what):
    course = sheets.Course(modality="MN", started_on=date(2026, 5, 21))
    for place, score in enumerate(scores):
        at = NOW - timedelta(days=60 - place)
        course.visits.append(sheets.Visit(kind="review", opened_at=at, outcome=sheets.Outcome(gpa_score=score)))
    [due] = [f for f in findings(course, CONTEXT) if f.rule == "course-decision"]
    assert due.level is Level.NOTE
    assert due.what == what
    course.started_on = date(2026, 5, 22)
    assert [f for f in findings(course, CONTEXT) if f.rule == "course-decision"] == []


@pytest.mark.parametrize("days", [3, 10, 30, 60])
@pytest.mark.parametrize("kind", ["MN", "PRP_only", "M_PRP"])
def test_what_is_said_before_a_visit_is_begun_is_what_its_sheets_say(days, kind):
    patient = visits(days).course.patient
    ahead = list(interval_ahead(patient, kind, NOW))
    begun = sheets.Visit(kind=kind, opened_at=NOW)
    begun.needling = sheets.Needling() if kind != "PRP_only" else None
    begun.application = sheets.Application() if kind != "MN" else None
    sheets.Course(patient=patient, visits=[begun])
    said = [f for sheet in (begun.needling, begun.application) if sheet is not None for f in findings(sheet, CONTEXT)]
    on_sheets = [(f.level, f.rule, f.what, f.why) for f in said if f.rule in {"interval-mn", "interval-prp"}]
    assert [(f.level, f.rule, f.what, f.why.partition("; ")[2]) for f in ahead] == on_sheets
    assert all(f"Last on {show_day(NOW.date() - timedelta(days=days))}, today 21-Nov-2026" in f.why for f in ahead)


def test_nothing_is_said_ahead_of_a_review_or_of_a_first_treatment():
    assert list(interval_ahead(visits(3).course.patient, "review", NOW)) == []
    assert list(interval_ahead(sheets.Patient(number="RL-2"), "M_PRP", NOW)) == []


def test_what_the_patient_told_of_counts_ahead_too():
    patient = sheets.Patient(number="RL-2", past_treatments=[PastTreatment(kind="MN", last_on=date(2026, 11, 18))])
    (found,) = interval_ahead(patient, "MN", NOW)
    assert found.level is Level.BLOCK
    assert "as told by the patient" in found.why
