"""Ranges of numbers: what is usual, what is possible."""

from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.words import _


@dataclass(frozen=True, slots=True)
class Range:
    """Numbers from `low` to `high`, both included unless `over`, where `low` itself is left out. None is open."""

    low: Decimal | None
    high: Decimal | None
    over: bool = False

    def refuses(self, value: Decimal) -> str:
        """Why `value` is outside, in words; nothing when it is inside."""
        if self.low is not None and (value < self.low or (self.over and value == self.low)):
            words = _("must be above {limit}") if self.over else _("at least {limit}")
            return words.format(limit=show_decimal(self.low))
        if self.high is not None and value > self.high:
            return _("at most {limit}").format(limit=show_decimal(self.high))
        return ""

    def words(self) -> str:
        """The range as read by people: `0.5 to 1.5`, `at least 3`, `at most 20`."""
        if self.low is not None and self.high is not None:
            return _("{low} to {high}").format(low=show_decimal(self.low), high=show_decimal(self.high))
        if self.low is not None:
            return _("at least {limit}").format(limit=show_decimal(self.low))
        return _("at most {limit}").format(limit=show_decimal(self.high)) if self.high is not None else ""


def between(low: str | int, high: str | int) -> Range:
    """From `low` to `high`, both included."""
    return Range(Decimal(low), Decimal(high))


def over(low: str | int, to: str | int | None = None) -> Range:
    """Above `low`, which is left out, up to `to`."""
    return Range(Decimal(low), None if to is None else Decimal(to), over=True)


def at_least(low: str | int) -> Range:
    """From `low` upwards."""
    return Range(Decimal(low), None)


def at_most(high: str | int) -> Range:
    """Up to `high`."""
    return Range(None, Decimal(high))
