"""One piece of a tap choice: its words, and a tick with tint and accent edge when chosen."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme

_BOX = 36
_SIDE = 9
_TICK = 14
_TICK_GAP = 4
_PX = 13
_RING = 3.5
_TOLD = {"warn": ("triangle", "amber_mark"), "stop": ("octagon", "red")}


class ChoicePiece(QAbstractButton):
    """A box of 36 px in a target of 40. Room for the tick is always kept, so choosing moves nothing."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ringed = self._copied = False
        self._told = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)

    def set_ringed(self, ringed: bool) -> None:
        """Show the focus ring, for the keyboard."""
        if ringed != self._ringed:
            self._ringed = ringed
            self.update()

    def set_copied(self, copied: bool) -> None:
        """Show a choice taken over from an earlier visit, not yet confirmed."""
        if copied != self._copied:
            self._copied = copied
            self.update()

    def set_told(self, mark: str) -> None:
        """Show that something is said of the choice where it is chosen: "warn", "stop", or nothing."""
        if mark != self._told:
            self._told = mark
            self.update()

    def nextCheckState(self) -> None:
        """Leave checking to the owner, who tells a person's tap from loading."""

    def _text_width(self) -> float:
        return QFontMetricsF(self._theme.font(_PX, 500)).horizontalAdvance(self.text())

    def _frame_width(self) -> int:
        return 2 * _SIDE + _TICK + _TICK_GAP

    def sizeHint(self) -> QSize:
        return QSize(max(52, round(self._text_width() + 0.5) + self._frame_width()), self._theme.target())

    def minimumSizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._theme.font(_PX, 500))
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(round(longest + 0.5) + self._frame_width(), self._theme.target())

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetricsF(self._theme.font(_PX, 500))
        room = QRectF(0, 0, max(1, width - self._frame_width() + 1), 10_000)
        lines = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text()).height()
        return max(self._theme.target(), round(lines) + 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        spare = (self._theme.target() - _BOX) / 2
        rect = QRectF(self.rect()).adjusted(0, spare, 0, -spare)
        with QPainter(self) as painter:
            self._paint_box(painter, rect)
            chosen = self.isChecked()
            token = "accent_ink" if chosen else "ink2"
            if not self.isEnabled():
                token = "ink3"
            font = self._theme.font(_PX, 500 if chosen else 400)
            painter.setFont(font)
            painter.setPen(self._theme.colour(token))
            flags = int(Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextWordWrap)
            if not chosen:
                painter.drawText(
                    rect.adjusted(_SIDE, 0, -_SIDE, 0), flags | int(Qt.AlignmentFlag.AlignHCenter), self.text()
                )
                return
            words = min(self._text_width(), rect.width() - self._frame_width())
            left = (rect.width() - words - _TICK - _TICK_GAP) / 2
            plain = ("history" if self._copied else "tick", token)
            mark, ink = _TOLD.get(self._told, plain)
            paint_icon(painter, mark, left - 1, self.height() / 2, _TICK, self._theme.colour(ink))
            rest = QRectF(left + _TICK + _TICK_GAP, rect.top(), words + 2, rect.height())
            painter.drawText(rest, flags | int(Qt.AlignmentFlag.AlignLeft), self.text())

    def _paint_box(self, painter: QPainter, rect: QRectF) -> None:
        colour = self._theme.colour
        chosen = self.isChecked()
        fill = "accent_tint" if (chosen and not self._copied) or self.isDown() else "surface"
        if not self.isEnabled():
            fill = "hover"
        edge, width = ("accent", 1.4) if chosen else ("line2", 1.0)
        if chosen and self._told in _TOLD:
            edge, width = _TOLD[self._told][1], 1.8
        dashed = chosen and self._copied
        if self._ringed:  # around the box, which goes on to say whether it is chosen
            box(painter, rect, FIELD_RADIUS, colour("surface"), colour("accent"), width=2)
            rect = rect.adjusted(_RING, _RING, -_RING, -_RING)
        box(painter, rect, FIELD_RADIUS, colour(fill), colour(edge), width=width, dashed=dashed)
