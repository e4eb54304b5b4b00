"""Classes, completeness, clock and unit slips as the PRP sheet shows them."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records import prp_described, rules_off, sheets
from charting.records.base import findings
from charting.records.prp import Prp
from charting.records.spin import Spin
from charting.rulebook import Broken, Change, rulebook

D = Decimal
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
CONTEXT = Context.at(NOON)
V07 = {
    "draw_volume_ml": D(18),
    "anticoagulant": "acd_a",
    "anticoagulant_ml": D(2),
    "baseline_platelets_10e9_l": D(250),
    "baseline_wbc_10e9_l": D(6),
    "baseline_neutrophils_10e9_l": D("3.5"),
    "prp_volume_ml": D("3.6"),
    "prp_platelets_10e9_l": D(1000),
    "prp_wbc_10e9_l": D(2),
    "prp_neutrophils_10e9_l": D("0.5"),
    "prp_rbc_10e12_l": D("0.05"),
    "activator": "none",
    "preparation_method": "handmade",
    "image_guided": False,
    "light_activated": False,
}


def sheet(**values) -> Prp:
    visit = sheets.Visit(opened_at=NOON, kind="M_PRP")
    visit.prp = Prp(**values)
    return visit.prp


def results(record):
    return {r.name: r for r in record.worked_out(CONTEXT)}


def said(record, rule):
    return [f for f in findings(record, CONTEXT) if f.rule == rule]


def test_v07_in_four_systems():
    shown = results(sheet(**V07))
    assert shown["DEPA"].text == "B/B/A, activation none"
    assert shown["PAW"].text == "P3-Bβ"
    assert shown["Mishra"].text == "3B"
    assert shown["Dohan Ehrenfest"].text == "P-PRP"
    for name in ("DEPA", "PAW", "Mishra", "Dohan Ehrenfest"):
        assert shown[name].working
        assert "Not evidence of benefit." in shown[name].formula
        assert shown[name].source
    assert "recovery, % 80" in shown["DEPA"].formula
    assert shown["DEPA"].source.startswith("Magalon 2016")


def test_unverified_systems_are_off_until_the_clinic_switches_them_on(monkeypatch):
    record = sheet(**V07, spins=[Spin(number=D(1)), Spin(number=D(2))])
    assert not {"MARSPILL", "ISTH SSC", "PLRA"} & results(record).keys()
    now = [Change(f"{name}_enabled", "1", "For a study of ours", "A", NOON) for name in ("marspill", "isth", "plra")]
    monkeypatch.setattr(prp_described, "usable", lambda record, name: rulebook("prp").changed(now))
    shown = results(record)
    assert shown["MARSPILL"].text == "H, A-, RBC-P, Sp2, PL 4-6, G-, Lc-P, La- (from memory, verify)"
    assert shown["ISTH SSC"].missing
    assert shown["PLRA"].missing == "needs red cells, % of volume"
    record.isth_product, record.isth_activation, record.isth_preparation = "P-PRP", "I", "1"
    assert results(record)["ISTH SSC"].text == "P-PRP I B 1 (draft, verify)"


@pytest.mark.parametrize("lacking", ["prp_wbc_10e9_l", "prp_platelets_10e9_l", "baseline_platelets_10e9_l"])
def test_a_missing_count_is_no_class(lacking):
    shown = results(sheet(**{**V07, lacking: None}))
    assert shown["DEPA"].value is None
    assert shown["DEPA"].text == ""
    assert shown["DEPA"].missing.startswith("needs ")


def test_citrated_counts_are_corrected_before_they_are_classed():
    record = sheet(**{**V07, "baseline_sample": "from_citrated_bag", "baseline_wbc_10e9_l": D("1.9")})
    assert results(record)["Mishra"].text == "3B"


def test_completeness_counts_own_fields_and_is_never_out_of_23():
    shown = results(sheet(**V07))["MIBO-style completeness"]
    filled, asked = (int(part) for part in shown.text.removesuffix(" filled").split(" of "))
    assert 0 < filled < asked
    assert asked != 23
    assert "own field list, not the official checklist" in shown.formula
    assert "lacking" in shown.working
    assert results(sheet())["MIBO-style completeness"].value is None


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("baseline_platelets_10e9_l", "250000", "250 ×10⁹/L (250,000 /µL)"),
        ("baseline_platelets_10e9_l", "250,000", "250 ×10⁹/L (250,000 /µL)"),
        ("prp_platelets_10e9_l", "1200000", "1,200 ×10⁹/L"),
        ("baseline_wbc_10e9_l", "6500", "6.5 ×10⁹/L"),
        ("baseline_hb_g_l", "13.8", "138 g/L"),
        ("baseline_hct_l_l", "41", "0.41 L/L"),
    ],
)
def test_a_count_refused_asks_what_was_meant(field, typed, words):
    with pytest.raises(Unreadable, match="did you mean") as refused:
        fields_of(Prp)[field].parse(typed, CONTEXT)
    assert words in str(refused.value)


def test_105_is_asked_once_and_keeps_its_number():
    record = sheet(baseline_platelets_10e9_l=D(105))
    [slip] = said(record, "unit-slip")
    assert slip.level is Level.WARN
    assert "10⁵ /µL" in slip.why
    assert [f for f in findings(record, CONTEXT) if f.field == "baseline_platelets_10e9_l"] == [slip]
    assert said(sheet(baseline_platelets_10e9_l=D(250)), "unit-slip") == []


def test_a_count_stands_there_in_both_forms():
    declared = fields_of(Prp)["baseline_platelets_10e9_l"]
    assert declared.note(D(250)) == "= 250,000 /µL"
    assert declared.note(None) == declared.expects()
    assert fields_of(Prp)["baseline_hb_g_l"].note(D(138)) == "= 13.8 g/dL"


@pytest.mark.parametrize(("minutes", "level"), [(60, None), (61, Level.WARN), (240, Level.WARN), (241, Level.BLOCK)])
def test_the_clock_of_a_batch_nobody_gave_yet(minutes, level):
    record = sheet(draw_at=NOON - timedelta(minutes=minutes), prp_ready_at=NOON - timedelta(minutes=40))
    assert [f.level for f in said(record, "prp-use-before")] == ([] if level is None else [level])
    record.discarded_at = NOON
    assert said(record, "prp-use-before") == []


def test_a_decision_about_a_running_clock_holds_from_minute_to_minute():
    record = sheet(draw_at=NOON - timedelta(minutes=70))
    [now] = said(record, "prp-use-before")
    [later] = [f for f in findings(record, Context.at(NOON + timedelta(minutes=5))) if f.rule == "prp-use-before"]
    assert now == later


def test_ready_before_the_blood_was_out_is_said_once():
    record = sheet(draw_at=NOON - timedelta(minutes=20), prp_ready_at=NOON - timedelta(minutes=30))
    record.visit.application = sheets.Application(injection_start_at=NOON)
    assert [f.level for f in said(record, "prp-times")] == [Level.STOP]
    assert said(record.visit.application, "prp-times") == []


@pytest.mark.parametrize(
    ("ml", "level"), [(8, None), (60, None), (61, Level.WARN), (120, Level.WARN), (121, Level.BLOCK)]
)
def test_draw_volumes(ml, level):
    found = said(sheet(draw_volume_ml=D(ml)), "prp-draw-volume")
    assert [f.level for f in found] == ([] if level is None else [level])


def test_a_draw_is_judged_by_the_blood_there_is():
    record = sheet(draw_volume_ml=D(100))
    patient = sheets.Patient(number="RL-1", sex_at_birth="female")
    sheets.Course(patient=patient).visits.append(record.visit)
    record.visit.assessment = sheets.Assessment(weight_kg=D(40))
    [share] = said(record, "prp-draw-share")
    assert share.level is Level.WARN
    assert "65 mL/kg × 40 kg" in share.why


def test_without_its_rules_a_sheet_says_so_once_and_judges_nothing(monkeypatch):
    monkeypatch.setattr(rules_off, "house_rules", lambda record, name: Broken(name, "line 7: no number"))
    record = sheet(draw_volume_ml=D(150), draw_at=NOON - timedelta(hours=5))
    off = [f for f in findings(record, CONTEXT) if f.what.startswith("Calculators are off")]
    assert [f.level for f in off] == [Level.WARN]
    assert said(record, "prp-draw-volume") == []
    assert "rules off" in results(record)["Use before"].missing
