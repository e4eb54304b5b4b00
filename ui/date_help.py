"""Help with a typed date: which day was meant, today, and a calendar."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPoint

from charting.context import Context
from charting.dates import show_day, show_time
from charting.kinds import Day, Moment
from charting.words import _
from ui.binding.cell import Cell
from ui.binding.editors import LineEditor
from ui.edit_text import Edit, replace, text_of
from ui.parts.day_calendar import DayCalendar
from ui.parts.field_bar import FieldBar
from ui.theme import Theme


class DateHelp:
    """Stands beside one date field at a time; `context` is what typed dates are read against."""

    def __init__(self, theme: Theme, context: Callable[[], Context], bar: FieldBar) -> None:
        self._theme, self._context, self._bar = theme, context, bar

    def helps(self, cell: Cell) -> bool:
        """Whether a field asks for a date."""
        return isinstance(cell.declared, Day | Moment) and isinstance(cell.editor, LineEditor)

    def look(self, cell: Cell, edit: Edit) -> None:
        """Ask which day was meant, where it can be read two ways."""
        meant = cell.editor.meant()[:2]
        if not meant:
            self._bar.hide()
            return
        offers = [(text, lambda text=text: replace(edit, 0, len(text_of(edit)), text)) for text in meant]
        self._bar.offer(cell.editor, _("Did you mean"), offers)

    def tapped(self, cell: Cell, edit: Edit) -> None:
        """Offer today and the calendar to whoever taps an empty field."""
        if not text_of(edit) and isinstance(cell.declared, Day):
            today = self._context().now.date()
            offers = [
                (_("Today"), lambda: self._put(cell, edit, today)),
                (_("Calendar"), lambda: self.open(cell, edit)),
            ]
            self._bar.offer(cell.editor, "", offers)

    def open(self, cell: Cell, edit: Edit) -> None:
        """Open the calendar under a field, on the day that stands there."""
        self._bar.hide()
        today = self._context().now.date()
        value = getattr(cell.record, cell.declared.name)
        latest = today if isinstance(cell.declared, Day) and cell.declared.past else None
        day = value if isinstance(cell.declared, Day) or value is None else value.date()
        calendar = DayCalendar(self._theme, edit.window(), day, today, latest)
        calendar.picked.connect(lambda picked: self._put(cell, edit, picked))
        calendar.open_at(cell.editor.mapToGlobal(QPoint(0, cell.editor.height())))

    def _put(self, cell: Cell, edit: Edit, day: date) -> None:
        """Write a day; a moment keeps its time, and without one the cursor waits behind the day for it."""
        words = show_day(day)
        if isinstance(cell.declared, Moment):
            value = getattr(cell.record, cell.declared.name)
            words = f"{words} {show_time(value) if value is not None else ''}"
        replace(edit, 0, len(text_of(edit)), words)
        edit.setFocus()
