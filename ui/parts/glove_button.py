"""A button for a gloved finger: never below 20 mm on the glass, its words large, its key in the corner."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.icons import paint_icon
from ui.parts.paint import box
from ui.theme import Theme

RADIUS = 14.0
SMALLEST_PX, SMALLEST_MM = 76, 20
TALLEST = 118
_WORDS_PX, _DETAIL_PX, _HINT_PX = (26, 22, 18, 16, 14), 14, 12
_SIDE, _ICON = 12, 32
_FLAGS = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


def glove_px(theme: Theme, widget: QWidget) -> int:
    """The smallest side of a button in logical pixels: 76, and 20 mm on the screen of `widget`."""
    return theme.mm(SMALLEST_PX, SMALLEST_MM, widget.screen())


class GloveButton(QAbstractButton):
    """Words, a smaller line below, the key of the number pad. `icon` alone takes the place of the words.

    A tap does not take the focus, so that the keys stay with the screen; Tab reaches it all the same.
    """

    def __init__(self, theme: Theme, *, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon = theme, icon
        self._detail = self._hint = ""
        self._filled = self._quiet = False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_words(self, words: str, detail: str = "", hint: str = "", *, filled: bool = False) -> None:
        """Say what it does, in a few words and a line below, and which key does the same."""
        self._filled = filled
        self.setText(words)
        self._detail, self._hint = detail, hint
        self.setAccessibleName(f"{words}, {detail}" if detail else words)
        self.setAccessibleDescription(hint)
        self.update()

    def set_quiet(self, quiet: bool) -> None:
        """Grey where it would only say why it does nothing."""
        self._quiet = quiet
        self.update()

    @property
    def filled(self) -> bool:
        """Whether this is the one filled button of the screen."""
        return self._filled

    def flash(self) -> None:
        """Show that its key was pressed."""
        self.setDown(True)
        self.repaint()
        self.setDown(False)
        self.update()

    def sizeHint(self) -> QSize:
        side = glove_px(self._theme, self)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not event.isAutoRepeat():
            self.click()
        else:
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self._paint_box(painter)
            ink = "on_accent" if self._filled else "ink3" if self._quiet else "ink"
            if self._icon:
                token = "ink3" if self._quiet else "accent_ink"
                left = (self.width() - _ICON) / 2
                paint_icon(painter, self._icon, left, self.height() / 2, _ICON, self._theme.colour(token))
            else:
                self._write(painter, ink)
            if self._hint:
                painter.setFont(self._theme.font(_HINT_PX, 500))
                painter.setPen(self._theme.colour("on_accent" if self._filled else "ink2"))
                corner = QRectF(self.rect()).adjusted(8, 7, -10, -6)
                painter.drawText(corner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight, self._hint)

    def fitting(self, detail: bool) -> tuple[QFont, QRectF] | None:
        """The largest type in which the words fit, with or without the line below; None where none does."""
        room = self._room()
        below = self._detail_height() if detail else 0.0
        for px in _WORDS_PX:
            font = self._theme.font(px, 600 if px > 18 else 500)
            metrics = QFontMetricsF(font)
            needed = metrics.boundingRect(QRectF(0, 0, room.width(), 1000), int(_FLAGS), self.text())
            widest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0.0)
            if needed.height() + below <= room.height() and widest <= room.width():
                return font, needed
        return None

    def _room(self) -> QRectF:
        top = 16 if self._hint and self.height() < 90 else 8
        return QRectF(self.rect()).adjusted(_SIDE, top, -_SIDE, -8)

    def _detail_height(self) -> float:
        if not self._detail:
            return 0.0
        metrics = QFontMetricsF(self._theme.font(_DETAIL_PX, 500))
        return 4 + metrics.boundingRect(QRectF(0, 0, self._room().width(), 1000), int(_FLAGS), self._detail).height()

    def _write(self, painter: QPainter, ink: str) -> None:
        with_detail = self.fitting(True) if self._detail else None
        found = with_detail or self.fitting(False)
        font = found[0] if found else self._theme.font(_WORDS_PX[-1], 500)
        room = self._room()
        painter.setPen(self._theme.colour(ink))
        painter.setFont(font)
        if not with_detail or found is None:
            painter.drawText(room, int(_FLAGS), self.text())
            return
        high, below = found[1].height(), self._detail_height()
        top = room.top() + (room.height() - high - below) / 2
        painter.drawText(QRectF(room.left(), top, room.width(), high), int(_FLAGS), self.text())
        painter.setFont(self._theme.font(_DETAIL_PX, 500))
        painter.setPen(self._theme.colour("on_accent" if self._filled else "ink2"))
        painter.drawText(QRectF(room.left(), top + high + 4, room.width(), below - 4), int(_FLAGS), self._detail)

    def _paint_box(self, painter: QPainter) -> None:
        colour, rect = self._theme.colour, QRectF(self.rect())
        if self._filled:
            box(painter, rect, RADIUS, colour("accent_ink" if self.isDown() else "accent"))
        else:
            fill = colour("accent_tint" if self.isDown() else "surface")
            box(painter, rect, RADIUS, fill, colour("control"), width=1.6)
        if self.hasFocus():
            token = "on_accent" if self._filled else "accent"
            pen = QPen(self._theme.colour(token), 2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(4, 4, -4, -4), RADIUS - 4, RADIUS - 4)
