"""One setting of the plan for today: its name, its value, where that comes from, and what stops or warns."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from charting.words import _
from ui.icons import paint_icon
from ui.parts.labels import Label
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme

SIDE, MARK = 8, 14
_LOOKS = {
    "waiting": ("history", "ink2"),
    "set": ("tick", "green"),
    "open": ("dotted_ring", "amber_mark"),
    "warn": ("triangle", "amber_mark"),
    "stop": ("octagon", "red"),
}
_EDGES = {"warn": "amber_line", "stop": "red"}


class PlanCell(QWidget):
    """`state`: waiting, set, open, warn or stop. `wanted()` follows a tap or Enter: its field is gone to.

    What waits to be confirmed has the dashed edge of a copied field, whatever else is said of it.
    """

    wanted = Signal()

    def __init__(
        self, theme: Theme, state: str, title: str, value: str, came: str = "", said: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._theme, self._state, self._waits = theme, state, bool(came)
        self.setAccessibleName(f"{title}: {value}" if value else title)
        standing = {
            "waiting": _("copied, not confirmed"),
            "open": _("open"),
            "warn": _("warning"),
            "stop": _("stopped"),
        }.get(state, _("confirmed"))
        waits = _("copied, not confirmed") if came and state != "waiting" else ""
        self.setAccessibleDescription(", ".join(part for part in (standing, waits, came, *said) if part))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(theme.target())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE + MARK + 6, 3, SIDE, 3)
        column.setSpacing(0)
        told = {"stop": "red", "warn": "amber"}.get(state, "ink2")
        if not value:
            column.addWidget(Label(theme, title, px=13, weight=500, token=told, wrap=True))
        else:
            column.addWidget(Label(theme, title, px=12, token="ink2", wrap=True))
            column.addWidget(Label(theme, value, px=13, weight=500 if self._waits else 600, wrap=True))
        for words in said:
            column.addWidget(Label(theme, words, px=12, weight=500, token=told, wrap=True))
        column.addStretch(1)

    @property
    def state(self) -> str:
        """How the setting stands."""
        return self._state

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.wanted.emit()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.modifiers():
            self.wanted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        rect = QRectF(self.rect()).adjusted(0, 1, 0, -1)
        with QPainter(self) as painter:
            edge = _EDGES.get(self._state, "control" if self._waits else "line")
            if self.hasFocus():
                box(painter, rect, FIELD_RADIUS, colour("surface"), colour("accent"), width=2)
            else:
                box(painter, rect, FIELD_RADIUS, colour("surface"), colour(edge), dashed=self._waits)
            icon, token = _LOOKS[self._state]
            paint_icon(painter, icon, SIDE, min(self.height(), self._theme.target()) / 2, MARK, colour(token))
