"""SALT: how much of the scalp alopecia areata has taken, with its classes (clinical.md 1.3).

Every share is in % of loss, 0 to 100. Nothing is rounded before it is compared.
"""

from collections.abc import Collection
from decimal import Decimal

WEIGHTS = {"top": Decimal("0.40"), "back": Decimal("0.24"), "right": Decimal("0.18"), "left": Decimal("0.18")}
RAISING = frozenset({"psychosocial", "brow_lash_loss", "no_response_6_months", "positive_pull"})


def salt(top_pct: Decimal, back_pct: Decimal, right_pct: Decimal, left_pct: Decimal) -> Decimal:
    """The SALT score, 0 to 100 (S78). Raises ValueError for a share outside 0 to 100."""
    shares = (top_pct, back_pct, right_pct, left_pct)
    if any(not 0 <= share <= 100 for share in shares):
        raise ValueError("each share lies between 0 and 100 %")
    return sum((weight * share for weight, share in zip(WEIGHTS.values(), shares, strict=True)), Decimal(0))


def salt_class(score: Decimal) -> str:
    """S0 to S5 with S4a and S4b (S99, K). Raises ValueError outside 0 to 100."""
    _check(score)
    if score == 0:
        return "S0"
    if score == 100:
        return "S5"
    for name, below in (("S1", 25), ("S2", 50), ("S3", 75)):
        if score < below:
            return name
    return "S4a" if score <= 95 else "S4b"


def salt_severity(score: Decimal) -> str:
    """none, limited, moderate, severe or very_severe (S79). Raises ValueError outside 0 to 100."""
    _check(score)
    if score == 0:
        return "none"
    if score <= 20:
        return "limited"
    if score < 50:
        return "moderate"
    return "severe" if score < 95 else "very_severe"


def areata_scale(score: Decimal, modifiers: Collection[str]) -> str:
    """The Alopecia Areata Scale of 2022: none, mild, moderate or severe (K: King 2022).

    Any of `RAISING` lifts mild or moderate by one level. Raises ValueError outside 0 to 100.
    """
    _check(score)
    if score == 0:
        return "none"
    level = 0 if score <= 20 else 1 if score < 50 else 2
    if RAISING & set(modifiers):
        level = min(level + 1, 2)
    return ("mild", "moderate", "severe")[level]


def _check(score: Decimal) -> None:
    if not 0 <= score <= 100:
        raise ValueError("a SALT score lies between 0 and 100")
