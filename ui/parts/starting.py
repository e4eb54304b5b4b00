"""Where the keyboard begins on a screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Starting(QWidget):
    """A screen whose focus begins at one of its parts.

    A focus proxy would do the same, but then Tab goes from whatever comes before the screen straight to that part, and
    what stands before it on the screen can never be reached by keyboard.
    """

    _start: QWidget | None = None

    def start_at(self, part: QWidget) -> None:
        """Give the focus to `part` whenever the screen is given it."""
        self._start = part

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._start is None:
            super().setFocus(reason)
        else:
            self._start.setFocus(reason)
