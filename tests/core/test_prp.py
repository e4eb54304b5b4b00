from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records import sheets
from charting.records.base import findings
from charting.records.prp import Prp
from charting.records.spin import Spin

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOON)
V07 = {
    "draw_volume_ml": D(18),
    "anticoagulant": "acd_a",
    "anticoagulant_ml": D(2),
    "baseline_sample": "edta_fresh",
    "baseline_platelets_10e9_l": D(250),
    "baseline_wbc_10e9_l": D(6),
    "prp_volume_ml": D("3.6"),
    "prp_platelets_10e9_l": D(1000),
    "prp_wbc_10e9_l": D(2),
    "prp_rbc_10e12_l": D("0.05"),
    "activator": "none",
}
V09 = {
    **V07,
    "draw_volume_ml": D("13.5"),
    "anticoagulant_ml": D("1.5"),
    "baseline_platelets_10e9_l": D("240.67"),
    "baseline_wbc_10e9_l": D("6.49"),
    "prp_volume_ml": D(4),
    "prp_platelets_10e9_l": D("357.33"),
    "prp_wbc_10e9_l": D("0.87"),
}


def sheet(**values) -> Prp:
    visit = sheets.Visit(opened_at=NOON)
    visit.prp = Prp(**values)
    return visit.prp


def results(record):
    return {r.name: r for r in record.worked_out(CONTEXT)}


def found(record, field):
    return [f.level for f in findings(record, CONTEXT) if f.field == field]


def test_v07_and_its_working():
    shown = results(sheet(**V07))
    assert shown["Concentration"].with_unit() == "4 ×"
    assert shown["Concentration"].working == "1,000 ÷ 250"
    assert shown["Platelets drawn"].value == D("4.5")
    assert shown["Recovery"].value == 80
    assert shown["Recovery"].working == "100 × 1,000 × 3.6 ÷ (250 × 18)"
    assert "blood without anticoagulant" in shown["Recovery"].formula
    assert shown["Platelet dose in the syringe"].value == D("3.6")
    assert shown["Purity"].shown() == "95.06"
    assert shown["Blood to anticoagulant"].with_unit() == "9 : 1"
    assert shown["Leukocytes"].shown() == "leukocyte-poor"


def test_v09_published_acp():
    record = sheet(**V09)
    shown = results(record)
    assert shown["Concentration"].shown() == "1.48"
    assert shown["Platelets drawn"].shown() == "3.249"
    assert shown["Recovery"].shown() == "43.99"
    assert shown["Platelet dose in the syringe"].shown() == "1.429"
    assert shown["Purity"].shown() == "87.54"
    assert not any(f.level is Level.STOP for f in findings(record, CONTEXT))


def test_the_dose_follows_what_was_injected():
    record = sheet(**V07)
    record.visit.application = sheets.Application(total_injected_ml=D(3))
    assert results(record)["Platelet dose injected"].value == 3


def test_v19_activator_leaves_the_dose():
    record = sheet(**{**V07, "prp_volume_ml": D("4.0"), "activator": "cacl2_10", "activator_ml": D("0.4")})
    record.visit.application = sheets.Application(total_injected_ml=D("4.4"))
    shown = results(record)
    assert shown["Platelets after activator"].shown() == "909.1"
    assert shown["Platelet dose injected"].value == 4
    assert shown["Platelet dose injected"].working == "1,000 × 4 ÷ (4 + 0.4) × 4.4 ÷ 1,000"


def test_v18_citrated_blood_is_corrected_before_it_is_compared():
    record = sheet(
        **{
            **V07,
            "baseline_sample": "from_citrated_bag",
            "baseline_platelets_10e9_l": D(225),
            "draw_volume_ml": D(9),
            "anticoagulant_ml": D(1),
        }
    )
    shown = results(record)
    assert shown["Blood platelets, corrected"].value == 250
    assert shown["Concentration"].value == 4
    record.anticoagulant_ml = None
    assert results(record)["Concentration"].value is None


@pytest.mark.parametrize(
    "lacking", ["prp_platelets_10e9_l", "baseline_platelets_10e9_l", "draw_volume_ml", "prp_volume_ml"]
)
def test_what_is_missing_is_never_guessed(lacking):
    shown = results(sheet(**{**V07, lacking: None}))
    assert shown["Recovery"].value is None
    assert shown["Recovery"].shown() == "not computable"
    assert shown["Recovery"].missing


def test_an_empty_sheet_computes_nothing():
    assert all(r.value is None and not r.text for r in sheet().worked_out(CONTEXT))


def test_v20_more_platelets_than_were_drawn_is_refused():
    record = sheet(**{**V07, "prp_platelets_10e9_l": D(1375)})
    assert results(record)["Recovery"].value == 110
    assert Level.STOP in found(record, "prp_volume_ml")
    record.prp_platelets_10e9_l = D("1312.5")
    assert results(record)["Recovery"].value == 105
    assert Level.STOP not in found(record, "prp_volume_ml")


@pytest.mark.parametrize("typed", ["250000 /µL", "250 10³/µL", "250 10^3/uL", "0.25 10¹²/L", "250", "250 ×10⁹/L"])
def test_v21_counts_in_any_unit(typed):
    assert fields_of(Prp)["baseline_platelets_10e9_l"].parse(typed, CONTEXT) == 250


@pytest.mark.parametrize(
    ("field", "typed", "value"),
    [
        ("baseline_hct_l_l", "45 %", "0.45"),
        ("baseline_hb_g_l", "13.5 g/dL", "135"),
        ("rotor_radius_cm", "150 mm", "15"),
    ],
)
def test_other_units(field, typed, value):
    assert fields_of(Prp)[field].parse(typed, CONTEXT) == D(value)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("baseline_platelets_10e9_l", "250000"),
        ("prp_platelets_10e9_l", "1000000"),
        ("prp_platelets_10e9_l", "1e3"),
        ("prp_platelets_10e9_l", "nan"),
        ("prp_platelets_10e9_l", "١٠٠٠"),
        ("prp_platelets_10e9_l", "1000 g/L"),
        ("baseline_hct_l_l", "45"),
        ("draw_volume_ml", "0"),
        ("draw_volume_ml", "201"),
        ("needle_gauge_draw", "28"),
    ],
)
def test_slips_are_refused(field, typed):
    with pytest.raises(Unreadable):
        fields_of(Prp)[field].parse(typed, CONTEXT)


@pytest.mark.parametrize(
    ("change", "field", "level"),
    [
        ({"kit_expiry": date(2026, 11, 20)}, "kit_expiry", Level.STOP),
        ({"prp_volume_ml": D("20.1")}, "prp_volume_ml", Level.STOP),
        ({"anticoagulant": "edta"}, "anticoagulant", Level.WARN),
        ({"anticoagulant": "heparin"}, "anticoagulant", Level.WARN),
        ({"anticoagulant_ml": D(7)}, "anticoagulant_ml", Level.STOP),
        ({"anticoagulant_ml": D(1)}, "anticoagulant_ml", Level.WARN),
        ({"leftover_ml": D(1)}, "discarded_at", Level.MISSING),
        ({"appearance": "pink"}, "appearance", Level.WARN),
        ({"appearance": "clotted"}, "appearance", Level.BLOCK),
        ({"labelled_before_draw": False}, "labelled_before_draw", Level.STOP),
        ({"one_patient_in_centrifuge": False}, "one_patient_in_centrifuge", Level.STOP),
        ({"one_patient_in_centrifuge": None}, "one_patient_in_centrifuge", Level.MISSING),
        ({"draw_volume_ml": D(130)}, "draw_volume_ml", Level.BLOCK),
        ({"draw_volume_ml": D("7.9")}, "draw_volume_ml", Level.WARN),
        ({"draw_at": NOON + timedelta(minutes=2)}, "draw_at", Level.STOP),
        ({"baseline_neutrophils_10e9_l": D(7)}, "baseline_neutrophils_10e9_l", Level.STOP),
        ({"activator": "bovine_thrombin"}, "activator", Level.WARN),
        ({"activator": "cacl2_10", "activator_ml": D(2)}, "activator_ml", Level.STOP),
        ({"activator": "cacl2_10", "activator_ml": D(1)}, "activator_ml", Level.WARN),
        ({"prp_count_method": "analyser_diluted"}, "prp_dilution_factor", Level.MISSING),
        ({"kit_name": "House kit"}, "kit_lot", Level.MISSING),
        ({"baseline_platelets_10e9_l": D(45)}, "prp_platelets_10e9_l", Level.STOP),
    ],
)
def test_doubts(change, field, level):
    assert level in found(sheet(**{**V07, **change}), field)


def test_tubes_have_no_kit_lot():
    assert found(sheet(kit_name="Manual double spin A"), "kit_lot") == []


def test_nothing_left_over_needs_no_discard():
    assert found(sheet(leftover_ml=D(0)), "discarded_at") == []


def test_rpm_gives_force_and_force_gives_rpm():
    record = sheet(rotor_radius_cm=D(10), spins=[Spin(rpm=D(3000)), Spin(rcf_g=D(1500))])
    shown = results(record)
    assert shown["Spin 1, force"].shown() == "1,006.2"
    assert shown["Spin 2, speed"].shown() == "3,663"
    record.rotor_radius_cm = None
    assert results(record)["Spin 1, force"].missing == "needs radius"


@pytest.mark.parametrize(("rcf", "level"), [("1006.2", []), ("1050", []), ("1060", [Level.WARN])])
def test_rpm_and_force_agree_within_five_percent(rcf, level):
    spin = Spin(number=D(1), rpm=D(3000), rcf_g=D(rcf), minutes=D(10))
    sheet(rotor_radius_cm=D(10), spins=[spin])
    assert found(spin, "rcf_g") == level


def test_what_is_usual_depends_on_the_spin():
    first = Spin(number=D(1), rcf_g=D(300), minutes=D(4))
    record = sheet(spins=[first])
    assert found(first, "rcf_g") == [Level.WARN]
    second = Spin(number=D(2), rcf_g=D(700), minutes=D(4))
    record.spins.append(second)
    assert found(first, "rcf_g") == []
    assert found(second, "rcf_g") == []
    assert found(first, "minutes") == []
    assert found(second, "minutes") == [Level.WARN]


@pytest.mark.parametrize(
    ("began", "ran", "said"),
    [
        (NOON.replace(second=20), timedelta(seconds=49), ["Spin 1 ran 49 s of 10 min planned"]),
        (NOON.replace(second=20), timedelta(minutes=9, seconds=49), ["Spin 1 ran 9 min 49 s of 10 min planned"]),
        (NOON.replace(second=20), timedelta(minutes=9, seconds=50), []),
        (NOON.replace(second=20), timedelta(minutes=14), []),
        (NOON, timedelta(minutes=9), []),  # typed: either time may be a minute off
        (NOON, timedelta(minutes=7), ["Spin 1 ran 7 min of 10 min planned"]),
        (NOON, timedelta(minutes=-1), []),
        (NOON, None, []),
    ],
)
def test_a_spin_that_was_ended_early_is_a_plain_note(began, ran, said):
    spin = Spin(number=D(1), rcf_g=D(700), minutes=D(10), started_at=began)
    spin.ended_at = began + ran if ran is not None else None
    sheet(spins=[spin])
    told = [f for f in findings(spin, CONTEXT) if "planned" in f.what]
    assert [f.what for f in told] == said
    assert all((f.level, f.field, f.why) == (Level.NOTE, "minutes", "ended early?") for f in told)
    spin.minutes = None
    assert not [f for f in findings(spin, CONTEXT) if "planned" in f.what]


@pytest.mark.parametrize(
    ("kit_name", "spins", "said"),
    [
        ("Manual double spin A", 0, "No spin is recorded; Manual double spin A names 100 g, then 400 g"),
        ("Manual double spin A", 2, "2 spins are planned, none has a time"),
        (None, 1, "1 spin is planned, none has a time"),
        (None, 0, None),
        ("Arthrex Angel 2 % / 7 %", 0, None),
    ],
)
def test_prp_that_is_ready_without_a_spin_is_remarked_on(kit_name, spins, said):
    record = sheet(kit_name=kit_name, prp_ready_at=NOON)
    record.spins = [Spin(number=D(at + 1), rcf_g=D(200), position=at) for at in range(spins)]
    told = [f for f in findings(record, CONTEXT) if f.rule == "prp-not-spun"]
    assert [f.what for f in told] == ([said] if said else []) and all(f.level is Level.WARN for f in told)
    if record.spins:
        record.spins[0].started_at = NOON
        assert not [f for f in findings(record, CONTEXT) if f.rule == "prp-not-spun"]
    record.prp_ready_at = None
    assert not [f for f in findings(record, CONTEXT) if f.rule == "prp-not-spun"]
