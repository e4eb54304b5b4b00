"""The zones of a scalp map for keyboard and screen reader: one child each, named with its state and numbers."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from charting.catalogue_scalp import Point, towards

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_PRESSES = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Select}


class Target(QWidget):
    """One zone or nerve point. It paints nothing and lets every finger through to the map."""

    moved = Signal(str, int, int)
    pressed = Signal(str)
    focus_changed = Signal()

    def __init__(self, key: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.key = key
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self.moved.emit(self.key, *_ARROWS[key])
        elif key in _PRESSES and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.pressed.emit(self.key)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class Targets:
    """The targets of one map. Only one of them takes the Tab key; arrows lead from there to its neighbours."""

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._held: dict[str, Target] = {}
        self._home = ""

    def __getitem__(self, key: str) -> Target:
        return self._held[key]

    def all_keys(self) -> list[str]:
        """The keys of all targets."""
        return list(self._held)

    def focused(self) -> str:
        """The key of the target that has the focus."""
        return next((key for key, target in self._held.items() if target.hasFocus()), "")

    def place(self, places: Mapping[str, QRect]) -> list[Target]:
        """Have one target in each place, and return those that are new."""
        for key in [key for key in self._held if key not in places]:
            gone = self._held.pop(key)
            gone.hide()
            gone.deleteLater()
        made = []
        for key, rect in places.items():
            if key not in self._held:
                self._held[key] = Target(key, self._owner)
                self._held[key].show()
                made.append(self._held[key])
            self._held[key].setGeometry(rect)
        if self._home not in self._held:
            self.make_home(next(iter(self._held), ""))
        return made

    def make_home(self, key: str) -> None:
        """Let the Tab key come to this target."""
        if key not in self._held:
            return
        self._home = key
        for other, target in self._held.items():
            policy = Qt.FocusPolicy.TabFocus if other == key else Qt.FocusPolicy.NoFocus
            if target.focusPolicy() != policy:
                target.setFocusPolicy(policy)

    def move(self, key: str, dx: int, dy: int) -> None:
        """Take the focus from a target to its neighbour."""
        to = towards(self._middles(), key, dx, dy)
        self.make_home(to)
        self._held[to].setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, key: str, words: str) -> None:
        """What a screen reader says of a target."""
        if key in self._held and self._held[key].accessibleName() != words:
            self._held[key].setAccessibleName(words)

    def _middles(self) -> dict[str, Point]:
        return {key: _point(target.geometry().center()) for key, target in self._held.items()}


def _point(at: QPoint) -> Point:
    return float(at.x()), float(at.y())
