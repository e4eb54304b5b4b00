"""A place in a row of places: its words, its key, and the accent line under the one in view."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme

_SIDE = 6
_HINT_GAP = 7


class PlaceTab(QAbstractButton):
    """Words at 14, or 15 in a page's own row of tabs. Its width does not change when it becomes current."""

    def __init__(
        self, theme: Theme, text: str, *, key_hint: str = "", px: int = 14, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._px, self._hint = theme, px, key_hint
        self._hint_shown = True
        self.setText(text)
        self.setAccessibleName(text)
        self.setAccessibleDescription(key_hint)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def nextCheckState(self) -> None:
        """Leave it to the owner which place is current."""

    def show_hint(self, shown: bool) -> None:
        """Drop or show the key, which is only ever an aid."""
        if shown != self._hint_shown:
            self._hint_shown = shown
            self.updateGeometry()
            self.update()

    def _words_width(self) -> float:
        return QFontMetricsF(self._theme.font(self._px, 600)).horizontalAdvance(self.text())

    def _hint_width(self) -> float:
        if not (self._hint and self._hint_shown):
            return 0.0
        return QFontMetricsF(self._theme.font(11, 500)).horizontalAdvance(self._hint) + _HINT_GAP

    def sizeHint(self) -> QSize:
        return QSize(round(self._words_width() + self._hint_width() + 0.5) + 2 * _SIDE, max(44, self._theme.target()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        current = self.isChecked()
        with QPainter(self) as painter:
            if self.isDown() or self.hasFocus():
                rect = QRectF(self.rect()).adjusted(0, 6, 0, -6)
                ring = colour("accent") if self.hasFocus() else None
                box(painter, rect, FIELD_RADIUS, colour("accent_tint") if self.isDown() else None, ring, width=2)
            font = self._theme.font(self._px, 600 if current else 500)
            painter.setFont(font)
            painter.setPen(colour("ink" if current else "ink2"))
            base = (self.height() + QFontMetricsF(font).capHeight()) / 2
            painter.drawText(QPointF(_SIDE, base), self.text())
            if self._hint_width():
                painter.setFont(self._theme.font(11, 500))
                painter.setPen(colour("ink3"))
                painter.drawText(QPointF(_SIDE + self._words_width() + _HINT_GAP, base), self._hint)
            if current:
                inset = _SIDE - 2
                painter.fillRect(QRectF(inset, self.height() - 2, self.width() - 2 * inset, 2), colour("accent"))
