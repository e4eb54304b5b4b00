from datetime import UTC, datetime
from decimal import Decimal

import pytest

from charting.errors import Known
from charting.rulebook import Broken, Change, load, rulebook
from charting.rules import verdict

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
REASON = "No anaesthetist in the house"
HEAD = 'rules_version = "1"\n'
RULE = '[[rule]]\nid = "a"\nvalue = "2"\nunit = "mg"\nsource = "D"\nnote = "A."\n'


def change(rule_id="total_warn", value="0.70", reason=REASON, by="Dr Sample"):
    return Change(rule_id, value, reason, by, NOW)


def test_the_thresholds_are_those_of_the_specification():
    book = rulebook()
    assert book.version == "2026-11-21"
    expected = {
        "window_h": "24",
        "total_warn": "0.80",
        "total_block": "1.00",
        "total_reject": "2.00",
        "question_ml": "20",
        "question_pct": "1",
        "absorbed_intact": "0.25",
        "absorbed_broken": "1.00",
        "topical_g_per_cm2": "0.20",
        "topical_lidocaine_mg_per_g": "40",
        "topical_g": "60",
        "topical_area_cm2": "800",
        "weight_stale_d": "90",
        "weight_outdated_d": "365",
        "obese_bmi": "30",
        "ibw_male_kg": "50.0",
        "ibw_female_kg": "45.5",
        "ibw_kg_per_cm": "0.91",
        "ibw_base_cm": "152.4",
        "ibw_floor_kg": "30",
        "age_off_below": "12",
        "age_adult_from": "18",
        "age_cap_share": "0.50",
        "factor_full": "1.0",
        "factor_reduced": "0.8",
        "factor_half": "0.5",
        "factor_age": "70",
        "adrenaline_soft_mcg": "200",
        "adrenaline_soft_mcg_per_kg": "3",
        "adrenaline_hard_mcg": "500",
        "adrenaline_soft_cardiac_mcg": "40",
        "adrenaline_hard_cardiac_mcg": "200",
        "lipid_bolus_ml_per_kg": "1.5",
        "lipid_infusion_ml_per_kg_h": "15",
        "lipid_doubled_ml_per_kg_h": "30",
        "lipid_cap_ml_per_kg": "12",
        "lipid_boluses": "3",
        "asra_large_above_kg": "70",
        "asra_large_bolus_ml": "100",
        "asra_large_infusion_ml": "250",
        "asra_pump_below_kg": "40",
        "asra_weight_cap_kg": "100",
        "arrest_adrenaline_mcg_per_kg": "1",
        "methb_prilocaine_mg_per_kg": "6",
        "methb_prilocaine_mg": "600",
        "methb_spo2_pct": "92",
        "observe_min": "30",
        "observe_warn_min": "15",
        "rescue_share": "0.50",
        "buffer_precipitates_above": "0.005",
    }
    assert book.used() == expected


def test_every_rule_has_a_source_and_a_note():
    assert all(rule.source and rule.note for rule in rulebook().rules.values())


def test_a_change_applies_and_shows():
    book = rulebook().changed([change()])
    assert book.value("total_warn") == Decimal("0.70")
    assert [(r.id, r.standard, r.change.reason, r.loosened) for r in book.own()] == [
        ("total_warn", Decimal("0.80"), REASON, False)
    ]
    assert rulebook().own() == ()
    assert rulebook().changed([change(value="0.9")]).rule("total_warn").loosened
    assert rulebook().changed([change("absorbed_intact", "0,5")]).rule("absorbed_intact").loosened is False


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (change("moon"), "no rule"),
        (change(value="a lot"), "not a number"),
        (change(value="1e-1"), "not a number"),
        (change(value="NaN"), "not a number"),
        (change(value="0.99"), "between 0.5 and 0.95"),
        (change("lipid_bolus_ml_per_kg", "1.5"), "fixed"),
        (change(reason="because         "), "15 characters"),
        (change(by=" "), "name"),
        (change("total_block", "0.70"), "may not exceed"),
    ],
)
def test_a_change_that_cannot_be_taken_is_refused_in_words(wrong, says):
    with pytest.raises(Known, match=says) as refused:
        rulebook().changed([wrong])
    assert not any(id in str(refused.value) for id in rulebook().rules)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "x.toml"),
        ("rules_version = moon\n", "line 1"),
        (HEAD, "holds no rule"),
        (RULE, "rules_version"),
        (HEAD + RULE.replace('"2"', "2"), "line 2: .*no text for “value”"),
        (HEAD + RULE.replace('"2"', '"2,5"'), "line 2: .*number written as text"),
        (HEAD + RULE.replace('"D"', '""'), "source"),
        (HEAD + RULE + 'low = "3"\nhigh = "4"\n', "outside its own bounds"),
        (HEAD + RULE + 'stricter = "sideways"\n', "stricter"),
        (HEAD + RULE + 'colour = "red"\n', "holds only"),
        (HEAD + RULE + RULE, "line 8: .*twice"),
        (HEAD + RULE + '[[order]]\nsmaller = "a"\nlarger = "b"\n', "no rule"),
        (HEAD + RULE + RULE.replace('"a"', '"b"').replace('"2"', '"1"') + '[[order]]\nsmaller="a"\nlarger="b"\n', "ex"),
    ],
)
def test_a_broken_file_is_named_and_turns_the_calculators_off(tmp_path, text, says):
    if text is not None:
        (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Known, match=says):
        rulebook("x", tmp_path)
    broken = load("x", tmp_path)
    assert isinstance(broken, Broken)
    assert "x.toml" in broken.reason


def test_verdicts_stand_most_severe_first_and_once():
    levels = (verdict.NOTE, verdict.WARN, verdict.BLOCK_H)
    note, warn, block = (verdict.Verdict(level, level.name, "") for level in levels)
    assert verdict.most_severe_first([note, block, warn, block]) == (block, warn, note)
    assert verdict.worst([note, warn]) is verdict.WARN
    assert verdict.worst([]) is None
    assert block.blocks and not warn.blocks


def test_an_acknowledgement_holds_only_for_the_same_inputs():
    one = verdict.Verdict(verdict.WARN, "r", "x", inputs=(("weight", "70 kg"),))
    other = verdict.Verdict(verdict.WARN, "r", "x", inputs=(("weight", "60 kg"),))
    assert one.key != other.key
