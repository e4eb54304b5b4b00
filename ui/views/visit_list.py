"""Visits as rows: when, who or what, where, and how they stand. Arrows move, Enter or a tap opens."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
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
    """One visit as shown. `standing` is what became of it, under the rest; `identity` tells people apart.

    `state`: expected, of somebody who has not come yet; draft, incomplete, attention, signed, altered; or replaced,
    voided, moved, which are struck through. `state_line` says more under the words of the state.
    """

    key: str
    when: str
    what: str
    detail: str
    state: str
    state_words: str
    standing: str = ""
    room: str = ""
    state_line: str = ""
    identity: str = ""


_STRUCK = frozenset({"replaced", "voided", "moved"})
_ICONS = {
    "expected": ("ring", "ink3"),
    "draft": ("half", "ink2"),
    "incomplete": ("half", "ink2"),
    "attention": ("triangle", "amber_mark"),
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
WHEN_WIDTH, ROOM_WIDTH, STATE_WIDTH = 52, 46, 164
_SIDE = 10


class _Row(QWidget):
    opened = Signal(str)
    deeds_wanted = Signal(str, QPoint)
    moved = Signal(int)

    def __init__(self, theme: Theme, row: VisitRow, compact: bool) -> None:
        super().__init__()
        self.key = row.key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        spoken = (row.when, row.what, row.identity, row.detail, row.state_words, row.state_line, row.standing)
        self.setAccessibleName(", ".join(part for part in spoken if part))
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
        words.addStretch(1)
        if compact:
            words.addWidget(when)
        words.addWidget(what)
        if compact and row.state == "altered":
            words.addWidget(Label(theme, row.state_words, px=13, weight=600, token="red", wrap=True))
        for said in (row.identity, row.detail, row.standing):
            if said:
                words.addWidget(Label(theme, said, px=12, token="ink2", wrap=True))
        words.addStretch(1)
        icon, token = _ICONS[row.state]
        self._theme, self._row, self._state_icon = theme, row, Icon(theme, icon, 18, token)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(4 if compact else _SIDE, 6, 4 if compact else _SIDE, 6)
        layout.setSpacing(10)
        if not compact:
            when.setFixedWidth(WHEN_WIDTH)
            layout.addWidget(when)
        layout.addLayout(words, 1)
        if not compact:
            room = Label(theme, row.room, px=14, token="ink2", wrap=True)
            room.setFixedWidth(ROOM_WIDTH)
            layout.addWidget(room)
        layout.addWidget(self._state_icon)
        if compact:
            self.setToolTip(row.state_words)
            more = IconButton(theme, "more", _("Amend, void or move: {visit}").format(visit=f"{row.when}, {row.what}"))
            more.clicked.connect(lambda: self.deeds_wanted.emit(row.key, more.mapToGlobal(more.rect().bottomLeft())))
            layout.addWidget(more)
        else:
            self._state_words = Label(theme, row.state_words, px=14, weight=500, wrap=True)
            self._state_line = Label(theme, row.state_line, px=12, token="ink2", wrap=True)
            for part in (self._state_words, self._state_line):
                part.setFixedWidth(STATE_WIDTH)
            if not row.state_line:
                self._state_line.hide()
            said = QVBoxLayout()
            said.setSpacing(0)
            said.addStretch(1)
            said.addWidget(self._state_words)
            said.addWidget(self._state_line)
            said.addStretch(1)
            layout.addLayout(said)

    def show_clock(self, said: ClockSaid | None) -> None:
        """Say by the clock how a visit stands, or again by its signature. Not in a narrow column."""
        icon, token = _ICONS[self._row.state] if said is None else CLOCK_ICONS[said.state]
        self._state_icon.set_icon(icon, token)
        line = self._row.state_line if said is None else said.line
        self._state_words.setText(self._row.state_words if said is None else said.words)
        self._state_words.set_token("amber" if said is not None and token == "amber_mark" else "ink")
        self._state_line.setText(line)
        self._state_line.setVisible(bool(line))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit(self.key)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(self.key)
        elif event.key() in _MOVES:
            self.moved.emit(_MOVES[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Only where somebody is or points: a tint, and an edge for the keyboard."""
        if not self.hasFocus() and not self.underMouse():
            return
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("accent_tint" if self.hasFocus() else "hover"))
            if self.hasFocus():
                painter.fillRect(QRectF(0, 0, 3, self.height()), self._theme.colour("accent"))


class VisitList(QWidget):
    """`opened(key)` follows a tap or Enter on a visit, `deeds_wanted(key, place)` the button at its end.

    `expected(key)` follows one on somebody who has not come yet, `left()` an arrow up from the first row. `compact`
    says the state by its icon, for a narrow column, and has that button.
    """

    opened = Signal(str)
    expected = Signal(str)
    left = Signal()
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

    def show_visits(self, rows: Sequence[VisitRow], earlier: Sequence[VisitRow] = (), heading: str = "") -> None:
        """Show visits in the order given; `earlier` ones follow under a heading."""
        at = next((line.key for line in self._lines if line.hasFocus()), "")
        clear(self._layout)
        self._lines = []
        if not self._compact:
            self._layout.addWidget(_heads(self._theme))
            self._layout.addWidget(Hairline(self._theme))
        if not rows:
            self._layout.addWidget(Label(self._theme, self._empty, px=13, token="ink3", wrap=True))
        for row in rows:
            self._add(row)
        if earlier:
            words = Label(self._theme, heading, px=13, weight=600, token="ink2", wrap=True)
            words.setContentsMargins(_SIDE, 16, 0, 4)
            self._layout.addWidget(words)
            self._layout.addWidget(Hairline(self._theme))
        for row in earlier:
            self._add(row)
        self._layout.addStretch(1)
        for line in self._lines:
            if at and line.key == at:
                line.setFocus()

    def go_in(self) -> bool:
        """Put the keyboard on the first row; False where there is none."""
        if self._lines:
            self._lines[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
        return bool(self._lines)

    def open_first(self) -> None:
        """Open the first row, as Enter on it does."""
        if self._lines:
            self._lines[0].opened.emit(self._lines[0].key)

    def _add(self, row: VisitRow) -> None:
        line = _Row(self._theme, row, self._compact)
        line.opened.connect(self.expected if row.state == "expected" else self.opened)
        line.deeds_wanted.connect(self.deeds_wanted)
        line.moved.connect(lambda step: self._move(line, step))
        self._lines.append(line)
        self._layout.addWidget(line)
        self._layout.addWidget(Hairline(self._theme))

    def _move(self, line: _Row, step: int) -> None:
        to = self._lines.index(line) + step
        if to < 0:
            self.left.emit()
        elif to < len(self._lines):
            self._lines[to].setFocus(Qt.FocusReason.TabFocusReason)


_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def _heads(theme: Theme) -> QWidget:
    """The heads of the columns, over the rows of the wide list."""
    heads = QWidget()
    row = QHBoxLayout(heads)
    row.setContentsMargins(_SIDE, 0, _SIDE, 4)
    row.setSpacing(10)
    for words, width in (
        (_("Time"), WHEN_WIDTH),
        (_("Patient and visit"), 0),
        (_("Room"), ROOM_WIDTH),
        (_("State"), STATE_WIDTH + 28),
    ):
        label = Label(theme, words, px=12, weight=500, token="ink3")
        if width:
            label.setFixedWidth(width)
        row.addWidget(label, 0 if width else 1)
    return heads
