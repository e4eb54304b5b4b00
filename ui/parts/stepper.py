"""A number that is changed one by one, with its words between the signs."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.parts.buttons import IconButton
from ui.parts.labels import Label
from ui.theme import Theme


class Stepper(QWidget):
    """`changed(value)` follows a press. `words` say the number, `fewer` and `more` name the signs."""

    changed = Signal(int)

    def __init__(
        self, theme: Theme, words: Callable[[int], str], fewer: str, more: str, *, least: int = 0, most: int = 20
    ) -> None:
        super().__init__()
        self._theme, self._words, self._least, self._most = theme, words, least, most
        self._value = least
        self._count = Label(theme, px=14, weight=600)
        self._count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.less = IconButton(theme, "minus", fewer)
        self.less.clicked.connect(lambda: self._step(-1))
        self.more = IconButton(theme, "plus", more)
        self.more.clicked.connect(lambda: self._step(1))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for part in (self.less, self._count, self.more):
            row.addWidget(part)
        self._fix_width()
        theme.changed.connect(self._fix_width)
        self.set_value(least)

    def value(self) -> int:
        """The number that stands there."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number without telling anybody."""
        self._value = min(self._most, max(self._least, value))
        self._count.setText(self._words(self._value))
        self.less.setEnabled(self._value > self._least)
        self.more.setEnabled(self._value < self._most)

    def _step(self, by: int) -> None:
        before = self._value
        self.set_value(before + by)
        if self._value != before:
            self.changed.emit(self._value)

    def _fix_width(self) -> None:
        """As wide as its widest number, so that the signs stay where the finger is."""
        metrics = QFontMetricsF(self._theme.font(14, 600))
        widest = max(metrics.horizontalAdvance(self._words(one)) for one in range(self._least, self._most + 1))
        self._count.setFixedWidth(round(widest) + 8)
