"""A photograph on neutral grey, as large as its place allows and never cropped."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from charting.actions.pictures import Pixels
from ui.parts.paint import FIELD_RADIUS, box
from ui.theme import Theme


class PhotoFrame(QWidget):
    """Shows one picture, or words while there is none. `describe` is what a screen reader says."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._words = ""
        self._expected = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(120, 90)
        theme.changed.connect(self.update)

    @property
    def shows_picture(self) -> bool:
        """Whether a picture is on show."""
        return not self._image.isNull()

    def show_pixels(self, picture: Pixels, describe: str) -> None:
        """Show a picture."""
        self._image = image_of(picture)
        self._words = ""
        self.setAccessibleName(describe)
        self.update()

    def expect(self, key: str, words: str) -> None:
        """Show words until the picture `key` comes; whatever was expected before is not waited for any more."""
        self.show_words(words)
        self._expected = key

    def show_expected(self, key: str, picture: Pixels, describe: str) -> None:
        """Show a picture if it is still the one that is waited for."""
        if key == self._expected:
            self.show_pixels(picture, describe)

    def show_words(self, words: str) -> None:
        """Show words in place of a picture."""
        self._expected = ""
        self._image, self._words = QImage(), words
        self.setAccessibleName(words)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        with QPainter(self) as painter:
            rect = QRectF(self.rect())
            if self._image.isNull():
                box(painter, rect, FIELD_RADIUS, colour("sunken"), colour("line2"))
                painter.setFont(self._theme.font(13))
                painter.setPen(colour("ink2"))
                words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(rect.adjusted(16, 8, -16, -8), words, self._words)
                return
            box(painter, rect, FIELD_RADIUS, colour("neutral_photo"))
            draw_fitting(painter, self._image, rect.adjusted(6, 6, -6, -6))


def image_of(picture: Pixels) -> QImage:
    """A picture as Qt paints it."""
    rows = QImage(picture.rgb, picture.width, picture.height, 3 * picture.width, QImage.Format.Format_RGB888)
    return rows.copy()  # one that owns its bytes


def draw_fitting(painter: QPainter, image: QImage, room: QRectF) -> None:
    """Draw an image in the middle of `room`, as large as it goes in its own shape."""
    size = image.size().scaled(room.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(0, 0, size.width(), size.height())
    place.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
