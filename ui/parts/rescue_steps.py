"""The numbered steps of an emergency, readable from where one stands."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.parts.paint import FIELD_RADIUS, box
from ui.parts.strong_label import StrongLabel
from ui.theme import Theme

_SIDE = 26


class StepNumber(QWidget):
    """A number on a dark tile, as on the wall card."""

    def __init__(self, theme: Theme, number: int) -> None:
        super().__init__()
        self._theme, self._number = theme, number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(_SIDE, _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        with QPainter(self) as painter:
            box(painter, QRectF(self.rect()), FIELD_RADIUS, colour("ink"))
            painter.setFont(self._theme.font(14, 600))
            painter.setPen(colour("surface"))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, str(self._number))


class RescueSteps(QWidget):
    """Steps one below the other; `**words**` stand strong."""

    def __init__(self, theme: Theme, texts: Sequence[str]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, text in enumerate(texts):
            grid.addWidget(StepNumber(theme, row + 1), row, 0, Qt.AlignmentFlag.AlignTop)
            label = StrongLabel(theme, text)
            label.setMinimumHeight(_SIDE)
            grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.setRowStretch(len(texts), 1)
