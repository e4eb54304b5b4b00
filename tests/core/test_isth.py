from decimal import Decimal

import pytest

from charting.rules.isth import isth, platelet_band
from charting.rules.plra import plra

D = Decimal


@pytest.mark.parametrize(
    ("count", "band"), [("899.9", "A"), ("900", "B"), ("1000", "B"), ("1700", "B"), ("1700.1", "C")]
)
def test_bands(count, band):
    assert platelet_band(D(count)) == band


def test_the_class_says_that_it_is_a_draft():
    found = isth(D(1000), "Red-PRP", "II", "1")
    assert found.text == "Red-PRP II B 1"
    assert (found.verified, found.label) == (False, "draft, verify")


@pytest.mark.parametrize(
    ("count", "product", "activation", "preparation"),
    [
        (None, "P-PRP", "I", "1"),
        (D(1000), None, "I", "1"),
        (D(1000), "P-PRP", None, "1"),
        (D(1000), "P-PRP", "I", None),
        (D(1000), "PRP", "I", "1"),
        (D(1000), "P-PRP", "IV", "1"),
        (D(1000), "P-PRP", "I", "4"),
    ],
)
def test_unknown_or_unlisted_gives_no_class(count, product, activation, preparation):
    found = isth(count, product, activation, preparation)
    assert not found.computable
    assert found.text == ""


def test_plra_keeps_raw_values():
    found = plra(D(1000), D("3.6"), D(2), D("0.5"), D("0.4"), "none")
    assert found.text == "P 1,000,000 /µL, 3.6 mL, L+, R−, A−"
    assert plra(D(1000), D("3.6"), D(2), D("0.02"), D("1.1"), "cacl2_10").text.endswith("L−, R+, A+")


@pytest.mark.parametrize("absent", range(6))
def test_plra_needs_everything(absent):
    inputs = [D(1000), D("3.6"), D(2), D("0.5"), D("0.4"), "none"]
    inputs[absent] = None
    assert plra(*inputs).text == ""
