"""The second press of a double click: once the first has changed what lies under it, it was meant for nothing there."""

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick})
_PRESSED = "pressed_as"
"""The mark of the widget that was pressed last, the number of that press: it goes with the widget."""


class SecondClick(QObject):
    """Swallows presses at one place, each within the platform's time of a double click after the one before, once the
    widget that the first of them met is not there any more: a visit opened, a row gone, a page turned, a dialog come.

    It asks at the windows, before any widget hears of a press; so every way from one screen to another is covered. A
    double click on one and the same widget does what it always does.
    """

    def __init__(self, application: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._number = self._at_ms = 0
        self._button = Qt.MouseButton.NoButton
        self._place = QPointF()
        self._swallows = False
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _PRESSES and isinstance(watched, QWindow) and isinstance(event, QMouseEvent):
            self._swallows = self._is_second(event) and not self._meets_the_same(watched, event)
            self._remember(watched, event)
            return self._swallows
        if kind == QEvent.Type.MouseButtonRelease and self._swallows and isinstance(watched, QWindow):
            self._swallows = False
            return True
        return False

    def _is_second(self, event: QMouseEvent) -> bool:
        hints = QGuiApplication.styleHints()
        if not self._number or event.button() != self._button:
            return False
        if event.timestamp() - self._at_ms >= hints.mouseDoubleClickInterval():
            return False
        moved = event.globalPosition() - self._place
        near = max(hints.mouseDoubleClickDistance(), hints.touchDoubleTapDistance())
        return max(abs(moved.x()), abs(moved.y())) <= near

    def _meets_the_same(self, window: QWindow, event: QMouseEvent) -> bool:
        hit = _under(window, event)
        return hit is not None and hit.property(_PRESSED) == self._number

    def _remember(self, window: QWindow, event: QMouseEvent) -> None:
        """Count from this press; what was swallowed leaves its mark where the first press was meant."""
        if not self._swallows:
            self._number += 1
            self._place, self._button = event.globalPosition(), event.button()
            hit = _under(window, event)
            if hit is not None:
                hit.setProperty(_PRESSED, self._number)
        self._at_ms = event.timestamp()


def _under(window: QWindow, event: QMouseEvent) -> QWidget | None:
    top = QWidget.find(window.winId())
    if top is None:
        return None
    return top.childAt(event.position().toPoint()) or top
