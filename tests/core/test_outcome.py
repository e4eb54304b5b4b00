"""Outcome measures: counts, pull tests, ratings (clinical.md 1.3, 1.4)."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

import charting.records.sheets  # noqa: F401
from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records.base import findings
from charting.records.course import Course
from charting.records.outcome import Outcome
from charting.records.pull_test import PullTest
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
CONTEXT = Context.at(NOW)
SITE = {"target_site": "vertex", "distance_from_nose_tip_mm": Decimal(240), "site_marker": "tattoo_dot"}


def said(sheet, field):
    return [f.level for f in findings(sheet, CONTEXT) if f.field == field]


def results(sheet):
    return {result.name: result for result in sheet.worked_out(CONTEXT)}


def test_an_empty_outcome_is_silent_and_computes_nothing():
    assert findings(Outcome(), CONTEXT) == []
    assert [r.value for r in Outcome().worked_out(CONTEXT)] == [None, None]


def test_a_count_needs_site_area_and_distance():
    missing = {f.field for f in findings(Outcome(hair_count_raw=Decimal(150)), CONTEXT) if f.level is Level.MISSING}
    assert missing == {"target_site", "count_area_cm2", "distance_from_nose_tip_mm"}
    assert findings(Outcome(hair_count_raw=Decimal(150), count_area_cm2=Decimal(1), **SITE), CONTEXT) == []


def test_no_marker_is_not_comparable():
    assert said(Outcome(site_marker="none"), "site_marker") == [Level.WARN]


@pytest.mark.parametrize(("typed", "cm2"), [("1 in²", "6.4516"), ("0.155 sq in", "1"), ("1 cm2", "1"), ("0,5", "0.5")])
def test_the_area_is_kept_in_cm2(typed, cm2):
    assert fields_of(Outcome)["count_area_cm2"].parse(typed, CONTEXT) == Decimal(cm2)


def test_a_shaft_in_mm():
    assert fields_of(Outcome)["mean_shaft_um"].parse("0.006 mm", CONTEXT) == 6
    assert fields_of(Outcome)["mean_shaft_um"].parse("0.06 mm", CONTEXT) == 60


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("count_area_cm2", "0"),
        ("count_area_cm2", "10.1"),
        ("hair_count_raw", "2001"),
        ("hair_count_raw", "-1"),
        ("hair_count_raw", "12.5"),
        ("mean_shaft_um", "4"),
        ("anagen_pct", "101"),
        ("hairs_per_unit", "5.1"),
        ("part_width_mm", "101"),
        ("pct_improvement", "101"),
        ("dlqi", "31"),
    ],
)
def test_impossible_values_are_refused(name, typed):
    with pytest.raises(Unreadable):
        fields_of(Outcome)[name].parse(typed, CONTEXT)


@pytest.mark.parametrize(
    ("hairs", "area", "levels"),
    [("150", "1", []), ("39", "1", [Level.WARN]), ("351", "1", [Level.WARN]), ("501", "1", [Level.STOP])],
)
def test_density(hairs, area, levels):
    sheet = Outcome(hair_count_raw=Decimal(hairs), count_area_cm2=Decimal(area), **SITE)
    assert said(sheet, "hair_count_raw") == levels
    assert results(sheet)["Hair density"].working == f"{hairs} ÷ {area}"


def test_terminal_and_vellus():
    counts = {"hair_count_raw": Decimal(120), "count_area_cm2": Decimal(1), "terminal_threshold_um": Decimal(60)}
    sheet = Outcome(terminal_count=Decimal(100), vellus_count=Decimal(20), **counts, **SITE)
    assert findings(sheet, CONTEXT) == []
    assert results(sheet)["Terminal to vellus"].value == 5
    sheet.vellus_count = Decimal(30)
    assert said(sheet, "vellus_count") == [Level.WARN, Level.NOTE]
    sheet.vellus_count = Decimal(0)
    assert results(sheet)["Terminal to vellus"].shown() == "not computable"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (None, "negative (newer rule: positive)"),
        ("traditional", "negative (newer rule: positive)"),
        ("newer", "positive (traditional rule: negative)"),
    ],
)
def test_pull_test_shows_both_rules(rule, words):
    sheet = Outcome(pull_test_rule=rule)
    sheet.pull_tests.append(PullTest(site="vertex", hairs_grasped=Decimal(60), hairs_extracted=Decimal(6)))
    assert results(sheet)["Pull test Vertex"].shown() == words


def test_pull_test_without_numbers_is_not_guessed():
    sheet = Outcome(pull_tests=[PullTest(site="vertex", hairs_extracted=Decimal(6))])
    assert results(sheet)["Pull test Vertex"].shown() == "not computable"
    slipped = PullTest(site="frontal", hairs_grasped=Decimal(50), hairs_extracted=Decimal(51))
    assert said(slipped, "hairs_extracted") == [Level.STOP]
    assert results(Outcome(pull_tests=[slipped]))["Pull test Frontal"].value is None


def test_a_rating_names_its_rater():
    missing = {f.field for f in findings(Outcome(gpa_score="+1"), CONTEXT)}
    assert missing == {"gpa_rater", "gpa_rater_blinded"}


def test_basp_type():
    assert results(Outcome(basp_basic="M2", basp_vertex="V2", basp_frontal="F1"))["BASP type"].shown() == "M2V2F1"
    assert results(Outcome(basp_basic="L", basp_vertex="none", basp_frontal="none"))["BASP type"].shown() == "L"
    assert results(Outcome(basp_basic="L"))["BASP type"].shown() == "not computable"
    assert said(Outcome(basp_frontal="F1"), "basp_basic") == [Level.WARN]


def test_another_device_is_not_comparable():
    course = Course()
    before = Visit(kind="review", opened_at=NOW - timedelta(days=90), outcome=Outcome(measurement_device="Scope A"))
    now = Visit(kind="review", opened_at=NOW, outcome=Outcome(measurement_device="scope a"))
    course.visits += [before, now]
    assert findings(now.outcome, CONTEXT) == []
    now.outcome.measurement_device = "Scope B"
    assert said(now.outcome, "measurement_device") == [Level.WARN]
