"""Ten large keys for a PIN, for fingers in gloves. The keyboard's own keys work as well."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from charting.words import _
from ui.icons import paint_icon
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

BACK, ENTER = "back", "enter"
_KEYS = ("1", "2", "3", "4", "5", "6", "7", "8", "9", BACK, "0", ENTER)
_HEIGHT, _WIDTH, _LEAST, _GAP = 56, 84, 58, 8
_ICONS = {BACK: "undo", ENTER: "chevron_right"}


class _Key(QAbstractButton):
    """Never takes the focus: what is typed goes on going where it went."""

    def __init__(self, theme: Theme, name: str, words: str) -> None:
        super().__init__()
        self._theme, self._icon = theme, _ICONS.get(name, "")
        self.setText("" if self._icon else words)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, self._theme.mm(_HEIGHT, 14))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        with QPainter(self) as painter:
            fill = colour("accent_tint" if self.isDown() else "surface")
            box(painter, QRectF(self.rect()), BUTTON_RADIUS, fill, colour("line2"))
            ink = colour("ink" if self.isEnabled() else "ink3")
            if self._icon:
                paint_icon(painter, self._icon, self.width() / 2 - 10, self.height() / 2, 20, ink)
                return
            painter.setFont(self._theme.font(22, 500))
            painter.setPen(ink)
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class Keypad(QWidget):
    """`pressed(key)` carries a digit, BACK or ENTER."""

    pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(_("Keys for the PIN"))
        words = {BACK: _("Delete the last digit"), ENTER: _("Go on")}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for at, name in enumerate(_KEYS):
            key = _Key(theme, name, words.get(name, name))
            key.clicked.connect(lambda _checked=False, name=name: self.pressed.emit(name))
            grid.addWidget(key, at // 3, at % 3)
