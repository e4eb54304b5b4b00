"""The lock: it takes the clinic off the window, whole and untouched, and puts it back for whoever may see it."""

from collections.abc import Callable
from datetime import datetime

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget

from charting.errors import Known
from ui.people_desk import PeopleDesk
from ui.theme import Theme
from ui.views.lock import LockView


class Covering(QObject):
    """`uncovered()` once somebody proved who they are; the focus is back where it was, with every half-typed letter.

    What is covered is no part of the window any more, so that no reader, screenshot or key gets to it.
    """

    uncovered = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._theme, self._clock = theme, clock
        self._focus: QWidget | None = None
        self._people: PeopleDesk | None = None
        self.view: LockView | None = None

    def prepare(self) -> None:
        """Close what stands above the window, finish what an input method holds, and keep the focus' place."""
        QGuiApplication.inputMethod().commit()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog) and window.isVisible():
                window.reject()
        self._focus = QApplication.focusWidget()
        if self._focus is not None:
            # Leaving a field puts what was typed in order; a lock is no leaving.
            self._focus.installEventFilter(self)

    def cover(self, people: PeopleDesk, *, somebody_else: bool) -> LockView:
        """The screen to show instead of the clinic."""
        self._people = people
        self.view = LockView(self._theme, self._clock, people.cover(somebody_else=somebody_else))
        self.view.entered.connect(self._enter)
        return self.view

    def restore_focus(self) -> None:
        """Put the cursor back where it was. Call it once the clinic is on the window again."""
        before, self._focus = self._focus, None
        if before is not None and shiboken6.isValid(before):
            before.removeEventFilter(self)
            if before.isVisible():
                before.setFocus(Qt.FocusReason.ActiveWindowFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() == QEvent.Type.FocusOut

    def _enter(self, who: str, secret: str) -> None:
        people, view = self._people, self.view
        assert people is not None
        assert view is not None
        try:
            people.enter(who, secret)
        except Known as refused:
            view.refuse(str(refused), people.waiting())
            return
        self.view = None
        self.uncovered.emit()
