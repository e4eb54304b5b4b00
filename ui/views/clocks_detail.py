"""A clock opened: its times, each typed again or moved back by a tap."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.clock_shown import ClockShown, TimeShown
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.entry import Entry

_BACK = (1, 5)
_LINE = 84


class ClockDetail(QWidget):
    """`typed(field, text)` follows Enter in a time, `moved_back(field, minutes)` a tap beside it."""

    typed = Signal(str, str)
    moved_back = Signal(str, int)

    def __init__(self, theme: Theme, shown: ClockShown) -> None:
        super().__init__()
        self._lines: dict[str, Entry] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(2)
        self._detail = Label(theme, px=12, token="ink2", wrap=True)
        column.addWidget(self._detail)
        column.addWidget(Label(theme, _("Correct the time"), px=12, weight=600, token="ink2"))
        for time in shown.times:
            column.addLayout(self._time_row(theme, shown.title, time))
        self.show_clock(shown)

    def show_clock(self, shown: ClockShown) -> None:
        """Show the times as they are kept; what somebody is typing stays."""
        self._detail.setText(shown.detail)
        self._detail.setVisible(bool(shown.detail))
        for time in shown.times:
            entry = self._lines.get(time.field)
            if entry is None or (entry.line.hasFocus() and entry.line.isModified()):
                continue
            if entry.line.text() != time.time:
                entry.line.setText(time.time)
            entry.set_note(time.origin or (_("a time, then Enter") if time.open else ""))

    def refuse(self, field: str, why: str) -> None:
        """Say why a time is not taken."""
        self._lines[field].refuse(why)

    def accept(self, field: str) -> None:
        """A time was taken: what was typed gives way to what is kept."""
        self._lines[field].line.setModified(False)

    def line(self, field: str) -> Entry:
        """The line of one time."""
        return self._lines[field]

    def focus_last(self) -> None:
        """Put the cursor into the last time, that of the end where there is one."""
        list(self._lines.values())[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _time_row(self, theme: Theme, title: str, time: TimeShown) -> QHBoxLayout:
        entry = Entry(theme, time.label, longest=20)
        entry.line.setAccessibleName(f"{title}: {time.label}")
        entry.setFixedWidth(_LINE)
        entry.line.setReadOnly(not time.open)
        entry.entered.connect(lambda: self.typed.emit(time.field, entry.text()))
        self._lines[time.field] = entry
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(entry)
        for minutes in _BACK if time.open else ():
            button = PlainButton(theme, _("− {count} min").format(count=minutes), small=True)
            spoken = _("{clock}, {time}: {count} min earlier")
            button.setAccessibleName(spoken.format(clock=title, time=time.label, count=minutes))
            button.clicked.connect(lambda _on=False, back=minutes: self.moved_back.emit(time.field, back))
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        return row
