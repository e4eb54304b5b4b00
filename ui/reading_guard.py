"""While a patient holds the screen: which keys, drops and closings get through, and which do not."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_MOVES = frozenset(
    {
        Qt.Key.Key_Tab,
        Qt.Key.Key_Backtab,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Space,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
_EDITS = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Delete})
_PLAIN = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_KEYS = frozenset({QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease})


class ReadingGuard(QObject):
    """Stands before every event of the window of `view` for as long as `view` is on show.

    Letters get to a line that is typed into, and nowhere else: a scanner types letters too. `stopped()` follows a key
    that was kept away.
    """

    stopped = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if not self._view.isVisible():
            return False
        if isinstance(event, QKeyEvent) and kind in _KEYS:
            if self._may(event):
                return False
            event.accept()
            if kind == QEvent.Type.KeyPress:
                self.stopped.emit()
            return True
        if kind in {QEvent.Type.Shortcut, QEvent.Type.ContextMenu}:
            return True
        if isinstance(event, QDropEvent):  # entering and moving are kinds of dropping to Qt
            event.ignore()
            return True
        if kind == QEvent.Type.Close and watched is self._view.window() and self._closes_early(event):
            event.ignore()
            return True
        return False

    def _may(self, event: QKeyEvent) -> bool:
        """Whether a key gets to what has the focus, which is always in the view."""
        focus = QApplication.focusWidget()
        if focus is None or not (focus is self._view or self._view.isAncestorOf(focus)):
            if event.type() == QEvent.Type.KeyPress:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        modifiers = event.modifiers()
        typing = isinstance(focus, QLineEdit)
        if modifiers & ~_PLAIN:
            return typing and modifiers == _ALT_GR and event.text().isprintable() and bool(event.text())
        if event.key() in _MOVES:
            return True
        return typing and (event.key() in _EDITS or (bool(event.text()) and event.text().isprintable()))

    @staticmethod
    def _closes_early(event: QEvent) -> bool:
        return event.spontaneous() and not QGuiApplication.isSavingSession()
