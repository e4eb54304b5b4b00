"""A wall clock that is set while clocks run: noticed against one that nobody can set."""

from collections.abc import Callable
from datetime import datetime

from charting.store.audit import ALLOWED_BACK


class ClockShift:
    """Compares the wall clock with a run clock in seconds, from the last look to this one."""

    def __init__(self, wall: Callable[[], datetime], run_clock: Callable[[], float]) -> None:
        self._wall, self._run_clock = wall, run_clock
        self._last = (wall(), run_clock())

    def seconds(self) -> int | None:
        """By how much the wall clock was set since the last look, if by more than five minutes; below zero is back."""
        before, ran = self._last
        self._last = now, runs = self._wall(), self._run_clock()
        moved = (now - before).total_seconds() - (runs - ran)
        return round(moved) if abs(moved) > ALLOWED_BACK.total_seconds() else None
