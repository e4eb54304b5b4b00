"""A drawn head from above, in the place of a photograph: nobody is in the pictures."""

from pathlib import Path

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QRadialGradient

_HAIRS = 900


def write_sample(path: Path, *, thin: float) -> Path:
    """Write a JPEG of a drawn crown; `thin` is the share of the hair that is gone, 0 to 1. Returns `path`."""
    image = QImage(1200, 900, QImage.Format.Format_RGB32)
    image.fill(QColor.fromRgb(120, 124, 128))
    centre = QPointF(600, 470)
    skin = QRadialGradient(centre, 420)
    skin.setColorAt(0, QColor.fromRgb(222, 196, 178))
    skin.setColorAt(1, QColor.fromRgb(176, 142, 122))
    with QPainter(image) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(skin)
        painter.drawEllipse(centre, 340, 400)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for hair in range(_HAIRS):
            angle, ring = hair * 137.508, (hair / _HAIRS) ** 0.5
            if ring < 0.55 and hair % 100 < thin * 100:
                continue
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(QColor.fromRgb(62, 46, 38))
            pen.setWidthF(7)
            painter.setPen(pen)
            painter.save()
            painter.translate(centre)
            painter.rotate(angle)
            painter.drawLine(QPointF(ring * 320, 0), QPointF(ring * 330 + 30, 26))
            painter.restore()
    if not image.save(str(path), "JPG", 88):
        raise OSError(f"{path} cannot be written")
    return path
