"""The clock in the top bar: says over every screen that one is over its time, and leads to it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.parts.paint import BUTTON_RADIUS, box
from ui.theme import Theme

_ICON, _GAP, _SIDE = 18, 6, 10
_TALL = 32


class ClockChip(QAbstractButton):
    """Amber, with a triangle and words; `short` words where the window is narrow. Hidden while nothing is over."""

    def __init__(self, theme: Theme, key_hint: str, wide: int) -> None:
        super().__init__()
        self._theme, self._hint, self._wide = theme, key_hint, wide
        self._short = ""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleDescription(key_hint)
        theme.changed.connect(self.update)
        self.hide()

    def show_words(self, words: str, short: str, spoken: str) -> None:
        """Say what is over; blank hides it. `spoken` is said once, not every second."""
        resize = len(self.shown()) != len(words if self._is_wide() else short) or self.isHidden() == bool(words)
        self.setText(words)
        self._short = short
        self.setToolTip(f"{words} ({self._hint})" if words else "")
        if spoken != self.accessibleName():
            self.setAccessibleName(spoken)
            if words:
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
        self.setVisible(bool(words))
        if resize:
            self.updateGeometry()
        self.update()

    def shown(self) -> str:
        """The words on show."""
        return self.text() if self._is_wide() else self._short

    def sizeHint(self) -> QSize:
        words = QFontMetricsF(self._theme.font(13, 600)).horizontalAdvance(self.shown())
        return QSize(round(2 * _SIDE + _ICON + _GAP + words + 0.5), self._theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour, font = self._theme.colour, self._theme.font(13, 600)
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            spare = (rect.height() - _TALL) / 2
            rect.adjust(0, spare, 0, -spare)
            edge = "accent" if self.hasFocus() else "amber_line"
            width = 2 if self.hasFocus() else 1
            box(painter, rect, BUTTON_RADIUS, colour("amber_tint"), colour(edge), width=width)
            paint_icon(painter, "triangle", _SIDE, self.height() / 2, _ICON, colour("amber_mark"))
            painter.setFont(font)
            painter.setPen(colour("amber"))
            base = (self.height() + QFontMetricsF(font).capHeight()) / 2
            painter.drawText(QPointF(_SIDE + _ICON + _GAP, base), self.shown())

    def _is_wide(self) -> bool:
        window: QWidget = self.window()
        return window.width() >= self._wide
