"""One finding in words: the icon of its level, what, why, and Fix."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.labels import FullLabel, Icon, Label
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme

_LOOKS = {
    "stop": ("octagon", "red"),
    "missing": ("dotted_ring", "ink2"),
    "warn": ("triangle", "amber_mark"),
    "note": ("info", "ink2"),
    "done": ("tick", "green"),
}
_WHAT_COLUMN, _BESIDE = 172, 560
_ANY = 16_777_215


class FindingRow(QWidget):
    """A row of level stop, missing, warn, note or done.

    `wide` is the row of the sign-off board: what in a column of 172 px, detail beside it or below where that is narrow,
    amber for what is missing.
    Otherwise it is the rail's row: what above detail, and the row itself is tapped.
    """

    fix_pressed = Signal()

    def __init__(
        self,
        theme: Theme,
        level: str,
        what: str,
        detail: str = "",
        *,
        fix: bool = True,
        wide: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._across = row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(12 if wide else 10)
        self._icon = Icon(theme, "info", 18)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter if wide else Qt.AlignmentFlag.AlignTop)
        what_label = FullLabel(theme, what, px=14 if wide else 13, weight=500, wrap=True)
        self._detail = Label(theme, px=13 if wide else 12, token="ink2", wrap=True)
        self._wide, self._what = wide, what_label
        self._words = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._words.setSpacing(1)
        self._words.addWidget(what_label)
        self._words.addWidget(self._detail, 1)
        row.addLayout(self._words, 1)
        self.setMinimumHeight(theme.target() if wide or fix else 0)
        self._theme, self._tapped = theme, fix and not wide
        self._fix: PlainButton | None = None
        if self._tapped:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            row.addWidget(Icon(theme, "chevron_right", 14, "accent_ink"))
        elif fix:
            button = PlainButton(theme, _("Fix"), icon="chevron_right", icon_after=True, small=True, accent=True)
            self._fix = button
            button.setAccessibleName(_("Fix: {what}").format(what=what))
            button.clicked.connect(self.fix_pressed)
            row.addWidget(button)
        self.say(level, detail)

    def say(self, level: str, detail: str) -> None:
        """Say something else about the same thing: its level in icon and spoken name, and the words beside it."""
        icon, token = _LOOKS[level]
        if self._wide and level == "missing":
            token = "amber_mark"
        spoken = {
            "stop": _("stop"),
            "missing": _("needed to sign"),
            "warn": _("to confirm"),
            "note": _("note"),
            "done": _("in order"),
        }[level]
        self._icon.set_icon(icon, token)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{self._what.text()}: {spoken}")
        self.setAccessibleDescription(detail)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self._wide:
            beside = self.width() >= _BESIDE
            self._words.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
            self._words.setSpacing(12 if beside else 1)
            self._across.setContentsMargins(0, 2 if beside else 6, 0, 2 if beside else 6)
            self._what.setMinimumWidth(_WHAT_COLUMN if beside else 0)
            self._what.setMaximumWidth(_WHAT_COLUMN if beside else _ANY)
        super().resizeEvent(event)

    def take_focus(self) -> None:
        """Put the focus on Fix."""
        if self._fix is not None:
            self._fix.setFocus()

    def place_before_fix(self, widget: QWidget) -> None:
        """Put a quiet offer before the Fix button, which stays where the eye looks for it."""
        self._across.insertWidget(self._across.count() - 1, widget)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._tapped and self.rect().contains(event.position().toPoint()):
            self.fix_pressed.emit()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._tapped and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.fix_pressed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._tapped and self.hasFocus():
            with QPainter(self) as painter:
                rect = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                box(painter, rect, FIELD_RADIUS, self._theme.colour("surface"), self._theme.colour("accent"), width=2)
