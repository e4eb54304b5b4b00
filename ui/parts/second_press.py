"""A press that was meant for what stood there a moment ago."""

from PySide6.QtCore import QElapsedTimer

SECOND_PRESS_MS = 600
"""A press so soon after the program went on by itself was meant for what stood there before."""


class TakenOn:
    """Whether the cursor was just taken on to the next field: the Tab that follows out of habit wanted no more."""

    def __init__(self) -> None:
        self._since = QElapsedTimer()

    def start(self) -> None:
        """The cursor has been taken on now."""
        self._since.start()

    def swallows_tab(self) -> bool:
        """Whether a Tab now was meant for the field before. Only the first is."""
        soon = self._since.isValid() and not self._since.hasExpired(SECOND_PRESS_MS)
        self._since.invalidate()
        return soon
