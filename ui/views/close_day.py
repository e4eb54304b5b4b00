"""Closing the day: one list of what is left over, each line with its way there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _, ngettext
from ui.parts.buttons import MainButton
from ui.parts.card import Card
from ui.parts.finding_row import FindingRow
from ui.parts.labels import Label
from ui.parts.starting import Starting
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.scroll import Centre


@dataclass(frozen=True, slots=True)
class LeftShown:
    """One line: `level` as in a row of the sign-off board; `fix` is carried by `fixed`, None where nobody can."""

    level: str
    what: str
    detail: str
    fix: object | None = None


class CloseDayView(Starting):
    """`fixed(what)` follows a Fix button, `left()` the way back."""

    fixed = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._open = Card(theme, _("Left over"))
        self._done = Card(theme, _("In order"))
        for card in (self._open, self._done):
            card.body.setSpacing(0)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._open)
        column.addWidget(self._done)
        column.addStretch(1)
        holder = QWidget()
        holder.setLayout(column)
        self._said = Label(theme, px=13, token="ink2", wrap=True)
        back = MainButton(theme, _("Back to Today"), key_hint="Esc")
        back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.addWidget(self._said, 1)
        foot.addWidget(back)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.setSpacing(10)
        outer.addWidget(Label(theme, _("Close the day"), px=20, weight=600))
        outer.addWidget(Centre(holder, _("Left over")), 1)
        outer.addLayout(foot)
        self.start_at(back)

    def show_left(self, rows: Sequence[LeftShown], done: Sequence[LeftShown]) -> None:
        """Show what is left, and what is in order."""
        self._fill(self._open, rows)
        self._open.set_edge("amber_line" if rows else "line")
        self._fill(self._done, done)
        words = ngettext("{count} thing is left over.", "{count} things are left over.", len(rows))
        self._said.setText(words.format(count=len(rows)) if rows else _("Nothing is left over."))

    def _fill(self, card: Card, rows: Sequence[LeftShown]) -> None:
        clear(card.body)
        card.setVisible(bool(rows))
        card.set_meta(str(len(rows)))
        for number, shown in enumerate(rows):
            if number:
                card.hairline()
            row = FindingRow(self._theme, shown.level, shown.what, shown.detail, fix=shown.fix is not None, wide=True)
            row.fix_pressed.connect(lambda fix=shown.fix: self.fixed.emit(fix))
            card.body.addWidget(row)
