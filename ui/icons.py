"""The icon set of resources/icons: line drawings on a 20 grid, drawn in the colour of the words beside them."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from ui.theme import RESOURCES, Theme

ICONS = RESOURCES / "icons"
MARK = "mark"


@cache
def _drawing(name: str) -> str:
    return Path(ICONS / f"{name}.svg").read_text("utf-8")


def icon_names() -> list[str]:
    """Names of all icons, sorted."""
    return sorted(file.stem for file in ICONS.glob("*.svg"))


def icon_pixmap(name: str, px: int, colour: QColor, dpr: float = 1.0) -> QPixmap:
    """Draw an icon `px` logical pixels wide for a screen of `dpr`. Raises FileNotFoundError for an unknown name."""
    key = f"icon-{name}-{px}-{colour.rgba():x}-{dpr}"
    pixmap = QPixmap()
    if QPixmapCache.find(key, pixmap):
        return pixmap
    drawing = _drawing(name).replace("currentColor", colour.name())
    side = round(px * dpr)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def paint_icon(painter: QPainter, name: str, left: float, middle: float, px: int, colour: QColor) -> None:
    """Paint an icon with its left edge at `left`, centred on `middle` (logical pixels)."""
    dpr = painter.device().devicePixelRatioF()
    top = round((middle - px / 2) * dpr) / dpr
    painter.drawPixmap(QPointF(round(left * dpr) / dpr, top), icon_pixmap(name, px, colour, dpr))


def paint_mark(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    """Paint Rootline's mark, a hair with its roots on an accent tile, into a square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(rect, rect.width() * 0.25, rect.width() * 0.25)
    paint_icon(painter, MARK, rect.left(), rect.center().y(), round(rect.width()), theme.colour("on_accent"))


def window_icon(theme: Theme) -> QIcon:
    """The mark as an icon for windows and task bars."""
    icon = QIcon()
    for side in (16, 24, 32, 48, 64, 128, 256):
        pixmap = QPixmap(side, side)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        paint_mark(painter, QRectF(0, 0, side, side), theme)
        painter.end()
        icon.addPixmap(pixmap)
    return icon
