"""Exact shares of a limit: thirds and sevenths add up without loss, in any order, and rounding only ever goes down."""

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from charting.results import show_decimal
from charting.words import _

TENTH = Decimal("0.1")
HUNDRED_PERCENT = Decimal(100)


def decimal_of(share: Fraction) -> Decimal:
    """A share as a decimal of 28 digits: for showing, not for comparing."""
    return Decimal(share.numerator) / Decimal(share.denominator)


def round_down(value: Decimal, step: Decimal = TENTH) -> Decimal:
    """`value` cut to 0.1, as every maximum is (clinical.md 0)."""
    return value.quantize(step, rounding=ROUND_DOWN)


def show_share(share: Decimal) -> str:
    """A share in per cent to one place; what lies next to 100 % is never shown as 100 %."""
    percent = share * HUNDRED_PERCENT
    if percent != HUNDRED_PERCENT and round(percent, 1) == HUNDRED_PERCENT:
        return _("just over 100 %") if percent > HUNDRED_PERCENT else _("just under 100 %")
    return f"{show_decimal(percent, 1)} %"
