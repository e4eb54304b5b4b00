"""A visit that was moved away: where it stood, only that it did; what it says opens when it is asked for."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.starting import Starting
from ui.theme import Theme


class MovedView(Starting):
    """`opened()` follows the wish to read it all the same, `left()` Back."""

    opened = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = Label(theme, px=14, weight=600, wrap=True)
        self._why = Label(theme, px=13, token="ink2", wrap=True)
        self.read = PlainButton(theme, _("Read it all the same"), icon="document")
        self.read.clicked.connect(self.opened)
        self.back = PlainButton(theme, _("Back"), key_hint="Esc")
        self.back.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)
        card = Card(theme, _("Moved to another patient"))
        card.setMaximumWidth(640)
        about = _("What it says is about another person. Opening it is written into the audit trail.")
        for part in (self._title, self._why, Label(theme, about, px=13, wrap=True)):
            card.body.addWidget(part)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        buttons.addWidget(self.read)
        card.body.addLayout(buttons)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(card, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addLayout(row)
        outer.addStretch(1)
        self.start_at(self.back)

    def show_mark(self, title: str, why: str) -> None:
        """Show when it was moved, by whom and why."""
        self._title.setText(title)
        self._why.setText(why)
