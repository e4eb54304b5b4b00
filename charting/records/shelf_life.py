"""Expiry of what was used: a drug, a cartridge or a kit past its day keeps a visit from being signed."""

from collections.abc import Iterator
from datetime import date

from charting.context import Context
from charting.dates import show_day
from charting.findings import Finding, Level
from charting.words import _


def expiry_findings(
    expiry: date | None, context: Context, *, what: str, field: str, soon_days: int = 0
) -> Iterator[Finding]:
    """STOP if `what` had expired on the day of the visit, NOTE if it had fewer than `soon_days` days left."""
    if expiry is None:
        return
    left = (expiry - context.day).days
    if left < 0:
        yield Finding(
            Level.STOP,
            _("{what} expired on {day}").format(what=what, day=show_day(expiry)),
            why=_("nothing past its expiry is used"),
            next_step=_("Take another, and record its lot and expiry."),
            field=field,
        )
    elif left < soon_days:
        yield Finding(
            Level.NOTE,
            _("{what} expires on {day}").format(what=what, day=show_day(expiry)),
            why=_("fewer than {days} days left").format(days=soon_days),
            field=field,
        )
