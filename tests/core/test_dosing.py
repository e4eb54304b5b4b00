from decimal import Decimal

import pytest

from charting.rules.adrenaline import mcg, mcg_per_ml
from charting.rules.dosing import (
    buffered_percent,
    dose_mg,
    grams_per_cm2,
    mg_per_kg,
    mg_per_ml,
    topical_mg,
    total_by_drug,
)

D = Decimal


def test_percent_times_ten_is_mg_per_ml_l11():
    assert mg_per_ml(D("0.5")) == 5


def test_prilocaine_2_percent_18_ml_l05():
    assert dose_mg(D(2), D(18)) == 360
    assert mg_per_kg(D(360), D(60)) == 6


def test_lidocaine_2_percent_15_ml_l09():
    assert dose_mg(D(2), D(15)) == 300


def test_two_drugs_l03():
    assert dose_mg(D(1), D(20)) == 200
    assert dose_mg(D("0.25"), D(10)) == 25


@pytest.mark.parametrize(
    ("ratio", "per_ml"),
    [("1:80000", "12.5"), ("1:100000", "10"), ("1:200000", "5"), ("1:400000", "2.5"), ("none", "0")],
)
def test_adrenaline_per_ml(ratio, per_ml):
    assert mcg_per_ml(ratio) == D(per_ml)


def test_adrenaline_l02_and_l06():
    assert mcg("1:200000", D(20)) == 100
    assert mcg("1:100000", D(20)) == 200
    assert mcg("1:80000", D(20)) == 250


def test_adrenaline_for_anaphylaxis_is_not_a_ratio():
    with pytest.raises(KeyError):
        mcg_per_ml("1:1000")


def test_emla_holds_both_drugs_l04():
    assert topical_mg(D(25), D(20)) == 500
    assert grams_per_cm2(D(20), D(100)) == D("0.2")


def test_buffering_keeps_the_milligrams():
    percent = buffered_percent(D(1), D(10), D(1))
    assert round(percent, 3) == D("0.909")
    assert round(mg_per_ml(percent), 2) == D("9.09")
    assert round(dose_mg(percent, D(11)), 20) == 100


def test_an_unknown_dose_makes_the_total_unknown():
    totals = total_by_drug([("lidocaine", D(40)), ("bupivacaine", D(25)), ("lidocaine", None), ("lidocaine", D(1))])
    assert totals == {"lidocaine": None, "bupivacaine": D(25)}


@pytest.mark.parametrize("call", [lambda: mg_per_ml(D(0)), lambda: mg_per_kg(D(1), D(0)), lambda: dose_mg(D(1), D(-1))])
def test_nothing_is_computed_from_zero(call):
    with pytest.raises(ValueError):
        call()
