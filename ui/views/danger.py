"""A screen for one danger: what it is, what to do, and the ways out of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import Button, MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Label
from ui.parts.starting import Starting
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.danger_words import Danger

WIDEST = 720


class DangerView(Starting):
    """`chosen` carries the code of the way somebody took."""

    help_id = "danger"
    chosen = Signal(str)

    def __init__(self, theme: Theme, danger: Danger) -> None:
        super().__init__()
        column = QVBoxLayout()
        column.setSpacing(16)
        column.addWidget(Label(theme, _("Rootline"), px=20, weight=600))
        column.addWidget(WarningStrip(theme, danger.kind, danger.what, danger.why))
        if danger.steps:
            card = Card(theme, _("What to do"))
            for step in danger.steps:
                card.body.addWidget(Label(theme, step, px=14, wrap=True))
            column.addWidget(card)
        buttons: list[Button] = []
        for at, (code, words) in enumerate(danger.ways):
            buttons.append(self._button(theme, words, first=at == 0))
            buttons[-1].clicked.connect(lambda _on=False, code=code: self.chosen.emit(code))
        self.start_at(buttons[0])
        column.addLayout(ways_out(buttons[0], buttons[1:]))
        in_the_middle(self, column)

    @staticmethod
    def _button(theme: Theme, words: str, *, first: bool) -> Button:
        return MainButton(theme, words) if first else PlainButton(theme, words)


def ways_out(first: Button, others: Sequence[Button]) -> QHBoxLayout:
    """The best way out at the bottom right, the others from the left."""
    rest = QWidget()
    flow = FlowLayout(rest, gap=10)
    for button in others:
        flow.addWidget(button)
    row = QHBoxLayout()
    row.setSpacing(10)
    row.addWidget(rest, 1, Qt.AlignmentFlag.AlignTop)
    row.addWidget(first, 0, Qt.AlignmentFlag.AlignTop)
    return row


def in_the_middle(screen: QWidget, column: QVBoxLayout) -> QScrollArea:
    """Put a column into the middle of a screen, not wider than is read with ease; the area it scrolls in."""
    inner = QWidget()
    inner.setMaximumWidth(WIDEST)
    inner.setLayout(column)
    holder = QWidget()
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(inner, 20)
    row.addStretch(1)
    around = QVBoxLayout(holder)
    around.setContentsMargins(24, 24, 24, 24)
    around.addStretch(1)
    around.addLayout(row)
    around.addStretch(2)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(holder)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    outer = QVBoxLayout(screen)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return area
