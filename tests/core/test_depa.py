from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.rules.depa import DOSE_BILLION, PERCENT, depa, letter
from charting.rules.prp_classes import Preparation, classes

D = Decimal
POSITIVE = st.decimals(min_value="0.01", max_value="5000", places=2, allow_nan=False, allow_infinity=False)


def depa_of(base, blood, prp, ml, white="0", red="0", activator="none"):
    made = Preparation(
        baseline_platelets=D(base),
        prp_platelets=D(prp),
        prp_white=D(white),
        prp_red_10e12_l=D(red),
        blood_ml=D(blood),
        prp_ml=D(ml),
        dose_billion=D(prp) * D(ml) / 1000,
        activator=activator,
    )
    return classes(made)[0]


def test_v07_string_and_words():
    found = depa_of("250", "18", "1000", "3.6", "2.0", "0.05")
    assert found.text == "DEPA B/B/A, activation none"
    assert found.words == "Dose B high, Efficiency B medium, Purity A very pure, activation none"
    assert (found.system, found.version, found.verified) == ("DEPA", "Magalon 2016", True)
    assert ("recovery, %", "80") in found.inputs


@pytest.mark.parametrize(
    ("vector", "base", "blood", "prp", "ml", "white", "red", "letters"),
    [
        ("V-08", "220", "60", "1320", "7", "8", "0.40", "A/B/B"),
        ("V-09", "240.67", "13.5", "357.33", "4", "0.87", "0.05", "C/C/B"),
        ("V-10", "240.67", "27", "1212.67", "3", "34.19", "1.49", "B/C/C"),
        ("V-11", "200", "54", "900", "6", "0", "0", "A/C/A"),
        ("V-12", "210", "20", "945", "4.0", "0", "0", "B/B/A"),
        ("V-13", "250", "9", "600", "2.5", "0", "0", "C/C/A"),
        ("V-14", "180", "10", "480", "3", "0", "0", "C/B/A"),
        ("V-16", "250", "18", "900", "3.6", "20", "3.1", "B/B/D"),
    ],
)
def test_vectors(vector, base, blood, prp, ml, white, red, letters):
    assert depa_of(base, blood, prp, ml, white, red).text == f"DEPA {letters}, activation none"


def test_v17_thirty_percent_is_c_where_binary_floats_say_d():
    assert 100 * (405.0 * 2.0 / 1000) / (150.0 * 18.0 / 1000) < 30
    assert depa_of("150", "18", "405", "2.0").text.split(",")[0] == "DEPA D/C/A"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("5.001", "A"), ("5", "B"), ("3", "B"), ("2.999", "C"), ("1", "C"), ("0.999", "D"), ("0", "D")],
)
def test_dose_edges(value, expected):
    assert letter(D(value), DOSE_BILLION) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("90.01", "A"), ("90", "B"), ("70", "B"), ("69.99", "C"), ("30", "C"), ("29.99", "D")],
)
def test_percent_edges(value, expected):
    assert letter(D(value), PERCENT) == expected


@pytest.mark.parametrize(
    ("dose", "recovery", "purity", "named"),
    [
        (None, D(80), D(90), "dose injected, billion"),
        (D(3), None, D(90), "recovery, %"),
        (D(3), D(80), None, "purity, %"),
    ],
)
def test_unknown_never_becomes_a_class(dose, recovery, purity, named):
    found = depa(dose, recovery, purity, "none")
    assert not found.computable
    assert found.text == found.words == ""
    assert found.shown() == f"not computable (needs {named})"
    assert (named, "not recorded") in found.inputs


def test_activation_not_recorded_is_not_none():
    assert depa(D(4), D(80), D(95), None).text == "DEPA B/B/A, activation not recorded"
    assert depa(D(4), D(80), D(95), "cacl2_10").text == "DEPA B/B/A, activation calcium chloride 10 %"


def test_impossible_recovery_gives_no_class():
    assert "recovery" in depa_of("250", "18", "1000", "4.96").missing


def test_no_word_judges():
    found = depa_of("250", "18", "1000", "3.6", "2.0", "0.05")
    assert not {"good", "better", "best", "optimal", "excellent"} & set(found.words.lower().split())


@given(POSITIVE, POSITIVE)
def test_more_platelets_never_a_later_letter(one, other):
    low, high = sorted((one, other))
    assert letter(high, DOSE_BILLION) <= letter(low, DOSE_BILLION)
    assert letter(high, PERCENT) <= letter(low, PERCENT)
