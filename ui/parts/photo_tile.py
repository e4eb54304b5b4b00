"""A small photograph to tap, with its view below; a view that is still to be taken is a dashed place."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from charting.actions.pictures import Pixels
from charting.words import _
from ui.icons import paint_icon
from ui.parts.paint import FIELD_RADIUS, box
from ui.parts.photo_frame import draw_fitting, image_of
from ui.theme import Theme

WIDTH, PICTURE, LINE = 148, 96, 20


class PhotoTile(QAbstractButton):
    """`key` is whatever the owner knows the photograph by; blank where there is none yet."""

    def __init__(
        self, theme: Theme, view: str, key: str = "", picture: Pixels | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.key = key
        self._theme = theme
        self._image = QImage() if picture is None else image_of(picture)
        self.setText(view)
        self.setAccessibleName(_("{view}, photograph") if key else _("{view}, not taken yet"))
        self.setAccessibleName(self.accessibleName().format(view=view))
        self.setCheckable(bool(key))
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("" if self._fits() else view)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, PICTURE + LINE + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _fits(self) -> bool:
        return QFontMetricsF(self._theme.font(12, 600)).horizontalAdvance(self.text()) <= WIDTH - 4

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        chosen = self.isChecked()
        with QPainter(self) as painter:
            place = QRectF(1, 1, WIDTH - 2, PICTURE - 2)
            if self._image.isNull():
                box(painter, place, FIELD_RADIUS, colour("sunken"), colour("control"), dashed=True)
                paint_icon(painter, "camera", WIDTH / 2 - 10, PICTURE / 2, 20, colour("ink3"))
            else:
                box(painter, place, FIELD_RADIUS, colour("neutral_photo"))
                draw_fitting(painter, self._image, place.adjusted(4, 4, -4, -4))
            if chosen or self.hasFocus():
                ring = QRectF(0, 0, WIDTH, PICTURE)
                box(painter, ring, FIELD_RADIUS + 1, None, colour("accent"), width=4 if chosen else 2)
            font = self._theme.font(12, 600 if chosen else 500)
            painter.setFont(font)
            painter.setPen(colour("ink" if self.key else "ink2"))
            words = QFontMetricsF(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, WIDTH - 4)
            painter.drawText(QRectF(0, PICTURE + 2, WIDTH, LINE), Qt.AlignmentFlag.AlignCenter, words)
