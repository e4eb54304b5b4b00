from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.errors import Unreadable
from charting.fields import fields_of
from charting.records import sheets  # noqa: F401  every record, so that relationships resolve
from charting.records.prp import Prp
from charting.rules.unit_slip import ANALYTES, both_forms, from_canonical, slip, to_canonical

D = Decimal


@pytest.mark.parametrize(
    ("number", "unit"), [("250000", "/µL"), ("250", "10³/µL"), ("0.25", "10¹²/L"), ("250", "×10⁹/L"), ("250", "")]
)
def test_v21_every_entry_is_250(number, unit):
    assert to_canonical("platelets", D(number), unit) == 250


@pytest.mark.parametrize("unit", ["/uL", "x10^9/L", "10^9/L", "10⁹/L", "K/uL", "k/µL", "10^3/µL", " /μL "])
def test_spellings_of_units(unit):
    assert to_canonical("platelets", D(1), unit) in {D(1), D("0.001")}


def test_a_foreign_unit_is_refused():
    with pytest.raises(Unreadable):
        to_canonical("platelets", D(1), "g/L")


@pytest.mark.parametrize("unit", ["", "/µL"])
def test_105_may_have_been_ten_to_the_fifth(unit):
    found = slip("platelets", D(105), unit)
    assert [meaning.value for meaning in found.meanings] == [105, 100]
    assert "105 ×10⁹/L (105,000 /µL)" in found.question
    assert "10⁵ /µL" in found.question


def test_105_with_its_own_unit_is_clear():
    assert slip("platelets", D(105), "10³/µL") is None
    assert slip("platelets", D(105), "×10⁹/L") is None


@pytest.mark.parametrize(
    ("analyte", "typed", "unit", "meant"),
    [
        ("platelets", "250000", "", "250"),
        ("platelets", "0.25", "", "250"),
        ("prp_platelets", "1200000", "", "1200"),
        ("prp_platelets", "1.2", "", "1200"),
        ("wbc", "6500", "", "6.5"),
        ("rbc", "4500000", "", "4.5"),
        ("rbc", "4500", "", "4.5"),
        ("hb", "14", "", "140"),
        ("hb", "140", "g/dL", "140"),
        ("hct", "45", "", "0.45"),
    ],
)
def test_another_unit_was_meant(analyte, typed, unit, meant):
    found = slip(analyte, D(typed), unit)
    assert D(meant) in [meaning.value for meaning in found.meanings]
    assert found.question.endswith("?")


@pytest.mark.parametrize(
    ("analyte", "typed"), [("platelets", "250"), ("platelets", "140"), ("wbc", "12"), ("hb", "100"), ("hct", "0.35")]
)
def test_what_can_stand_is_not_asked(analyte, typed):
    assert slip(analyte, D(typed)) is None


def test_prp_above_ten_thousand_is_always_asked():
    assert slip("prp_platelets", D(10001)) is not None


def test_impossible_in_every_unit_says_so():
    found = slip("platelets", D(10**9))
    assert found.meanings == ()
    assert "possible is 1 to 2,000 ×10⁹/L" in found.question


def test_both_forms():
    assert both_forms("platelets", D(250)) == "250 ×10⁹/L (250,000 /µL)"
    assert both_forms("rbc", D("4.5")) == "4.5 ×10¹²/L (4,500,000 /µL)"
    assert both_forms("hb", D(138)) == "138 g/L (13.8 g/dL)"
    assert both_forms("hct", D("0.45")) == "0.45 L/L (45 %)"


@pytest.mark.parametrize(
    ("analyte", "name"),
    [
        ("platelets", "baseline_platelets_10e9_l"),
        ("prp_platelets", "prp_platelets_10e9_l"),
        ("wbc", "baseline_wbc_10e9_l"),
        ("rbc", "baseline_rbc_10e12_l"),
        ("hb", "baseline_hb_g_l"),
        ("hct", "baseline_hct_l_l"),
    ],
)
def test_ranges_are_those_of_the_sheet(analyte, name):
    declared = fields_of(Prp)[name]
    assert (ANALYTES[analyte].usual, ANALYTES[analyte].possible) == (declared.soft, declared.hard)


@given(
    st.sampled_from([(a.code, unit) for a in ANALYTES.values() for unit in a.factors]),
    st.decimals(min_value="0.001", max_value="100000", places=3),
)
def test_units_round_trip(pair, value):
    analyte, unit = pair
    assert to_canonical(analyte, from_canonical(analyte, value, unit), unit) == value
