"""A hand for the tour: it presses what is on the screen, and waits until the window stands still."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QThreadPool, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

MOST_MS = 60_000
LAYOUTS_DEEP = 8
"""How many layouts lie within each other at most: each hands a change of height on to the one around it."""


def settle(milliseconds: int = 150) -> None:
    """Let layouts, delayed refreshes (the longest waits 120 ms) and work in the background come to rest."""
    QThreadPool.globalInstance().waitForDone(MOST_MS)
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
    for _within in range(LAYOUTS_DEEP):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def settle_until(holds: Callable[[], bool]) -> None:
    """Let the window run until something holds. Raises TimeoutError when it never does."""
    deadline = QDeadlineTimer(MOST_MS)
    while not holds():
        if deadline.hasExpired():
            raise TimeoutError("the window does not come to rest")
        settle(10)


def press(inside: QWidget, words: str) -> None:
    """Press the visible button of these words, whatever its mnemonic. Raises LookupError where there is none."""
    for button in inside.findChildren(QAbstractButton):
        if button.isVisible() and button.text().replace("&", "") == words.replace("&", ""):
            button.click()
            settle(0)
            return
    raise LookupError(words)
