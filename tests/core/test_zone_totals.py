"""What the map shows of a sheet, and the line under its zones: sums that never take an unknown for zero."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.findings import Level
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.applied_zone import AppliedZone
from charting.records.base import findings
from charting.records.course import Course
from charting.records.dose import Dose
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.sheets import Prp, Visit
from charting.records.zone_map import applied_figures, needled_figures, nerve_figures, visit_beneath
from charting.records.zone_totals import application_totals, needling_totals

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOON)


def needled(zone="vertex", depth="1.25", passes=5, endpoint="mild_erythema", area=20):
    return NeedledZone(
        zone=zone,
        depth_mm=depth and D(depth),
        passes=passes and D(passes),
        endpoint=endpoint,
        area_cm2=area and D(area),
    )


def given(zones, prepared="5.4", activator="none", activator_ml=None, **values):
    """An application of these pairs of mL and area, beside a PRP of so many mL."""
    visit = Visit(opened_at=NOON)
    visit.prp = Prp(
        prp_volume_ml=prepared and D(prepared),
        activator=activator,
        activator_ml=activator_ml and D(activator_ml),
    )
    rows = [AppliedZone(zone="vertex", ml=ml and D(ml), area_cm2=area and D(area)) for ml, area in zones]
    visit.application = Application(zones=rows, **values)
    return visit.application


def test_needling_counts_zones_and_areas():
    sheet = Needling(zones=[needled(), needled(area=32), needled(endpoint=None, area=54)])
    totals = needling_totals(sheet)
    assert (totals.first, totals.second, totals.over) == ("3 zones", "2 done, 52 of 106 cm²", False)


def test_an_area_nobody_recorded_is_named_and_not_zero():
    sheet = Needling(zones=[needled(area=None), needled("mid_scalp", endpoint=None)])
    assert needling_totals(sheet).second == "1 done; area needs Vertex"
    assert needling_totals(Needling()) is None


@pytest.mark.parametrize(
    ("zones", "prepared", "words", "over"),
    [
        ([("3.2", 64)], "5.4", "3.2 of 5.4 mL given, 2.2 left over", False),
        ([("3.2", 64), (None, 20)], "5.4", "3.2 of 5.4 mL given so far, 2.2 left", False),
        ([("3.2", 64), ("2.6", 20)], "5.4", "5.8 of 5.4 mL given, overdrawn by 0.4 mL", True),
        ([("5.4", 64)], "5.4", "5.4 of 5.4 mL given, 0 left over", False),
        ([("3.2", 64)], None, "3.2 mL given; PRP volume not recorded", False),
        ([(None, 64)], "5.4", "none of 5.4 mL given yet", False),
        ([(None, 64)], None, "nothing given yet", False),
    ],
)
def test_what_was_given_is_set_against_what_was_prepared(zones, prepared, words, over):
    totals = application_totals(given(zones, prepared))
    assert (totals.first, totals.over) == (words, over)


def test_an_activator_is_part_of_what_can_be_given():
    assert application_totals(given([("5.8", 60)], activator="cacl2_10", activator_ml="0.54")).over is False
    unknown = application_totals(given([("5.8", 60)], activator="cacl2_10"))
    assert unknown.first == "5.8 mL given; PRP volume not recorded"


def test_ml_for_each_cm2_needs_every_area_and_every_volume():
    assert application_totals(given([("3", 40), ("2", 60)])).second == "0.05 mL/cm² on 100 cm²"
    assert application_totals(given([("3", 40), (None, 60)])).second == "2 zones, 100 cm²"
    assert application_totals(given([("3", 40), ("2", None)])).second == "2 zones"


def test_without_zones_the_totals_of_the_sheet_speak():
    sheet = given([], total_injected_ml=D(3), topical_ml=D(1))
    assert application_totals(sheet).first == "4 of 5.4 mL given, 1.4 left over"
    assert application_totals(given([])) is None


@pytest.mark.parametrize(("ml", "levels"), [("5.4", []), ("5.6", []), ("5.61", [Level.WARN])])
def test_more_than_was_prepared_is_asked_about(ml, levels):
    sheet = given([(ml, 100)], total_injected_ml=D(ml))
    assert [f.level for f in findings(sheet, CONTEXT) if f.rule == "prp-overdrawn"] == levels


def test_what_is_left_over_is_worked_out_once_every_zone_has_its_share():
    shown = {r.name: r for r in given([("3.2", 64)]).worked_out(CONTEXT)}
    assert (shown["Left over, worked out"].value, shown["Left over, worked out"].working) == (D("2.2"), "5.4 − 3.2")
    assert given([("6", 64)]).worked_out(CONTEXT)[2].name == "Overdrawn"
    assert "Left over, worked out" not in {r.name for r in given([("3.2", 64), (None, 2)]).worked_out(CONTEXT)}


def test_a_zone_is_done_with_depth_passes_and_endpoint():
    shown = needled_figures(
        [needled(), needled("mid_scalp", endpoint=None), NeedledZone(zone="occipital"), needled(None)]
    )
    assert [(code, f.done, f.figure, f.detail) for code, f in shown.items()] == [
        ("vertex", True, "1.25", "5 ×"),
        ("mid_scalp", False, "1.25", "5 ×"),
        ("occipital", False, "", ""),
    ]
    assert shown["vertex"].words == "1.25 mm, 5 passes, Mild erythema"


def test_injected_and_left_on_the_skin_are_told_apart():
    rows = [
        AppliedZone(zone="vertex", ml=D("0.8")),
        AppliedZone(zone="vertex", ml=D("0.4"), topical_ml=D("0.3")),
        AppliedZone(zone="mid_scalp", topical_ml=D(1)),
        AppliedZone(zone="occipital"),
    ]
    shown = applied_figures(rows)
    assert (shown["vertex"].figure, shown["vertex"].detail) == ("1.2", "+0.3 skin")
    assert (shown["mid_scalp"].figure, shown["mid_scalp"].detail) == ("1", "on skin")
    assert (shown["occipital"].done, shown["occipital"].figure) == (False, "")


def test_doses_add_up_by_nerve_and_side_and_both_is_not_divided():
    def dose(technique, side, ml):
        return Dose(technique=technique, side=side, volume_ml=ml and D(ml), concentration_pct=D(1))

    doses = [dose("supraorbital", "left", 1), dose("supraorbital", "left", 2), dose("supraorbital", "both", 4)]
    doses += [dose("greater_occipital", "right", 1), dose("greater_occipital", "right", None)]
    doses += [dose("ring_block", "both", 10), dose("lesser_occipital", None, 1)]
    shown = {place: (f.ml, f.mg) for place, f in nerve_figures(Anaesthesia(doses=doses)).items()}
    assert shown == {
        ("supraorbital", "left"): ("3 mL", "30 mg"),
        ("supraorbital", "both"): ("4 mL", "40 mg"),
        ("greater_occipital", "right"): ("", ""),
        ("lesser_occipital", ""): ("1 mL", "10 mg"),
    }


def test_the_last_earlier_visit_with_zones_lies_beneath():
    course = Course(patient=Patient())
    visits = [Visit(course=course, kind="MN", opened_at=NOON - timedelta(days=ago)) for ago in (60, 30, 10, 0)]
    for visit, zones in zip(visits, ([needled()], [needled("mid_scalp")], [], [needled("occipital")]), strict=True):
        visit.needling = Needling(zones=zones)
    day, sheet = visit_beneath(visits[-1], "needling")
    assert (day, sheet) == (visits[1].opened_at.date(), visits[1].needling)
    assert visit_beneath(visits[0], "needling") is None
    assert visit_beneath(None, "needling") is None
