"""Sums over zones: what is missing stays missing."""

from collections.abc import Iterable
from decimal import Decimal


def total(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum, or None while one value is missing or there is none at all."""
    known = list(values)
    if not known:
        return None
    summed = Decimal(0)
    for value in known:
        if value is None:
            return None
        summed += value
    return summed


def sum_of_known(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known, for limits that are passed all the same; None when nothing is known."""
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known else None


def deepest(depths_mm: Iterable[Decimal | None]) -> Decimal | None:
    """The greatest depth in mm, or None when none is known."""
    return max((depth for depth in depths_mm if depth is not None), default=None)


def differs_by_pct(value: Decimal, expected: Decimal) -> Decimal:
    """How far `value` is from `expected`, in % of `expected`. Raises ValueError unless that is above zero."""
    if expected <= 0:
        raise ValueError("a share needs an expected value above zero")
    return abs(value - expected) * 100 / expected
