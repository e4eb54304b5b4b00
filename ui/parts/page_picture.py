"""A page of paper on the screen, as wide as it is told to be, with what was searched for marked on it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy

LEAST = 240
_FOUND, _HERE = QColor(255, 214, 0, 90), QColor(190, 75, 0)
"""Paper is white in the dark as well, so the marks on it never change."""
Place = tuple[float, float, float, float]


class PagePicture(QLabel):
    """Shows `image`, made at `ratio` dots to the pixel; `words` is the text of the page for a screen reader.

    As large as on paper where there is room, else as wide as the room, until `set_width` says otherwise.
    """

    def __init__(self, image: QImage, ratio: float, words: str) -> None:
        super().__init__()
        image.setDevicePixelRatio(ratio)
        self._size = image.deviceIndependentSize().toSize()
        self._wanted: int | None = None
        self._found: Sequence[Place] = ()
        self._here: Sequence[Place] = ()
        self._sharp: QPixmap | None = None
        self._sharp_part = QRectF()
        self.setPixmap(QPixmap.fromImage(image))
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def natural(self) -> QSize:
        """Its size as on paper, in pixels."""
        return self._size

    def shown_width(self) -> int:
        """How wide it is drawn, in pixels."""
        return round(self._page().width())

    def set_width(self, width: int | None) -> None:
        """Draw it `width` pixels wide; None for as large as on paper where there is room."""
        self._wanted = width
        if width is None:
            self.setMinimumSize(0, 0)
            self.setMaximumHeight(16_777_215)
        else:
            self.setMinimumWidth(width)
            self.setFixedHeight(self._height(width))
        self.updateGeometry()
        self.update()

    def mark(self, found: Sequence[Place], here: Sequence[Place] = ()) -> None:
        """Mark places, given in parts of the page's sides; those of `here` have an edge besides."""
        self._found, self._here = found, here
        self.update()

    def part_in_view(self) -> QRectF:
        """What of the page is in view, in parts of its sides; empty where it is out of view."""
        page, seen = self._page(), QRectF(self.visibleRegion().boundingRect())
        seen = seen & page
        if seen.isEmpty() or page.isEmpty():
            return QRectF()
        left, top = (seen.x() - page.x()) / page.width(), (seen.y() - page.y()) / page.height()
        return QRectF(left, top, seen.width() / page.width(), seen.height() / page.height())

    def set_sharp(self, image: QImage | None, part: QRectF) -> None:
        """Lay a picture made for the size on show over a `part` of the page, or take it away."""
        if image is None and self._sharp is None:
            return
        self._sharp = QPixmap.fromImage(image) if image is not None else None
        self._sharp_part = part
        self.update()

    def sharp_part(self) -> QRectF:
        """The part that was laid over; empty where there is none."""
        return self._sharp_part if self._sharp is not None else QRectF()

    def sizeHint(self) -> QSize:
        return self._size if self._wanted is None else QSize(self._wanted, self._height(self._wanted))

    def minimumSizeHint(self) -> QSize:
        if self._wanted is not None:
            return self.sizeHint()
        return QSize(min(LEAST, self._size.width()), self.heightForWidth(LEAST))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(min(width, self._size.width()) if self._wanted is None else self._wanted)

    def place_of(self, part: Place) -> QRectF:
        """Where a part of the page stands in this widget."""
        page = self._page()
        left, top, width, height = part
        return QRectF(
            page.x() + left * page.width(), page.y() + top * page.height(), width * page.width(), height * page.height()
        )

    def _height(self, width: int) -> int:
        return round(self._size.height() * width / max(1, self._size.width()))

    def _page(self) -> QRectF:
        width = min(self.width(), self._size.width()) if self._wanted is None else self._wanted
        return QRectF((self.width() - width) / 2, 0, width, self._height(width))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(self._page(), self.pixmap(), QRectF(self.pixmap().rect()))
            if self._sharp is not None:
                part = self._sharp_part
                place = self.place_of((part.x(), part.y(), part.width(), part.height()))
                painter.drawPixmap(place, self._sharp, QRectF(self._sharp.rect()))
            for part in self._found:
                painter.fillRect(self.place_of(part).adjusted(-1, -1, 1, 1), _FOUND)
            painter.setPen(QPen(_HERE, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for part in self._here:
                painter.drawRect(self.place_of(part).adjusted(-2, -2, 2, 2))
