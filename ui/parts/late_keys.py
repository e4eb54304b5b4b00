"""Keys and taps that were meant for what closed by itself a moment ago, kept from what lies beneath."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent

from ui.parts.second_press import SECOND_PRESS_MS

_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress})
_TAPS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.TouchBegin})


class LateKeys(QObject):
    """For SECOND_PRESS_MS from `begin()` on swallows taps, and keys that `wants` says were meant for what closed.

    Any other key ends it: whoever presses F12 has seen what lies beneath, and types for it next.
    """

    def __init__(self, wants: Callable[[QKeyEvent], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._wants = wants
        self._timer = QTimer(self, singleShot=True, interval=SECOND_PRESS_MS)
        self._timer.timeout.connect(self.end)

    def begin(self) -> None:
        """It has closed by itself, and what lies beneath is on show."""
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
            self._timer.start()

    def end(self) -> None:
        """Let every key through again."""
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _KEYS and isinstance(event, QKeyEvent):
            if self._wants(event):
                return True
            self.end()
        return event.type() in _TAPS
