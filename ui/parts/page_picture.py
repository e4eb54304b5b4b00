"""A page of paper on the screen: as large as on paper where there is room, else as wide as the room."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

LEAST = 240


class PagePicture(QLabel):
    """Shows `image`, made at `ratio` dots to the pixel; `words` is the text of the page for a screen reader."""

    def __init__(self, image: QImage, ratio: float, words: str) -> None:
        super().__init__()
        image.setDevicePixelRatio(ratio)
        self._size = image.deviceIndependentSize().toSize()
        self.setPixmap(QPixmap.fromImage(image))
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        return self._size

    def minimumSizeHint(self) -> QSize:
        return QSize(min(LEAST, self._size.width()), self.heightForWidth(LEAST))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._size.height() * min(width, self._size.width()) / max(1, self._size.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        width = min(self.width(), self._size.width())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = QRectF((self.width() - width) / 2, 0, width, self.heightForWidth(width))
            painter.drawPixmap(place, self.pixmap(), QRectF(self.pixmap().rect()))
