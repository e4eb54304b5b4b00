from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records import sheets
from charting.records.application import Application
from charting.records.applied_zone import AppliedZone
from charting.records.base import findings

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOON)


def sheet(**values) -> Application:
    usual = {
        "timeout_name_confirmed": True,
        "timeout_dob_confirmed": True,
        "syringe_label_matches": True,
        "chart_matches": True,
        "timeout_at": NOON - timedelta(minutes=2),
        "timeout_by": "Ada Sample",
        "route": "intradermal_plus_mn",
        "injection_start_at": NOON,
        "applied_by": "Ada Sample",
        "total_injected_ml": D("3.6"),
        "zones": [
            AppliedZone(zone="mid_scalp", area_cm2=D(35), ml=D(2)),
            AppliedZone(zone="vertex", area_cm2=D(25), ml=D("1.6")),
        ],
    }
    visit = sheets.Visit(opened_at=NOON)
    visit.prp = sheets.Prp(
        prp_platelets_10e9_l=D(1000),
        prp_volume_ml=D(4),
        activator="none",
        draw_at=NOON - timedelta(minutes=40),
        prp_ready_at=NOON - timedelta(minutes=12),
    )
    visit.application = Application(**{**usual, **values})
    return visit.application


def found(record, field):
    return [f.level for f in findings(record, CONTEXT) if f.field == field]


def results(record):
    return {r.name: r for r in record.worked_out(CONTEXT)}


def test_a_usual_sheet_has_nothing_to_say():
    assert findings(sheet(), CONTEXT) == []


def test_volumes_and_platelets():
    shown = results(sheet(number_of_points=D(36), ml_per_point=D("0.1")))
    assert shown["Area"].value == 60
    assert shown["Injected, all zones"].value == D("3.6")
    assert shown["Injected for each cm²"].value == D("0.06")
    assert shown["Platelet dose"].value == D("3.6")
    assert shown["Platelet dose"].working == "1,000 × 3.6 ÷ 1,000"
    assert shown["Platelets for each cm²"].value == D("0.06")
    assert shown["Points × mL"].value == D("3.6")
    assert shown["Draw to injection"].shown() == "40"
    assert shown["Since ready"].shown() == "12"


def test_without_areas_or_counts_nothing_is_guessed():
    record = sheet(zones=[AppliedZone(zone="vertex", ml=D("3.6"))])
    record.visit.prp = None
    shown = results(record)
    for name in ("Area", "Injected for each cm²", "Platelet dose", "Platelets for each cm²", "Since ready"):
        assert shown[name].value is None, name


@pytest.mark.parametrize(
    "name", ["timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches"]
)
def test_identity_is_needed_and_a_no_stops(name):
    assert found(sheet(**{name: None}), name) == [Level.MISSING]
    assert found(sheet(**{name: False}), name) == [Level.STOP]


@pytest.mark.parametrize(
    ("change", "field", "level"),
    [
        ({"total_injected_ml": D("3.9")}, "total_injected_ml", Level.WARN),
        ({"total_injected_ml": D("3.0")}, "total_injected_ml", Level.STOP),
        ({"total_injected_ml": None}, "total_injected_ml", Level.MISSING),
        ({"number_of_points": D(50), "ml_per_point": D("0.1")}, "number_of_points", Level.WARN),
        ({"number_of_points": D(10)}, "number_of_points", Level.WARN),
        ({"timeout_at": NOON + timedelta(minutes=1)}, "timeout_at", Level.STOP),
        ({"injection_start_at": NOON + timedelta(minutes=21)}, "injection_start_at", Level.WARN),
        ({"injection_start_at": NOON - timedelta(minutes=41)}, "injection_start_at", Level.STOP),
        ({"route": "intradermal", "depth_mm": D(3)}, "depth_mm", Level.NOTE),
        ({"zones": []}, "zones", Level.MISSING),
        ({"zones": [AppliedZone(zone="vertex", area_cm2=D(10), ml=D("3.6"))]}, "total_injected_ml", Level.STOP),
        ({"route": "topical_after_mn", "total_injected_ml": None}, "topical_ml", Level.MISSING),
        ({"pain_nrs_prp": D(7)}, "pain_nrs_prp", Level.WARN),
    ],
)
def test_doubts(change, field, level):
    assert level in found(sheet(**change), field)


def test_zones_within_a_fifth_of_a_millilitre_agree():
    assert found(sheet(total_injected_ml=D("3.8")), "total_injected_ml") == []


def test_points_within_twenty_percent_agree():
    assert found(sheet(number_of_points=D(43), ml_per_point=D("0.1")), "number_of_points") == []


def test_on_the_skin_alone_needs_no_injection():
    record = sheet(
        route="topical_after_mn", total_injected_ml=None, topical_ml=D(2), zones=[AppliedZone(zone="vertex")]
    )
    assert found(record, "total_injected_ml") == []


@pytest.mark.parametrize(
    ("field", "typed"), [("needle_gauge", "22"), ("total_injected_ml", "15.1"), ("ml_per_point", "0.6")]
)
def test_slips_are_refused(field, typed):
    with pytest.raises(Unreadable):
        fields_of(Application)[field].parse(typed, CONTEXT)
