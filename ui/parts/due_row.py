"""One thing that is due: icon, who, what about, and since when it is late. The whole row is tapped."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.parts.labels import Icon, Label
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class DueShown:
    """`late` stands in amber, in words; blank while there is time. `token` colours the icon."""

    key: str
    icon: str
    who: str
    about: str
    late: str = ""
    token: str = "ink2"


class DueRow(QWidget):
    """`pressed(key)` follows a tap, Enter or Space. Without `tapped` it only says something."""

    pressed = Signal(str)

    def __init__(self, theme: Theme, shown: DueShown, *, tapped: bool = True) -> None:
        super().__init__()
        self._theme, self._key, self._tapped = theme, shown.key, tapped
        self.setAccessibleName(", ".join(part for part in (shown.who, shown.about, shown.late) if part))
        if tapped:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(theme.target())
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, shown.who, px=13, weight=500, wrap=True))
        words.addWidget(Label(theme, shown.about, px=12, token="ink2", wrap=True))
        if shown.late:
            words.addWidget(Label(theme, shown.late, px=12, token="amber", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 3, 6, 3)
        row.setSpacing(10)
        icon, token = ("triangle", "amber_mark") if shown.late else (shown.icon, shown.token)
        row.addWidget(Icon(theme, icon, 18, token), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._tapped and self.rect().contains(event.position().toPoint()):
            self.pressed.emit(self._key)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._tapped and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit(self._key)
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        focused = self.hasFocus()
        if self._tapped and (focused or self.underMouse()):
            with QPainter(self) as painter:
                rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                edge = self._theme.colour("accent") if focused else None
                box(painter, rect, FIELD_RADIUS, self._theme.colour("hover"), edge, width=2)
