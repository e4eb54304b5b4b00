"""While a patient holds the screen: which keys, drops and closings get through, and which do not."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcutEvent
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
_DROPS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})
_WATCHED = _KEYS | _DROPS | {QEvent.Type.Shortcut, QEvent.Type.ContextMenu, QEvent.Type.Close}


class ReadingGuard(QObject):
    """Stands before every event of the window of `view` for as long as `view` is on show.

    Letters get to a line that is typed into, and nowhere else: a scanner types letters too. F12 always gets through;
    while the emergency card lies over the view, which it disables, keys are the card's. `stopped()` follows a key that
    was kept away.
    """

    stopped = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view

    def stand(self) -> None:
        """Begin to look at every event."""
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def rest(self) -> None:
        """Let everything through again."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _WATCHED or not self._view.isVisible():
            return False
        if self._is_for_the_card(event):
            return False
        if isinstance(event, QKeyEvent):
            if self._may(event):
                return False
            event.accept()
            if kind == QEvent.Type.KeyPress:
                self.stopped.emit()
            return True
        if kind == QEvent.Type.Close:
            early = watched is self._view.window() and event.spontaneous() and not _session_ends()
            if early:
                event.ignore()
            return early
        if kind in _DROPS:
            event.ignore()
        return True

    def _is_for_the_card(self, event: QEvent) -> bool:
        """Whether a key opens the emergency card, closes it or is pressed on it."""
        if not isinstance(event, QKeyEvent | QShortcutEvent):
            return False
        if not self._view.isEnabled():
            return True
        if isinstance(event, QKeyEvent):
            return event.key() == Qt.Key.Key_F12 and not event.modifiers() & ~_PLAIN
        return event.key() == QKeySequence(Qt.Key.Key_F12)

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


def _session_ends() -> bool:
    """Whether the system closes everything; nobody is kept from leaving it."""
    application = QApplication.instance()
    return isinstance(application, QApplication) and application.isSavingSession()
