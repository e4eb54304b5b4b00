"""A strip cut out of a paper, on its own white: as wide as there is room, in its own shape."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme

_WIDEST = 940


class PaperStrip(QWidget):
    """White in the dark look too, as paper is. Before a picture came it keeps the place of one `wide` by `deep`."""

    def __init__(self, theme: Theme, wide: float, deep: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._share = theme, deep / wide
        self._image = QImage()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMaximumWidth(_WIDEST)
        theme.changed.connect(self.update)

    def show_image(self, image: QImage, describe: str) -> None:
        """Show a picture; `describe` is what a screen reader says."""
        self._image = image
        self.setAccessibleName(describe)
        self.update()

    @property
    def image(self) -> QImage:
        """What is on show."""
        return self._image

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(min(width, _WIDEST) * self._share)

    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, self.heightForWidth(_WIDEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(200))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            whole = QRectF(self.rect())
            box(painter, whole, FIELD_RADIUS, QColor(Qt.GlobalColor.white), self._theme.colour("line2"))
            if not self._image.isNull():
                inside = whole.adjusted(2, 2, -2, -2)
                dots = (inside.size() * self.devicePixelRatioF()).toSize()
                smooth = Qt.TransformationMode.SmoothTransformation
                seen = self._image.scaled(dots, Qt.AspectRatioMode.KeepAspectRatio, smooth)
                painter.drawImage(inside, seen)
