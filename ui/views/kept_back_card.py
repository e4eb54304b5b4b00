"""In the print queue: the visits whose papers did not go out when they were signed, each with the way there."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Icon, Label
from ui.theme import Theme
from ui.views.clearing import clear


@dataclass(frozen=True, slots=True)
class KeptBack:
    """One visit: its key, whose it is, what did not happen, and why."""

    key: str
    who: str
    what: str
    why: str


class KeptBackCard(Card):
    """`opened(visit id)` follows the button of a row. The card is away while there is none."""

    opened = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Not gone out when signed"))
        self._theme = theme
        self.set_edge("amber_line")
        self.hide()

    def show_visits(self, rows: Sequence[KeptBack]) -> None:
        """Show which visits they are."""
        clear(self.body)
        self.set_meta(str(len(rows)))
        self.setVisible(bool(rows))
        for place, shown in enumerate(rows):
            if place:
                self.hairline()
            self.body.addWidget(self._row(shown))

    def _row(self, shown: KeptBack) -> QWidget:
        theme = self._theme
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(theme, shown.who, px=14, weight=600, wrap=True))
        words.addWidget(Label(theme, shown.what, px=14, wrap=True))
        words.addWidget(Label(theme, shown.why, px=13, token="amber", wrap=True))
        to_visit = PlainButton(theme, _("Open the visit"), small=True)
        to_visit.setAccessibleDescription(f"{shown.who}, {shown.what}")
        to_visit.clicked.connect(lambda: self.opened.emit(shown.key))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 6)
        line.setSpacing(10)
        line.addWidget(Icon(theme, "triangle", 18, "amber_mark"), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(to_visit, 0, Qt.AlignmentFlag.AlignTop)
        return row
