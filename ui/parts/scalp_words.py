"""Numbers on a zone: two lines where the zone has room for them, one line, or the number alone."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath

from ui.parts.scalp_paths import text_box
from ui.theme import Theme

FIGURE_PX, DETAIL_PX = 13, 12
_LEADING = 1.22
_AIR = 1.0
Line = tuple[str, QFont, QColor]


def number_lines(theme: Theme, figure: str, unit: str, detail: str) -> list[list[Line]]:
    """The ways to write a number, the fullest first."""
    ink, ink2 = theme.colour("ink"), theme.colour("ink2")
    strong, plain = theme.font(FIGURE_PX, 600), theme.font(DETAIL_PX, 400)
    less = theme.font(DETAIL_PX, 600)
    if not figure:
        return [[(detail, plain, ink2)], [("—", plain, ink2)]]
    ways: list[list[Line]] = []
    if detail:
        second = (detail, plain, ink)  # ink2 is too faint on a zone that is done, by night
        if unit and unit != detail:
            ways.append([(f"{figure} {unit}", strong, ink), second])
        ways.append([(figure, strong, ink), second])
        ways.append([(f"{figure} · {detail.replace(' ×', '×')}", less, ink)])
    ways += [[(figure, strong, ink)], [(figure, less, ink)]]
    return ways


def fitting(ways: Sequence[list[Line]], path: QPainterPath, at: QPointF) -> list[Line]:
    """The fullest way that lies inside a zone around its label point; the shortest if none does."""
    return next((way for way in ways if path.contains(_box(way, at))), ways[-1])


def write_lines(painter: QPainter, lines: Sequence[Line], at: QPointF, ground: QColor | None = None) -> None:
    """Write lines centred on a point, on a ground of their own where a pattern lies below."""
    box = _box(lines, at)
    if ground is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box.adjusted(-2, 0, 2, 0), 3, 3)
    top = box.top()
    for words, font, colour in lines:
        height = font.pixelSize() * _LEADING
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRectF(box.left() - 20, top, box.width() + 40, height), Qt.AlignmentFlag.AlignCenter, words)
        top += height


def _box(lines: Sequence[Line], at: QPointF) -> QRectF:
    width = max(QFontMetricsF(font).horizontalAdvance(words) for words, font, _colour in lines)
    height = sum(font.pixelSize() * _LEADING for _words, font, _colour in lines)
    return text_box(at, width + 2 * _AIR, height)
