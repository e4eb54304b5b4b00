"""The time log beside the emergency card: one tap writes what happened, with the second."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from charting.emergency_text import LogEntry
from charting.rescue import LATER, LogLine
from charting.words import _
from ui.parts.buttons import LinkButton, PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.field_frame import FieldFrame
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme

_COLUMNS = 2


class RescueLog(Card):
    """Buttons on top, the lines below them, the latest first.

    `tapped(id)` follows a button, `written(text)` a line typed by hand; `mistaken`, `discarded` and `printed` follow
    the links.
    """

    tapped = Signal(str)
    written = Signal(str)
    mistaken = Signal()
    discarded = Signal()
    printed = Signal()

    def __init__(self, theme: Theme, entries: Sequence[LogEntry]) -> None:
        super().__init__(theme, _("Time log"), rail=True)
        self._theme = theme
        self.buttons: dict[str, PlainButton] = {}
        grid = QGridLayout()
        grid.setSpacing(2)
        for place, entry in enumerate(one for one in entries if one.id not in LATER):
            button = PlainButton(theme, entry.title, small=True)
            button.clicked.connect(lambda _checked=False, id=entry.id: self.tapped.emit(id))
            grid.addWidget(button, place // _COLUMNS, place % _COLUMNS)
            self.buttons[entry.id] = button
        self.body.addLayout(grid)
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("Something else, then Enter"))
        self.line.setAccessibleName(_("Something else that happened"))
        self.line.setMaxLength(120)
        self.line.returnPressed.connect(self._write)
        self.body.addWidget(FieldFrame(theme, self.line))
        self._where = Label(theme, px=12, token="ink2", wrap=True)
        self.body.addWidget(self._where)
        self._lines = QWidget()
        self._rows = QVBoxLayout(self._lines)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self.body.addWidget(self._lines)
        self._mistake = LinkButton(theme, _("Opened by mistake"), small=True)
        self._mistake.clicked.connect(self.mistaken)
        self._discard = LinkButton(theme, _("Discard"), small=True)
        self._discard.clicked.connect(self.discarded)
        self._print = LinkButton(theme, _("Print the log"), small=True)
        self._print.clicked.connect(self.printed)
        foot = FlowLayout(gap=0)
        for link in (self._print, self._mistake, self._discard):
            foot.addWidget(link)
        self.body.addLayout(foot)
        self.body.addStretch(1)

    def offer_printing(self, offered: bool) -> None:
        """Whether the log may be printed from here."""
        self._print.setVisible(offered)

    def show_lines(self, lines: Sequence[LogLine], where: str, *, mistake: bool) -> None:
        """Show the log; `where` says in which chart it stands. `mistake` offers to take the opening back."""
        while self._rows.count():
            self._rows.takeAt(0).widget().deleteLater()
        for line in reversed(lines):
            self._rows.addWidget(self._row(line))
            self._rows.addWidget(Hairline(self._theme))
        self._where.setText(where)
        self._mistake.setVisible(mistake)
        self._discard.setVisible(not mistake and any(not line.entry_id for line in lines))

    def _row(self, line: LogLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        time = FullLabel(self._theme, f"{line.at:%H:%M:%S}", px=14, weight=600)
        row.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
        what = Label(self._theme, ", ".join(part for part in (line.what, line.dose) if part), px=14, wrap=True)
        row.addWidget(what, 1, Qt.AlignmentFlag.AlignTop)
        return holder

    def _write(self) -> None:
        if text := " ".join(self.line.text().split()):
            self.line.clear()
            self.written.emit(text)
