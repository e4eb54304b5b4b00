"""The clock of a batch: blood out, ready, use before (clinical.md 6.2). Times are aware; minutes are real minutes."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from charting.dates import show_time
from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN, Severity, Verdict
from charting.words import _


@dataclass(frozen=True, slots=True)
class PrpClock:
    """Where a batch stands in time.

    `use_before` and `last_use` are moments in the offset of `draw_at`. `elapsed_min` counts from blood out to the
    first PRP given, or to now while none is given; `left_min` is what remains to `use_before`, below zero when over.
    `running` tells whether it still counts.
    """

    draw_at: datetime
    ready_at: datetime | None
    given_at: datetime | None
    use_before: datetime
    last_use: datetime
    elapsed_min: Decimal
    left_min: Decimal
    running: bool
    verdicts: tuple[Verdict, ...]


def minutes_between(start: datetime, end: datetime) -> Decimal:
    """Minutes that pass between two aware times, whatever the clocks were set to. Raises ValueError without offset."""
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("a clock needs times with their offset")
    return Decimal((end.astimezone(UTC) - start.astimezone(UTC)) // timedelta(seconds=1)) / 60


def later(moment: datetime, minutes: Decimal) -> datetime:
    """A moment so many real minutes on, shown in the zone of the first."""
    return (moment.astimezone(UTC) + timedelta(seconds=int(minutes * 60))).astimezone(moment.tzinfo)


def prp_clock(
    draw_at: datetime,
    ready_at: datetime | None,
    given_at: datetime | None,
    now: datetime,
    rules: Rulebook,
) -> PrpClock:
    """The clock against `rules` (`prp`: `use_before_warn_min`, `use_before_block_min`). Raises ValueError as above."""
    warn, block = rules.value("use_before_warn_min"), rules.value("use_before_block_min")
    until = now if given_at is None else given_at
    elapsed = minutes_between(draw_at, until)
    use_before, last_use = later(draw_at, warn), later(draw_at, block)
    verdicts = _order(draw_at, ready_at, given_at) or _lateness(draw_at, given_at, elapsed, warn, block, use_before)
    return PrpClock(
        draw_at,
        ready_at,
        given_at,
        use_before,
        last_use,
        elapsed,
        warn - elapsed,
        given_at is None,
        verdicts,
    )


def _order(draw_at: datetime, ready_at: datetime | None, given_at: datetime | None) -> tuple[Verdict, ...]:
    named = [(_("blood out"), draw_at), (_("ready"), ready_at), (_("first given"), given_at)]
    known = [(name, moment) for name, moment in named if moment is not None]
    for (before, first), (after, second) in pairwise(known):
        if minutes_between(first, second) < 0:
            what = _("{after} ({second}) is before {before} ({first})").format(
                after=after, second=show_time(second), before=before, first=show_time(first)
            )
            inputs = tuple((name, moment.isoformat()) for name, moment in known)
            return (Verdict(BLOCK_H, "prp-times", what, "", _("Correct the time that is wrong."), inputs, "6.2"),)
    return ()


def _lateness(
    draw_at: datetime,
    given_at: datetime | None,
    elapsed: Decimal,
    warn: Decimal,
    block: Decimal,
    use_before: datetime,
) -> tuple[Verdict, ...]:
    if elapsed <= warn:
        return ()
    level: Severity = BLOCK_O if elapsed > block else WARN
    limit = block if elapsed > block else warn
    # While the clock runs the minutes change all the time: an acknowledgement must not lapse with each of them.
    counted = (_("first given"), _("not yet") if given_at is None else given_at.isoformat())
    return (
        Verdict(
            level,
            "prp-use-before",
            _("{minutes} min since blood out").format(minutes=show_decimal(elapsed, 0))
            if given_at is None
            else _("Given {minutes} min after blood out").format(minutes=show_decimal(elapsed, 0)),
            _("above {limit} min; to be used before {time}").format(
                limit=show_decimal(limit), time=show_time(use_before)
            ),
            _("Discard and draw again, or let a prescriber decide.")
            if level == BLOCK_O
            else _("Use it now, or discard it."),
            ((_("blood out"), draw_at.isoformat()), counted, (_("limit"), f"{show_decimal(limit)} min")),
            "K",
        ),
    )
