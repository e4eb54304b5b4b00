"""F12 from anywhere: the emergency card over the whole window, and back to exactly where one was."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget

from ui.dialogs_above import dialogs_in_view, reject_modal
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.views.emergency import EmergencyView
    from ui.views.rescue_desk import RescueDesk


class EmergencyOverlay(QObject):
    """`desk` gives what the open clinic knows; it is None while the file is locked or there is none.

    `watched` tells whether a patient holds the screen: then the card names nothing of anybody else and prints nothing.
    """

    def __init__(
        self,
        theme: Theme,
        window: QMainWindow,
        clock: Callable[[], datetime],
        desk: "Callable[[], RescueDesk | None]",
        watched: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._theme, self._window, self._clock, self._desk = theme, window, clock, desk
        self._watched = watched
        self._before: QWidget | None = None
        self._beside: list[QDialog] = []
        self.view: EmergencyView | None = None
        window.installEventFilter(self)
        QShortcut(QKeySequence("F12"), window, self.toggle, context=Qt.ShortcutContext.ApplicationShortcut)

    def toggle(self) -> None:
        """Open the card, or go back."""
        if self.is_open():
            self.close()
        else:
            self.open()

    def is_open(self) -> bool:
        """Whether the card covers the window now."""
        return self.view is not None and self.view.isVisible()

    def heard(self, touch: QEvent) -> bool | None:
        """Open at F12 although a menu or a dialogue keeps shortcuts from the window; None for every other touch.

        A dialogue of the system itself keeps its keys.
        """
        if not isinstance(touch, QKeyEvent) or touch.key() != Qt.Key.Key_F12 or touch.modifiers():
            return None
        if QApplication.activePopupWidget() is None and QApplication.activeModalWidget() is None:
            return None
        if touch.type() == QEvent.Type.KeyPress:
            self.open()
        return True

    def open(self) -> None:
        """Cover the window. What lies below keeps every letter, its scroll and its cursor, but takes no key."""
        from charting.rescue import Situation
        from ui.views.emergency import EmergencyView

        self._clear_away()
        if self.view is None:
            self.view = EmergencyView(self._theme, self._clock)
            self.view.left.connect(self.close)
        self.view.setParent(self._window)
        if not self.is_open():
            self._before = QApplication.focusWidget()
        self._cover(True)
        desk = self._desk()
        self.view.setGeometry(self._window.rect())
        self.view.show()
        self.view.raise_()
        self.view.open(Situation() if desk is None else desk.situation(), desk, watched=self._watched())

    def close(self) -> None:
        """Back to what was open; lines that no chart has are offered to it."""
        if self.view is None:
            return
        self.view.hide()
        self.view.rest()
        self.view.setParent(None)  # what it knew of a patient is no part of a window that may be locked next
        self._cover(False)
        if self._before is not None and shiboken6.isValid(self._before):
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        for dialog in self._beside:
            if shiboken6.isValid(dialog):
                dialog.show()
        self._beside = []
        self.offer()

    def offer(self) -> None:
        """Hand the open clinic the lines that stand in no chart."""
        desk = self._desk()
        if desk is not None and self.view is not None:
            desk.offer(self.view.pending)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.view is not None and watched is self._window:
            self.view.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def _clear_away(self) -> None:
        """Close lists, menus and questions above the window; a report that stands beside it comes back afterwards."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        rejected, beside = reject_modal(), dialogs_in_view()
        for dialog in beside:
            dialog.hide()
        self._beside += beside
        if rejected or beside:
            self._window.activateWindow()

    def _cover(self, covered: bool) -> None:
        for below in (self._window.centralWidget(), self._window.menuWidget()):
            if below is not None:
                below.setEnabled(not covered)
