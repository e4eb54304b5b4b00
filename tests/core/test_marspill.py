from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.rulebook import rulebook
from charting.rules.marspill import platelet_band
from charting.rules.prp_classes import Preparation, classes, marspill_of

D = Decimal
V07 = Preparation(
    baseline_platelets=D(250),
    baseline_white=D("6.0"),
    baseline_neutrophils=D("3.5"),
    prp_platelets=D(1000),
    prp_white=D("2.0"),
    prp_neutrophils=D("0.5"),
    prp_red_10e12_l=D("0.05"),
    blood_ml=D(18),
    prp_ml=D("3.6"),
    dose_billion=D("3.600"),
    anticoagulant="acd_a",
    activator="none",
    is_fibrin_clot=False,
    method="handmade",
    spins=2,
    image_guided=False,
    light_activated=False,
)


def test_v07():
    found = marspill_of(V07)
    assert found.text == "H, A-, RBC-P, Sp2, PL 4-6, G-, Lc-P, La-"
    assert not found.verified
    assert found.label == "from memory, verify"


def test_v07_all_the_others_at_once():
    assert [(c.system, c.text) for c in classes(V07)] == [
        ("DEPA", "DEPA B/B/A, activation none"),
        ("PAW", "P3-Bβ"),
        ("Mishra", "3B"),
        ("Dohan Ehrenfest", "P-PRP"),
    ]
    assert all(c.verified for c in classes(V07))


def test_nothing_known_gives_no_class():
    assert not any(c.computable for c in (*classes(Preparation()), marspill_of(Preparation())))


@pytest.mark.parametrize(
    ("factor", "band"),
    [
        ("1.99", "PL <2"),
        ("2", "PL 2-3"),
        ("2.40", "PL 2-3"),
        ("3", "PL 2-3"),
        ("3.01", "PL 3-4*"),
        ("3.99", "PL 3-4*"),
        ("4", "PL 4-6"),
        ("6", "PL 4-6"),
        ("6.01", "PL 6-8"),
        ("8", "PL 6-8"),
        ("8.01", "PL 8-10"),
        ("10", "PL 8-10"),
        ("10.01", "PL >10*"),
    ],
)
def test_bands(factor, band):
    assert platelet_band(D(factor)) == band


def test_the_star_is_explained():
    assert "outside the published bands" in marspill_of(replace(V07, prp_platelets=D(900))).words
    assert "outside" not in marspill_of(V07).words


def test_red_cells_at_the_limit_of_the_rule():
    limit = rulebook("prp").value("marspill_red_rich")
    assert limit == 1
    assert "RBC-P" in marspill_of(replace(V07, prp_red_10e12_l=limit), limit).text
    assert "RBC-R" in marspill_of(replace(V07, prp_red_10e12_l=D("1.01")), limit).text


@pytest.mark.parametrize(
    "name", ["method", "activator", "prp_red_10e12_l", "spins", "image_guided", "prp_white", "light_activated"]
)
def test_unknown_never_becomes_a_class(name):
    found = marspill_of(replace(V07, **{name: None}))
    assert not found.computable
    assert found.text == ""


@pytest.mark.parametrize("spins", [0, 3])
def test_other_numbers_of_spins_have_no_code(spins):
    assert not marspill_of(replace(V07, spins=spins)).computable


@given(st.decimals(min_value="0.1", max_value="20", places=2), st.decimals(min_value="0.1", max_value="20", places=2))
def test_more_platelets_never_an_earlier_band(one, other):
    order = ["PL <2", "PL 2-3", "PL 3-4*", "PL 4-6", "PL 6-8", "PL 8-10", "PL >10*"]
    low, high = sorted((one, other))
    assert order.index(platelet_band(low)) <= order.index(platelet_band(high))
