"""The field one was led to: typing replaces what stands in it, and an Enter out of habit does not leave it."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.binding.cell import Cell

HABIT_MS = 1500
"""An Enter so soon behind the tap that led here was meant for what was tapped, not for the answer."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class Landing(QObject):
    """Lasts until a key is pressed in the field, or its time is up."""

    def __init__(self, field: QWidget) -> None:
        super().__init__(field)
        self._since = QElapsedTimer()
        self._since.start()
        field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in {QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride}:
            return False
        if self._since.hasExpired(HABIT_MS) or event.key() not in _ENTER or event.modifiers():
            watched.removeEventFilter(self)
            self.deleteLater()
            return False
        return event.type() == QEvent.Type.KeyPress


def land_in(cell: Cell, *, meant: bool = False) -> None:
    """Put the cursor into a field, with what stands there marked.

    A field that takes something back after the seal is shown without the cursor, as one stray key would withdraw a
    consent; unless it is `meant`, because a person asked to write in this very field.
    """
    if cell.is_late() and not meant:
        cell.parentWidget().setFocus(Qt.FocusReason.OtherFocusReason)
        return
    cell.setFocus(Qt.FocusReason.OtherFocusReason)
    field: QWidget = cell
    while (behind := field.focusProxy()) is not None:
        field = behind
    if isinstance(field, QLineEdit):
        field.selectAll()
    if not cell.waits():
        Landing(field)
