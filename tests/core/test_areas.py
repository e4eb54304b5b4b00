from decimal import Decimal

import pytest

from charting.rules.areas import deepest, differs_by_pct, sum_of_known, total

D = Decimal


def test_a_missing_part_leaves_the_total_unknown():
    assert total([D(12), D(20), D(20)]) == 52
    assert total([D(12), None]) is None
    assert total([]) is None


def test_zero_is_a_value():
    assert total([D(0)]) == 0
    assert deepest([D(0), None]) == 0


def test_what_is_known_adds_up_for_limits():
    assert sum_of_known([D(12), None, D(1)]) == 13
    assert sum_of_known([None]) is None


def test_difference_is_a_share_of_what_was_expected():
    assert differs_by_pct(D(6), D(5)) == 20
    with pytest.raises(ValueError):
        differs_by_pct(D(6), D(0))
