"""A button that offers one of several choices in a menu, and shows the one that holds."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from ui.parts.buttons import PlainButton
from ui.theme import Theme

_LONGEST = 40


class MenuButton(PlainButton):
    """`picked(value)` follows a choice. The first option stands until another is picked."""

    picked = Signal(str)

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, label, small=True, icon="chevron_down", icon_after=True, parent=parent)
        self._label = label
        self._options: list[tuple[str, str]] = []
        self._value = ""
        self.clicked.connect(self._open)

    def set_options(self, options: Sequence[tuple[str, str]], value: str = "") -> None:
        """Offer pairs of value and words; `value` is the one that holds, else the first."""
        self._options = list(options)
        known = [kept for kept, _words in options]
        self.set_value(value if value in known else known[0] if known else "")

    def value(self) -> str:
        """The value that holds."""
        return self._value

    def set_value(self, value: str) -> None:
        """Show a value without telling anybody."""
        self._value = value
        words = next((words for kept, words in self._options if kept == value), self._label)
        self.set_text(_short(words))
        self.setAccessibleDescription(self._label)

    def _open(self) -> None:
        menu = QMenu(self)
        for value, words in self._options:
            action = menu.addAction(_short(words).replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, value=value: self._pick(value))
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _pick(self, value: str) -> None:
        self.set_value(value)
        self.picked.emit(value)


def _short(words: str) -> str:
    line = " ".join(words[: 2 * _LONGEST].split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
