"""SALT against the vectors of clinical.md 1.3."""

from decimal import Decimal

import pytest

from charting.rules.salt import areata_scale, salt, salt_class, salt_severity


@pytest.mark.parametrize(
    ("top", "back", "right", "left", "score", "grade", "severity"),
    [
        (30, 75, 20, 50, "42.6", "S2", "moderate"),
        (100, 100, 100, 100, "100", "S5", "very_severe"),
        (0, 0, 0, 0, "0", "S0", "none"),
        (50, 0, 0, 0, "20.0", "S1", "limited"),
    ],
)
def test_vectors(top, back, right, left, score, grade, severity):
    found = salt(*(Decimal(share) for share in (top, back, right, left)))
    assert found == Decimal(score)
    assert (salt_class(found), salt_severity(found)) == (grade, severity)


@pytest.mark.parametrize(
    ("score", "grade", "severity"),
    [
        ("0.01", "S1", "limited"),
        ("20.01", "S1", "moderate"),
        ("24.99", "S1", "moderate"),
        ("25", "S2", "moderate"),
        ("49.99", "S2", "moderate"),
        ("50", "S3", "severe"),
        ("75", "S4a", "severe"),
        ("94.99", "S4a", "severe"),
        ("95", "S4a", "very_severe"),
        ("96", "S4b", "very_severe"),
        ("99.99", "S4b", "very_severe"),
    ],
)
def test_bounds_between_classes(score, grade, severity):
    assert (salt_class(Decimal(score)), salt_severity(Decimal(score))) == (grade, severity)


@pytest.mark.parametrize(
    ("score", "modifiers", "expected"),
    [
        ("20", (), "mild"),
        ("20", ("psychosocial",), "moderate"),
        ("21", ("positive_pull", "brow_lash_loss"), "severe"),
        ("50", ("no_response_6_months",), "severe"),
        ("49.9", ("none",), "moderate"),
        ("0", ("psychosocial",), "none"),
    ],
)
def test_modifiers_lift_by_one_level(score, modifiers, expected):
    assert areata_scale(Decimal(score), modifiers) == expected


@pytest.mark.parametrize("share", ["-1", "100.1"])
def test_shares_are_percentages(share):
    with pytest.raises(ValueError, match="between 0 and 100"):
        salt(Decimal(share), Decimal(0), Decimal(0), Decimal(0))
    with pytest.raises(ValueError, match="between 0 and 100"):
        salt_class(Decimal(share))
