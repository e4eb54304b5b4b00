"""The lock: it takes the clinic off the window, whole and untouched, and puts it back for whoever may see it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from charting.errors import Known
from ui.held_focus import HeldFocus
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
        self._focus = HeldFocus(self)
        self._people: PeopleDesk | None = None
        self.view: LockView | None = None

    def prepare(self) -> None:
        """Close what stands above the window, and keep the focus' place."""
        self._focus.hold()

    def cover(self, people: PeopleDesk, *, somebody_else: bool) -> LockView:
        """The screen to show instead of the clinic."""
        self._people = people
        self.view = LockView(self._theme, self._clock, people.cover(somebody_else=somebody_else))
        self.view.entered.connect(self._enter)
        return self.view

    def restore_focus(self) -> None:
        """Put the cursor back where it was. Call it once the clinic is on the window again."""
        self._focus.give_back()

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
