from decimal import Decimal

import pytest

from charting.rules import prp_yield as y

D = Decimal


@pytest.mark.parametrize(
    ("vector", "base", "blood", "prp", "ml", "factor", "drawn", "recovery", "dose"),
    [
        ("V-07", "250", "18", "1000", "3.6", "4.00", "4.500", "80.00", "3.600"),
        ("V-08", "220", "60", "1320", "7", "6.00", "13.200", "70.00", "9.240"),
        ("V-09", "240.67", "13.5", "357.33", "4", "1.48", "3.249", "43.99", "1.429"),
        ("V-10", "240.67", "27", "1212.67", "3", "5.04", "6.498", "55.99", "3.638"),
        ("V-11", "200", "54", "900", "6", "4.50", "10.800", "50.00", "5.400"),
        ("V-12", "210", "20", "945", "4.0", "4.50", "4.200", "90.00", "3.780"),
        ("V-13", "250", "9", "600", "2.5", "2.40", "2.250", "66.67", "1.500"),
        ("V-14", "180", "10", "480", "3", "2.67", "1.800", "80.00", "1.440"),
    ],
)
def test_yield_vectors(vector, base, blood, prp, ml, factor, drawn, recovery, dose):
    base, blood, prp, ml = D(base), D(blood), D(prp), D(ml)
    assert round(y.concentration_factor(prp, base), 2) == D(factor)
    assert round(y.platelets_in_billion(base, blood), 3) == D(drawn)
    assert round(y.recovery_pct(prp, ml, base, blood), 2) == D(recovery)
    assert round(y.dose_billion(prp, ml), 3) == D(dose)


def test_exact_thirty_percent_v17():
    assert y.recovery_pct(D(405), D("2.0"), D(150), D(18)) == 30


def test_exact_ninety_percent_v12():
    assert y.recovery_pct(D(945), D("4.0"), D(210), D(20)) == 90


@pytest.mark.parametrize(
    ("platelets", "white", "red", "purity"),
    [
        ("1000", "2", "0.05", "95.06"),
        ("357.33", "0.87", "0.05", "87.54"),
        ("1212.67", "34.19", "1.49", "44.31"),
        ("1000", "0.6", "0.01", "98.95"),
        ("900", "20", "3.1", "22.39"),
        ("1320", "8", "0.40", "76.39"),
    ],
)
def test_purity_v07_to_v16(platelets, white, red, purity):
    assert round(y.purity_pct(D(platelets), D(white), D(red)), 2) == D(purity)


def test_citrated_baseline_v18():
    assert y.undiluted_count(D(225), D(9), D(1)) == 250


def test_activator_v19():
    assert round(y.count_after_activator(D(1000), D("4.0"), D("0.4")), 1) == D("909.1")
    assert y.dose_after_activator_billion(D(1000), D("4.0"), D("0.4"), D("4.4")) == 4


def test_ratios_and_shares():
    assert y.blood_to_anticoagulant(D("13.5"), D("1.5")) == 9
    assert y.activator_ratio(D("0.4"), D(4)) == D("0.1")
    assert y.per_cm2(D("3.6"), D(60)) == D("0.06")
    assert y.plasma_ml(D(20), D("0.45"), D(2)) == 13
    assert y.draw_pct_of_blood_volume(D(42), D(60), "male") == 1


def test_leukocyte_class_is_poor_at_equality():
    assert y.leukocyte_class(D("6"), D("6")) == "poor"
    assert y.leukocyte_class(D("6.1"), D("6")) == "rich"


@pytest.mark.parametrize(
    "call",
    [
        lambda: y.concentration_factor(D(1), D(0)),
        lambda: y.recovery_pct(D(1), D(1), D(0), D(1)),
        lambda: y.purity_pct(D(0), D(0), D(0)),
        lambda: y.per_cm2(D(1), D(0)),
    ],
)
def test_nothing_is_divided_by_zero(call):
    with pytest.raises(ValueError):
        call()
