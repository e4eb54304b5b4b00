"""Which of the typed words is the family name: asked in words that can be pressed, never guessed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Label
from ui.theme import Theme

SPLITS = 2


class NameQuestion(QWidget):
    """`parted(family, given)` follows a press; the question is gone then."""

    parted = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._splits: Sequence[tuple[str, str]] = ()
        self._words = Label(theme, _("Which is the family name?"), px=14, weight=600)
        self.buttons = [PlainButton(theme, "", accent=True) for _number in range(SPLITS)]
        pieces = QWidget()
        across = FlowLayout(pieces)
        for at, button in enumerate(self.buttons):
            button.clicked.connect(lambda _checked=False, at=at: self._part(at))
            across.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(pieces)
        self.hide()

    def ask(self, splits: Sequence[tuple[str, str]]) -> None:
        """Ask which of these ways to part a name is right; family name first in each."""
        self._splits = splits
        for button, (family, given) in zip(self.buttons, splits, strict=False):
            button.set_text(_("{family}, given name {given}").format(family=family, given=given))
        self.show()
        self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _part(self, at: int) -> None:
        self.hide()
        self.parted.emit(*self._splits[at])
