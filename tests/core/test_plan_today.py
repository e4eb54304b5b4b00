"""The plan for today: settings with what is wrong and open in them, and what one act would confirm."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from charting.actions.plan_today import held_back, plan_of, to_confirm, to_prepare, unprepared
from charting.context import Context
from charting.origins import COPIED
from charting.records.anaesthesia import READY, Anaesthesia
from charting.records.application import Application
from charting.records.course import Course
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.prp import Prp
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CONTEXT = Context.at(NOW)
FROM = (COPIED, "2026-10-24")


def visit_with(**sheets):
    visit = Visit(kind="M_PRP", session_number=2, opened_at=NOW)
    visit.anaesthesia, visit.prp = sheets.get("anaesthesia", Anaesthesia()), sheets.get("prp", Prp())
    visit.needling, visit.application = sheets.get("needling", Needling()), sheets.get("application", Application())
    return visit


def copied(record, **answers):
    for name, value in answers.items():
        setattr(record, name, value)
    record.origins = dict.fromkeys(answers, FROM)
    return record


def rows_of(visit):
    return {row.title: row for part in plan_of(visit, CONTEXT) for row in part.rows}


def test_a_review_has_no_plan():
    assert plan_of(Visit(kind="review", session_number=1, opened_at=NOW), CONTEXT) == ()


def test_a_setting_says_its_value_with_unit_and_where_it_comes_from():
    row = rows_of(visit_with(needling=copied(Needling(), needle_length_mm=Decimal("1.5"))))["Needle length"]
    assert (row.value, row.came) == ("1.5 mm", "from 24-Oct-2026")
    assert [copy.name for copy in row.waiting] == ["needle_length_mm"]


def test_what_somebody_answered_is_listed_and_not_confirmed():
    visit = visit_with(needling=Needling(device_name="Sample pen"))
    assert rows_of(visit)["Device"].value == "Sample pen"
    assert to_confirm(plan_of(visit, CONTEXT)) == []


def test_lots_and_times_are_no_settings():
    visit = visit_with(needling=Needling(cartridge_lot="K2407", start_at=NOW))
    assert rows_of(visit) == {}
    lacking = [words for part in plan_of(visit, CONTEXT) for words in part.lacking]
    assert "Cartridge lot" not in lacking
    assert "Needle length" in lacking


def test_zones_treated_alike_stand_in_one_row_and_are_confirmed_each():
    needling = Needling()
    for at, (zone, depth) in enumerate((("vertex", "1.25"), ("mid_scalp", "1.25"), ("frontal_hairline", "1"))):
        line = NeedledZone(position=at)
        needling.zones.append(copied(line, zone=zone, depth_mm=Decimal(depth), passes=Decimal(4)))
    visit = visit_with(needling=needling)
    plan = plan_of(visit, CONTEXT)
    values = [row.value for part in plan for row in part.rows]
    assert values == ["Vertex, Mid-scalp: 1.25 mm, Passes 4", "Frontal hairline: 1 mm, Passes 4"]
    assert len(to_confirm(plan)) == 9


def test_an_answer_changed_since_it_was_listed_is_not_confirmed():
    needling = copied(Needling(), device_name="Sample pen", needle_length_mm=Decimal("1.5"))
    plan = plan_of(visit_with(needling=needling), CONTEXT)
    needling.device_name = "Another pen"
    assert [copy.name for copy in to_confirm(plan)] == ["needle_length_mm"]
    needling.origins = {"device_name": FROM}
    assert to_confirm(plan) == []


def test_a_stopped_setting_is_left_out_and_has_to_be_settled():
    needling = copied(Needling(), device_name="Sample pen")
    needling.unread = {"needle_length_mm": "long"}
    visit = visit_with(needling=needling)
    assert any(found.what.startswith("Needle length") for part in plan_of(visit, CONTEXT) for found in part.said)
    assert to_prepare(needling, CONTEXT)[0].field == "needle_length_mm"


def test_a_value_with_a_warning_is_left_out_and_waits_for_its_own_field():
    needling, line = copied(Needling(), needle_length_mm=Decimal("1.25")), NeedledZone(position=0)
    needling.zones.append(copied(line, zone="mid_scalp", depth_mm=Decimal("1.5"), passes=Decimal(4)))
    plan = plan_of(visit_with(needling=needling), CONTEXT)
    assert [copy.name for copy in to_confirm(plan)] == ["needle_length_mm", "zone", "passes"]
    assert [(copy.record, copy.name) for copy in held_back(plan)] == [(line, "depth_mm")]


def test_the_interval_is_said_before_anything_begins():
    patient, course = Patient(id="patient"), Course(id="course")
    patient.courses.append(course)
    for day, number in ((NOW - timedelta(days=20), 1), (NOW, 2)):
        visit = visit_with()
        visit.session_number, visit.opened_at, visit.id = number, day, f"visit{number}"
        for at, sheet in enumerate((visit.anaesthesia, visit.prp, visit.needling, visit.application)):
            sheet.id = f"{number}.{at}"
        course.visits.append(visit)
        if number == 1:
            visit.signed_at = visit.needling.start_at = visit.application.injection_start_at = day
            visit.application.total_injected_ml = Decimal(5)
    said = [one.what for part in plan_of(visit, CONTEXT) for one in part.said]
    assert "20 days between PRP sessions" in said


def test_the_rescue_kit_is_open_until_it_is_asked():
    sheet = Anaesthesia(anaesthesia_plan=("nerve_block",))
    visit = visit_with(anaesthesia=sheet)
    assert "Rescue kit at hand" in plan_of(visit, CONTEXT)[0].lacking
    for name in READY:
        setattr(sheet, name, True)
    assert "Rescue kit at hand" not in plan_of(visit, CONTEXT)[0].lacking


def test_the_first_thing_not_settled_comes_in_the_order_of_the_procedure():
    found = unprepared(visit_with(), CONTEXT)
    assert found is not None
    assert found.field == "anaesthesia_plan"
