"""Hair counts against clinical.md 1.4."""

from decimal import Decimal

import pytest

from charting.rules import hair_count


def test_density_keeps_its_denominator():
    square_inch = Decimal("6.4516")
    assert hair_count.density_per_cm2(square_inch * 200, square_inch) == 200
    assert hair_count.density_per_cm2(Decimal(120), Decimal("0.8")) == 150


def test_no_density_without_area():
    with pytest.raises(ValueError, match="area"):
        hair_count.density_per_cm2(Decimal(100), Decimal(0))


def test_no_ratio_without_vellus_hairs():
    assert hair_count.terminal_to_vellus(Decimal(80), Decimal(20)) == 4
    with pytest.raises(ValueError, match="vellus"):
        hair_count.terminal_to_vellus(Decimal(80), Decimal(0))


@pytest.mark.parametrize(
    ("grasped", "extracted", "traditional", "newer"),
    [(60, 6, False, True), (60, 7, True, True), (60, 2, False, False), (50, 5, False, True), (50, 6, True, True)],
)
def test_pull_test_by_both_rules(grasped, extracted, traditional, newer):
    grasped, extracted = Decimal(grasped), Decimal(extracted)
    assert hair_count.positive_traditional(grasped, extracted) is traditional
    assert hair_count.positive_newer(extracted) is newer


@pytest.mark.parametrize(("grasped", "extracted"), [(0, 0), (50, 51)])
def test_no_more_come_out_than_were_grasped(grasped, extracted):
    with pytest.raises(ValueError, match="grasped"):
        hair_count.pulled_share_pct(Decimal(grasped), Decimal(extracted))
