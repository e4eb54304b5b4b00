"""The days of the week a clinic is open: what falls on another day goes to the next open one."""

from collections.abc import Collection
from datetime import date, timedelta

WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
"""Codes of the days, in the order of `date.weekday()`."""


def is_open(day: date, open_days: Collection[str] | None) -> bool:
    """Whether the clinic is open on a day. Where nobody said when it is, no day is known to be closed."""
    return not open_days or WEEK[day.weekday()] in open_days


def next_open(day: date, open_days: Collection[str] | None) -> date:
    """The day itself, or the first open one after it."""
    return next(later for ahead in range(len(WEEK)) if is_open(later := day + timedelta(days=ahead), open_days))
