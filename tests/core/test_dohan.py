from decimal import Decimal

import pytest

from charting.rules.dohan import dohan

D = Decimal


@pytest.mark.parametrize(
    ("white", "base", "anticoagulant", "clot", "text"),
    [
        ("2.0", "6.0", "acd_a", None, "P-PRP"),
        ("34.19", "6.49", "acd_a", None, "L-PRP"),
        ("6", "6", "sodium_citrate_3_2", False, "P-PRP"),
        ("2", "6", "none", True, "P-PRF"),
        ("9", "6", "none", True, "L-PRF"),
        ("9", "6", "none", False, "L-PRP"),
        ("9", "6", "acd_a", True, "L-PRP"),
        ("9", "6", None, False, "L-PRP"),
    ],
)
def test_families(white, base, anticoagulant, clot, text):
    assert dohan(D(white), D(base), anticoagulant, clot).text == text


@pytest.mark.parametrize(
    ("white", "base", "anticoagulant", "clot", "named"),
    [
        (None, D(6), "acd_a", None, "PRP white cells"),
        (D(2), None, "acd_a", None, "blood white cells"),
        (D(2), D(6), "none", None, "fibrin clot"),
        (D(2), D(6), None, None, "anticoagulant, fibrin clot"),
        (D(2), D(6), None, True, "anticoagulant"),
    ],
)
def test_unknown_never_becomes_a_class(white, base, anticoagulant, clot, named):
    found = dohan(white, base, anticoagulant, clot)
    assert found.text == ""
    assert found.missing == f"needs {named}"
