"""What may be wrong with a visit as a whole: written late, taken out of force, brought from another patient's chart."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from charting.context import Context
from charting.findings import Finding, Level
from charting.records.moved_checks import read_again_after_a_move
from charting.records.time_order import times_in_order
from charting.words import _

if TYPE_CHECKING:
    from charting.records.visit import Visit

LATE = timedelta(hours=24)
"""A record signed later than this after the procedure is a late entry and needs its reason (clinical.md 10.1)."""


def first_signed_at(visit: "Visit") -> datetime | None:
    """When what a visit says was first signed: an amendment and a moved visit go by the one they came from."""
    before = visit.amends or visit.moved_from
    earlier = first_signed_at(before) if before is not None else None
    return earlier or visit.signed_at


def hours_late(visit: "Visit", context: Context) -> int | None:
    """Whole hours from the end of the procedure to the first signature, or to now; None where that is in time.

    Where no end is recorded the hours run from the opening of the visit.
    """
    ended = visit.ended_at or visit.opened_at
    if ended is None:
        return None
    late = (first_signed_at(visit) or context.now) - ended
    return late // timedelta(hours=1) if late > LATE else None


def late_entry(visit: "Visit", context: Context) -> Iterator[Finding]:
    """A record that is signed more than a day after the procedure says why (10.1)."""
    hours = hours_late(visit, context) if visit.signed_at is None else None
    if hours is None or visit.late_reason is not None or "late_reason" in (visit.unread or {}):
        return
    since = _("{hours} h since the procedure ended") if visit.ended_at else _("{hours} h since the visit was opened")
    yield Finding(
        Level.MISSING,
        _("Why it was written late"),
        why=since.format(hours=hours),
        next_step=_("Write the reason; it is printed."),
        rule="late-entry",
        field="late_reason",
        source="10.1",
    )


def still_in_force(visit: "Visit", _context: Context) -> Iterator[Finding]:
    """A draft that was voided or moved is never signed."""
    if visit.marks and visit.signed_at is None:
        mark = visit.marks[-1]
        what = _("This visit was voided") if mark.kind == "voided" else _("This visit was moved to another patient")
        yield Finding(Level.STOP, what, why=mark.reason, rule="visit-mark", field="note")


VISIT_CHECKS = (late_entry, still_in_force, times_in_order, read_again_after_a_move)
