"""The dialogues that stand above the window or beside it.

They are asked for by the windows in view. Qt's list of all top-level widgets also has those that are just going, and
whoever takes one of these into hand ends the program.
"""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QWidget


def reject_modal() -> bool:
    """Reject what asks something and keeps the window waiting, also a dialogue the system shows; whether any did."""
    rejected = False
    while isinstance(asking := QApplication.activeModalWidget(), QDialog):
        asking.reject()
        rejected = True
        if asking is QApplication.activeModalWidget():
            break  # it stays
    return rejected


def dialogs_in_view() -> list[QDialog]:
    """The dialogues in view."""
    windows = [window for window in QGuiApplication.topLevelWindows() if window.isVisible()]
    return [shown for window in windows if isinstance(shown := QWidget.find(window.winId()), QDialog)]
