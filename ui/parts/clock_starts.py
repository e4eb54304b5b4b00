"""The clocks that may start, a button each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.parts.buttons import PlainButton
from ui.parts.clock_shown import ClockShown
from ui.parts.flow_layout import FlowLayout
from ui.theme import Theme


class ClockStarts(QWidget):
    """`started(key)` follows a tap. Nothing is built anew while the same clocks may start."""

    started = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._flow = FlowLayout(self, gap=6, line_gap=0)
        self.buttons: dict[str, PlainButton] = {}

    def offer(self, ready: Sequence[ClockShown]) -> None:
        """Show a button for each clock."""
        wanted = [(clock.key, clock.act) for clock in ready]
        if [(key, button.text()) for key, button in self.buttons.items()] != wanted:
            self._clear()
            for clock in ready:
                button = PlainButton(self._theme, clock.act, small=True)
                button.setAccessibleName(clock.act_spoken)
                button.clicked.connect(lambda _on=False, key=clock.key: self.started.emit(key))
                self.buttons[clock.key] = button
                self._flow.addWidget(button)
        self.setVisible(bool(ready))

    def _clear(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            button = item.widget()
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self.buttons = {}
