from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.rules.mishra import mishra

D = Decimal
COUNT = st.decimals(min_value="1", max_value="6000", places=1, allow_nan=False, allow_infinity=False)


@pytest.mark.parametrize(
    ("vector", "prp", "base", "white", "base_white", "activator", "text"),
    [
        ("V-07", "1000", "250", "2.0", "6.0", "none", "3B"),
        ("V-09", "357.33", "240.67", "0.87", "6.49", "none", "3B"),
        ("V-10", "1212.67", "240.67", "34.19", "6.49", "none", "1A"),
        ("V-11", "900", "200", "9", "6", "cacl2_10", "2B"),
        ("exactly five times", "1000", "200", "6", "6", "cacl2_10", "4A"),
        ("just below", "999.9", "200", "6", "6", "none", "3B"),
    ],
)
def test_vectors(vector, prp, base, white, base_white, activator, text):
    assert mishra(D(prp), D(base), D(white), D(base_white), activator).text == text


@pytest.mark.parametrize("absent", range(5))
def test_unknown_never_becomes_a_class(absent):
    inputs = [D(1000), D(250), D(2), D(6), "none"]
    inputs[absent] = None
    found = mishra(*inputs)
    assert not found.computable
    assert found.text == ""
    assert "not computable (needs" in found.shown()


@given(COUNT, COUNT, COUNT)
def test_more_platelets_never_from_a_to_b(base, one, other):
    low, high = sorted((one, other))
    first, second = (mishra(prp, base, D(5), D(6), "none").text[-1] for prp in (low, high))
    assert second <= first
