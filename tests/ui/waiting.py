"""Letting the window run for a while in a test."""

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer


def let_run(milliseconds: int) -> None:
    """Handle events for so long, and let workers work meanwhile: QTest.qWait keeps Python's lock while it sleeps.

    A paper that imports its libraries on a worker took a minute beside qWait, and a second beside this.
    """
    if milliseconds == 0:
        QCoreApplication.processEvents()
    else:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
