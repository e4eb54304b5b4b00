"""Taps on clocks: they write times into the chart, and each can be taken back."""

from collections.abc import Callable
from datetime import datetime, timedelta

from charting.dates import parse_moment
from charting.errors import Unreadable
from charting.records.base import Record
from charting.records.clock_times import why_not_then
from charting.records.clocks import Clock
from charting.records.versions import is_shut
from charting.records.visit import Visit
from ui.chart_model import ChartModel

TakeBack = Callable[[], None]


class ClockTaps:
    """Starts, ends and corrects the clocks of a visit. Each tap returns what takes it back."""

    def __init__(self, model: ChartModel) -> None:
        self._model = model

    def start(self, visit: Visit, clock: Clock) -> TakeBack:
        """It starts now."""
        return self._write(visit, clock.record, clock.starts, None)

    def end(self, visit: Visit, clock: Clock) -> TakeBack:
        """It ends now."""
        return self._write(visit, clock.record, clock.ends, None)

    def put(self, visit: Visit, clock: Clock, field: str, moment: datetime) -> TakeBack:
        """It was at another time. Raises Unreadable with the reason where it cannot have been."""
        if why := why_not_then(clock, field, moment, self._model.now()):
            raise Unreadable(why)
        return self._write(visit, clock.record, field, moment)

    def typed(self, visit: Visit, clock: Clock, field: str, text: str) -> TakeBack:
        """It was at a typed time. Raises Unreadable."""
        return self.put(visit, clock, field, parse_moment(text, self._model.context()))

    def moved_back(self, visit: Visit, clock: Clock, field: str, minutes: int) -> TakeBack:
        """It was so many minutes before the time that is kept, or before now. Raises Unreadable."""
        kept: datetime = getattr(clock.record, field) or self._model.now().replace(microsecond=0)
        return self.put(visit, clock, field, kept - timedelta(minutes=minutes))

    def _write(self, visit: Visit, record: Record, field: str, moment: datetime | None) -> TakeBack:
        model, stack = self._model, self._model.undo_stack
        before = getattr(record, field)
        unread, origin = (record.unread or {}).get(field), (record.origins or {}).get(field)
        model.tap_time(record, field, moment)
        put, at = getattr(record, field), stack.index()

        def take_back() -> None:
            if is_shut(visit) or getattr(record, field) != put:
                return
            if stack.index() == at:
                stack.undo()
            else:
                model.answer(record, field, before, unread, False, origin)

        return take_back
