"""Where the cursor stands, kept while its screen is off the window, and without leaving the field."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from ui.dialogs_above import dialogs_in_view, reject_modal


class HeldFocus(QObject):
    """`hold()` before a screen is taken off, `give_back()` once it is on the window again.

    Leaving a field puts what was typed in order; to be covered is no leaving.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._focus: QWidget | None = None

    def hold(self) -> None:
        """Close what stands above the window, finish what an input method holds, and keep the place of the cursor."""
        QGuiApplication.inputMethod().commit()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        reject_modal()
        for dialog in dialogs_in_view():
            dialog.reject()
        self._focus = QApplication.focusWidget()
        if self._focus is not None:
            self._focus.installEventFilter(self)

    def give_back(self) -> None:
        """Put the cursor back where it was."""
        before, self._focus = self._focus, None
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
            if before.isVisible():
                before.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.FocusOut
