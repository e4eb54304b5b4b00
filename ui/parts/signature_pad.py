"""A place to sign with mouse, pen or finger, and to show what was signed."""

from collections.abc import Sequence
from math import hypot
from time import monotonic

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from charting.words import _
from ui.icons import paint_icon
from ui.parts.paint import CARD_RADIUS, box
from ui.theme import Theme

UNITS_ACROSS = 1000
"""Strokes are kept in thousandths of the pad's width, in both directions, y downwards; the pad is 339 high."""
MOUSE_PRESSURE = 0.5
_LEAST_INK = 60.0
_SHAPE = 190 / 560
_WIDEST = 640

Stroke = list[list[float]]


def ink_length(strokes: Sequence[Sequence[Sequence[float]]]) -> float:
    """Length of all strokes together, in thousandths of the pad's width."""
    return sum(
        hypot(b[0] - a[0], b[1] - a[1]) for stroke in strokes for a, b in zip(stroke, list(stroke)[1:], strict=False)
    )


class SignaturePad(QWidget):
    """Strokes of points [x, y, pressure 0 to 1, milliseconds since the first point].

    x and y are thousandths of the pad's width. A mark shorter than 6 % of the width, such as a dot, is no signature.
    """

    changed = Signal()
    """A person finished a stroke or cleared the pad."""

    def __init__(self, theme: Theme, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._strokes: list[Stroke] = []
        self._drawing = self._pen_near = self._read_only = False
        self._began = 0.0
        # Words are looked up where the pad is made: whoever signs may be spoken to in another language.
        self._hints = _("Sign above the line, with finger, pen or mouse"), _("Sign above the line")
        self._states = _("signed"), _("not signed")
        self.setAccessibleName(name or _("Signature"))
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self.update)
        self._describe()

    def strokes(self) -> list[Stroke]:
        """What was drawn; an empty list where nothing was."""
        return [[list(point) for point in stroke] for stroke in self._strokes]

    def set_strokes(self, strokes: Sequence[Sequence[Sequence[float]]] | None) -> None:
        """Show stored strokes. Emits nothing."""
        self._drawing = False
        self._strokes = [[list(point) for point in stroke] for stroke in strokes or ()]
        self._describe()
        self.update()

    def is_signature(self) -> bool:
        """Whether enough was drawn to be a signature: neither blank nor a dot."""
        return ink_length(self._strokes) >= _LEAST_INK

    def clear(self) -> None:
        """Wipe the pad on a person's wish. Does nothing on a pad that is only shown."""
        if self._strokes and not self._read_only:
            self.set_strokes(None)
            self.changed.emit()

    def set_read_only(self, read_only: bool) -> None:
        """Only show the signature."""
        self._read_only = read_only
        self.setCursor(Qt.CursorShape.ArrowCursor if read_only else Qt.CursorShape.CrossCursor)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(560, 190)

    def minimumSizeHint(self) -> QSize:
        return QSize(280, round(280 * _SHAPE))

    def heightForWidth(self, width: int) -> int:
        return round(min(width, _WIDEST) * _SHAPE)

    def _pad(self) -> QRectF:
        """The pad inside the widget: its shape never changes, so a signature is never squeezed."""
        width = min(self.width(), self.height() / _SHAPE, _WIDEST)
        return QRectF(0, 0, width, width * _SHAPE)

    def _describe(self) -> None:
        self.setAccessibleDescription(self._states[0 if self.is_signature() else 1])

    def _start(self, at: QPointF, pressure: float) -> None:
        if not self._strokes:
            self._began = monotonic()
        self._drawing = True
        self._strokes.append([])
        self._add(at, pressure)

    def _add(self, at: QPointF, pressure: float) -> None:
        pad = self._pad()
        scale = UNITS_ACROSS / pad.width()
        x = min(max(at.x(), 0.0), pad.width()) * scale
        y = min(max(at.y(), 0.0), pad.height()) * scale
        since = round((monotonic() - self._began) * 1000) if self._began else 0
        self._strokes[-1].append([round(x, 1), round(y, 1), round(pressure, 3), since])
        self.update()

    def _finish(self) -> None:
        self._drawing = False
        self._describe()
        self.changed.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and not self._read_only:
            self._start(event.position(), MOUSE_PRESSURE)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drawing:
            self._add(event.position(), MOUSE_PRESSURE)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._drawing and event.button() == Qt.MouseButton.LeftButton:
            self._finish()

    def tabletEvent(self, event: QTabletEvent) -> None:
        event.accept()
        if self._read_only:
            return
        if event.type() == QEvent.Type.TabletPress:
            self._pen_near = True
            self._start(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletMove and self._drawing:
            self._add(event.position(), event.pressure())
        elif event.type() == QEvent.Type.TabletRelease and self._drawing:
            self._pen_near = False
            self._finish()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and not self._read_only and not self._pen_near:
            self._touch(event)
            event.accept()
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        """Follow the first finger; a resting palm beside it draws nothing."""
        point = event.point(0)
        if event.type() == QEvent.Type.TouchBegin:
            self._start(point.position(), MOUSE_PRESSURE)
        elif event.type() == QEvent.Type.TouchUpdate and self._drawing:
            self._add(point.position(), MOUSE_PRESSURE)
        elif self._drawing:
            self._finish()

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        pad = self._pad()
        with QPainter(self) as painter:
            if not self._read_only:
                box(painter, pad, CARD_RADIUS, colour("surface"), colour("control"), width=1.4)
            line = pad.height() * 0.76
            painter.fillRect(QRectF(28, line, pad.width() - 56, 1), colour("line2"))
            paint_icon(painter, "cross", 30, line - 17, 14, colour("ink3"))
            if not self._read_only:
                painter.setFont(self._theme.font(12))
                painter.setPen(colour("ink3"))
                room = pad.width() - 56
                fits = (hint for hint in self._hints if painter.fontMetrics().horizontalAdvance(hint) <= room)
                side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
                place = QRectF(28, min(line + 7, pad.height() - 24), room, 22)
                painter.drawText(place, int(side | Qt.AlignmentFlag.AlignVCenter), next(fits, self._hints[-1]))
            self._paint_ink(painter)

    def _paint_ink(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        scale = self._pad().width() / UNITS_ACROSS
        pen = QPen(self._theme.colour("ink"))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        for stroke in self._strokes:
            points = [QPointF(point[0] * scale, point[1] * scale) for point in stroke]
            for index, point in enumerate(points):
                pen.setWidthF(1.2 + 2.4 * stroke[index][2])
                painter.setPen(pen)
                painter.drawLine(points[max(0, index - 1)], point)
