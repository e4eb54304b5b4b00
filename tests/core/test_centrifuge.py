from decimal import Decimal

import pytest

from charting.rules.centrifuge import mismatch_pct, rcf_g, rpm_for

D = Decimal


@pytest.mark.parametrize(
    ("radius", "rpm", "rcf"),
    [
        ("10", "3000", "1006.2"),
        ("17", "1500", "427.6"),
        ("8.6", "3500", "1177.8"),
        ("15", "1200", "241.5"),
        ("15", "3200", "1717.2"),
    ],
)
def test_force_v01_to_v04(radius, rpm, rcf):
    assert round(rcf_g(D(radius), D(rpm)), 1) == D(rcf)


@pytest.mark.parametrize(("radius", "rcf", "rpm"), [("10", "1500", "3662.9"), ("15", "100", "772.2")])
def test_speed_v05_and_v06(radius, rcf, rpm):
    assert round(rpm_for(D(radius), D(rcf)), 1) == D(rpm)


def test_mismatch_is_a_share_of_the_computed_force():
    assert mismatch_pct(D(105), D(100)) == 5
    assert mismatch_pct(D(95), D(100)) == 5


@pytest.mark.parametrize(
    "call", [lambda: rcf_g(D(0), D(1)), lambda: rpm_for(D(1), D(0)), lambda: mismatch_pct(D(1), D(0))]
)
def test_nothing_is_computed_from_zero(call):
    with pytest.raises(ValueError):
        call()
