"""Visits as rows: when, who or what, and how they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import IconButton
from ui.parts.card import Hairline
from ui.parts.labels import FullLabel, Icon, Label
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.clock_words import ClockSaid


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One visit as shown. `state`: todo, draft, signed, altered, or replaced, voided, moved, which are struck through.

    `standing` is what became of it, under the rest.
    """

    key: str
    when: str
    what: str
    detail: str
    state: str
    state_words: str
    standing: str = ""


_STRUCK = frozenset({"replaced", "voided", "moved"})
_ICONS = {
    "todo": ("ring", "ink3"),
    "draft": ("half", "ink2"),
    "signed": ("shield_tick", "green"),
    "altered": ("octagon", "red"),
    "replaced": ("struck_ring", "ink3"),
    "voided": ("struck_ring", "ink3"),
    "moved": ("struck_ring", "ink3"),
}


CLOCK_ICONS = {
    "over": ("triangle", "amber_mark"),
    "near": ("clock", "amber_mark"),
    "running": ("here", "accent"),
}
CLOCK_WIDTH = 150


class _Row(QWidget):
    opened = Signal(str)
    deeds_wanted = Signal(str, QPoint)

    def __init__(self, theme: Theme, row: VisitRow, compact: bool) -> None:
        super().__init__()
        self.key = row.key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(p for p in (row.when, row.what, row.state_words, row.standing) if p))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumHeight(theme.target())
        when = FullLabel(theme, row.when, px=13 if compact else 14, token="ink2")
        words = QVBoxLayout()
        words.setSpacing(0)
        struck = row.state in _STRUCK
        weight, token = (400, "ink2") if struck else (600, "ink")
        what = Label(theme, row.what, px=14, weight=weight, token=token, wrap=True)
        if struck:
            font = what.font()
            font.setStrikeOut(True)
            what.setFont(font)
        if compact:
            words.addWidget(when)
        words.addWidget(what)
        for said in (row.detail, row.standing):
            if said:
                words.addWidget(Label(theme, said, px=12, token="ink2", wrap=True))
        icon, token = _ICONS[row.state]
        self._row, self._state_icon = row, Icon(theme, icon, 18, token)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 6)
        layout.setSpacing(10)
        if not compact:
            when.setMinimumWidth(98)
            layout.addWidget(when)
        layout.addLayout(words, 1)
        layout.addWidget(self._state_icon)
        if compact:
            self.setToolTip(row.state_words)
            more = IconButton(theme, "more", _("Amend, void or move: {visit}").format(visit=f"{row.when}, {row.what}"))
            more.clicked.connect(lambda: self.deeds_wanted.emit(row.key, more.mapToGlobal(more.rect().bottomLeft())))
            layout.addWidget(more)
        else:
            self._state_words = FullLabel(theme, row.state_words, px=13, token="ink2")
            self._state_line = Label(theme, px=12, token="ink2")
            self._state_line.hide()
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addWidget(self._state_words)
            said.addWidget(self._state_line)
            layout.addLayout(said)

    def show_clock(self, said: ClockSaid | None) -> None:
        """Say by the clock how a visit stands, or again by its signature. Not in a narrow column."""
        icon, token = _ICONS[self._row.state] if said is None else CLOCK_ICONS[said.state]
        self._state_icon.set_icon(icon, token)
        self._state_words.setText(self._row.state_words if said is None else said.words)
        self._state_words.set_token("amber" if said is not None and token == "amber_mark" else "ink2")
        self._state_words.setMinimumWidth(0 if said is None else CLOCK_WIDTH)
        self._state_line.setText("" if said is None else said.line)
        self._state_line.setVisible(said is not None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.key)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.key)
            return
        super().keyPressEvent(event)


class VisitList(QWidget):
    """`opened(key)` follows a tap or Enter on a visit, `deeds_wanted(key, place)` the button at its end.

    `compact` says the state by its icon, for a narrow column, and has that button.
    """

    opened = Signal(str)
    deeds_wanted = Signal(str, QPoint)

    def __init__(self, theme: Theme, empty: str = "", *, compact: bool = False) -> None:
        super().__init__()
        self._theme, self._empty, self._compact = theme, empty or _("No visits yet."), compact
        self._lines: list[_Row] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_clocks(self, said: Mapping[str, ClockSaid]) -> None:
        """Say how visits stand by their clocks, by the visits' keys; in place, once a second."""
        for line in self._lines:
            line.show_clock(said.get(line.key))

    def show_visits(self, rows: Sequence[VisitRow]) -> None:
        """Show visits, newest first as given."""
        clear(self._layout)
        self._lines = []
        if not rows:
            self._layout.addWidget(Label(self._theme, self._empty, px=13, token="ink3", wrap=True))
        for row in rows:
            line = _Row(self._theme, row, self._compact)
            line.opened.connect(self.opened)
            line.deeds_wanted.connect(self.deeds_wanted)
            self._lines.append(line)
            self._layout.addWidget(line)
            self._layout.addWidget(Hairline(self._theme))
        self._layout.addStretch(1)
