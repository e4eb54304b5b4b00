"""A strip over the foot of the window until it is closed: nothing moves, and the patient’s name stays seen."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from charting.words import _
from ui.parts.strip import WarningStrip
from ui.theme import Theme

TOP, SIDE, WIDEST = 52, 16, 820
"""Never over the bar with the places; no wider than is read with ease."""


class OverStrip(WarningStrip):
    """Says one thing over `window`. Close and Escape put it away."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(theme, "note", "", button=_("Close"), parent=window)
        self._window = window
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.pressed.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def tell(self, kind: str, title: str, words: str) -> None:
        """Show a message of `kind` stop, warn, note or verified, in place of the one before."""
        self.set_message(kind, title, words)
        self.show()
        self._lie()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window and self.isVisible():
            self._lie()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)

    def _lie(self) -> None:
        width = min(WIDEST, self._window.width() - 2 * SIDE)
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        height = min(height, self._window.height() - TOP - SIDE)
        foot = self._window.height() - SIDE
        self.setGeometry((self._window.width() - width) // 2, foot - height, width, height)
