from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records import sheets
from charting.records.base import findings
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOON + timedelta(hours=2))
assert sheets.SHEETS


def zone(**values) -> NeedledZone:
    usual = {"zone": "vertex", "depth_mm": D("1.25"), "passes": D(5), "endpoint": "mild_erythema", "area_cm2": D(22)}
    return NeedledZone(**{**usual, **values})


def sheet(**values) -> Needling:
    usual = {
        "device_type": "electric_pen",
        "device_name": "SkinPen Precision",
        "cartridge_lot": "K2407",
        "cartridge_expiry": date(2027, 4, 30),
        "cartridge_single_use": True,
        "needle_length_mm": D("1.5"),
        "speed_rpm": D(7000),
        "skin_prep": "chlorhexidine_2pct_alcohol",
        "start_at": NOON,
        "end_at": NOON + timedelta(minutes=35),
        "sharps_disposed": True,
        "zones": [zone()],
    }
    return Needling(**{**usual, **values})


def found(record, field):
    return [f.level for f in findings(record, CONTEXT) if f.field == field]


def results(record):
    return {r.name: r for r in record.worked_out(CONTEXT)}


def test_a_usual_sheet_has_nothing_to_say():
    assert findings(sheet(), CONTEXT) == []


@pytest.mark.parametrize(
    ("change", "field", "level"),
    [
        ({"needle_length_mm": D("2.75")}, "needle_length_mm", Level.STOP),
        ({"needle_length_mm": D("1.75"), "zones": []}, "needle_length_mm", Level.WARN),
        ({"cartridge_expiry": date(2026, 11, 20)}, "cartridge_expiry", Level.STOP),
        ({"cartridge_expiry": date(2026, 12, 20)}, "cartridge_expiry", Level.NOTE),
        ({"cartridge_single_use": False}, "cartridge_single_use", Level.STOP),
        ({"cartridge_single_use": None}, "cartridge_single_use", Level.MISSING),
        ({"sharps_disposed": False}, "sharps_disposed", Level.STOP),
        ({"glide": "minoxidil"}, "glide", Level.BLOCK),
        ({"glide": "vitamin_c"}, "glide", Level.BLOCK),
        ({"glide": "cosmetic_serum"}, "glide", Level.WARN),
        ({"last_service_date": date(2025, 11, 20)}, "last_service_date", Level.WARN),
        ({"device_type": "roller"}, "device_type", Level.WARN),
        ({"speed_rpm": None}, "speed_level", Level.WARN),
        ({"end_at": NOON + timedelta(minutes=91)}, "end_at", Level.WARN),
        ({"end_at": NOON - timedelta(minutes=1)}, "end_at", Level.STOP),
        ({"skin_prep_dry_s": D(10)}, "skin_prep_dry_s", Level.WARN),
        ({"zones": []}, "zones", Level.MISSING),
        ({"zones": [zone(area_cm2=D(200)), zone(area_cm2=D(151))]}, "zones", Level.WARN),
        ({"zones": [zone(area_cm2=D(500)), zone(area_cm2=D(301)), zone(area_cm2=None)]}, "zones", Level.STOP),
        ({"device_type": "rf_mn", "device_name": "Vivace"}, "rf_pulse_ms", Level.MISSING),
        ({"device_type": "rf_mn", "device_name": "Vivace"}, "rf_energy_mj", Level.MISSING),
        ({"device_type": "rf_mn", "device_name": "Vivace"}, "skin_prep_dry_s", Level.WARN),
    ],
)
def test_doubts(change, field, level):
    assert level in found(sheet(**change), field)


def test_energy_or_power_is_enough():
    record = sheet(device_type="rf_mn", device_name="Vivace", rf_power_w=D(20))
    assert found(record, "rf_energy_mj") == []


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"depth_mm": D("1.5")}, []),
        ({"depth_mm": D("1.6")}, [Level.WARN, Level.WARN]),
        ({"depth_mm": D("0.75"), "zone": "frontal_hairline"}, []),
        ({"depth_mm": D("1.25"), "zone": "temporal_left"}, [Level.WARN]),
        ({"depth_mm": D("2.6")}, [Level.STOP, Level.WARN]),
        ({"depth_mm": D("0.4")}, [Level.WARN]),
    ],
)
def test_depth_of_a_zone(change, level):
    record = sheet(zones=[zone(**change)])
    assert found(record, "depth_mm") == level


def test_deep_on_the_temple_a_prescriber_decides():
    record = sheet(
        device_name="Dermapen 4", needle_length_mm=D(3), zones=[zone(zone="temporal_left", depth_mm=D("2.1"))]
    )
    [said] = [f for f in findings(record, CONTEXT) if f.rule == "needle-depth"]
    assert said.level is Level.BLOCK
    assert "prescriber" in said.next_step
    assert ("device", "Dermapen 4") in said.inputs


def test_confluent_bleeding_means_stop():
    assert found(sheet(zones=[zone(endpoint="confluent_bleeding")]), "endpoint") == [Level.WARN]


@pytest.mark.parametrize("typed", ["0", "3.1", "-1", "1.255", "5,5"])
def test_depths_that_cannot_be(typed):
    with pytest.raises(Unreadable):
        fields_of(NeedledZone)["depth_mm"].parse(typed, CONTEXT)


def test_zones_are_summed():
    record = sheet(
        stroke_hz=D(117),
        zones=[zone(area_cm2=D(12), passes=D(4), depth_mm=D("0.75")), zone(zone="mid_scalp", area_cm2=D(32))],
    )
    shown = results(record)
    assert shown["Zones"].shown() == "2"
    assert shown["Area"].with_unit() == "44 cm²"
    assert shown["Area"].working == "12 + 32"
    assert shown["Deepest"].with_unit() == "1.25 mm"
    assert shown["Deepest"].working == "Mid-scalp"
    assert shown["Passes in all"].shown() == "9"
    assert shown["Strokes"].with_unit() == "7,020 /min"
    assert shown["Duration"].with_unit() == "35 min"


def test_a_zone_without_area_is_named():
    assert results(sheet(zones=[zone(area_cm2=None), zone()]))["Area"].with_unit() == "not computable (needs Vertex)"
