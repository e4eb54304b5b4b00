"""F1 where no clinic is on show: at first start, at the door, under the lock, beside what stands in the way."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from ui.theme import Theme

if TYPE_CHECKING:
    from ui.views.help import HelpPanel


class DoorHelp(QObject):
    """Explains the screens that name their help in `help_id`; an open clinic has a help of its own."""

    def __init__(self, theme: Theme, window: QMainWindow) -> None:
        super().__init__(window)
        self._theme, self._window = theme, window
        self.panel: HelpPanel | None = None
        self._key = QShortcut(QKeySequence("F1"), window, self.toggle)
        window.installEventFilter(self)

    def follow(self) -> None:
        """Another screen is on show."""
        self._key.setEnabled(bool(self._screen()))
        self.close()

    def close(self) -> None:
        """Give the screen its room back."""
        if self.panel is not None:
            self.panel.hide()
        self._window.setContentsMargins(0, 0, 0, 0)

    def toggle(self) -> None:
        """Open the help at the right of the screen, or close it. The cursor stays where it is."""
        if self.panel is not None and self.panel.isVisible():
            self.close()
            return
        if self.panel is None:
            from charting.help_text import help_screens
            from ui.keys import door_keys_of
            from ui.views.help import HelpPanel

            self.panel = HelpPanel(self._theme, help_screens(), door_keys_of)
            self.panel.setParent(self._window)
            self.panel.closed.connect(self.close)
        self.panel.show_screen(self._screen())
        self._place()
        self.panel.show()
        self.panel.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.panel is not None and self.panel.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _screen(self) -> str:
        return getattr(self._window.centralWidget(), "help_id", "")

    def _place(self) -> None:
        from ui.views.help import WIDTH

        window = self._window
        if self.panel is not None:
            beside = window.width() - WIDTH >= window.centralWidget().minimumSizeHint().width()
            window.setContentsMargins(0, 0, WIDTH if beside else 0, 0)
            self.panel.setGeometry(window.width() - WIDTH, 0, WIDTH, window.height())
