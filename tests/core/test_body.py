"""Body measures against clinical.md 1.1."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from charting.rules import body


def test_mass_index_is_weight_over_height_squared():
    assert body.mass_index(Decimal(95), Decimal(165)).quantize(Decimal("0.1")) == Decimal("34.9")


@pytest.mark.parametrize(("weight", "height"), [("0", "170"), ("70", "0"), ("-1", "170")])
def test_no_mass_index_of_nothing(weight, height):
    with pytest.raises(ValueError, match="above zero"):
        body.mass_index(Decimal(weight), Decimal(height))


@pytest.mark.parametrize(
    ("bmi", "unusual", "impossible"),
    [("9.9", True, True), ("18.4", True, False), ("18.5", False, False), ("30", True, False), ("80.1", True, True)],
)
def test_bounds_of_the_index(bmi, unusual, impossible):
    assert body.unusual_index(Decimal(bmi)) is unusual
    assert body.impossible_index(Decimal(bmi)) is impossible


@pytest.mark.parametrize(("days", "stale", "outdated"), [(90, False, False), (91, True, False), (366, True, True)])
def test_a_weight_grows_old(days, stale, outdated):
    day = date(2026, 11, 21)
    taken = day - timedelta(days=days)
    assert (body.is_stale(taken, day), body.is_outdated(taken, day)) == (stale, outdated)
