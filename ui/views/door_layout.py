"""The two halves of the screens before a closed or covered clinic: the clock, and who comes in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.parts.standing_clock import StandingClock

LOW, NARROW = 640, 800
_COLUMN, _CLOCK, _CLOCK_LOW, _CLOCK_NARROW = 372, 330, 220, 130
_MOST = 210


class DoorLayout(QWidget):
    """Clock at the left, `column` at the right; in a low window `aside` stands beside the column, not under it."""

    def __init__(self, clock: StandingClock, column: QWidget, aside: QWidget | None = None) -> None:
        super().__init__()
        self._clock, self._aside = clock, aside
        clock.setMaximumWidth(_CLOCK)
        column.setMaximumWidth(max(_COLUMN, column.minimumSizeHint().width()))
        self._right = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._right.setSpacing(14)
        self._right.addWidget(column, 0, Qt.AlignmentFlag.AlignTop)
        if aside is not None:
            aside.setMaximumWidth(_COLUMN)
            self._right.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.addStretch(2)
        row.addWidget(clock, 4)
        row.addStretch(1)
        row.addLayout(self._right, 6)
        row.addStretch(2)
        inner = QWidget()
        self._middle = middle = QVBoxLayout(inner)
        middle.addStretch(2)
        middle.addLayout(row)
        middle.addStretch(3)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def resizeEvent(self, event: QResizeEvent) -> None:
        low = event.size().height() < LOW
        narrow = event.size().width() < NARROW
        self._middle.setContentsMargins(*((12, 4, 12, 4) if narrow else (20, 8, 20, 8)))
        side = QBoxLayout.Direction.LeftToRight if low else QBoxLayout.Direction.TopToBottom
        self._right.setDirection(side)
        self._clock.set_low(low, narrow=narrow)
        self._clock.setMaximumWidth(_CLOCK_NARROW if narrow else _CLOCK_LOW if low else _CLOCK)
        super().resizeEvent(event)


def scrolled(inner: QWidget) -> QScrollArea:
    """People in a list of its own that scrolls once there are more than fit."""
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(inner.accessibleName())
    area.setFixedHeight(min(_MOST, inner.sizeHint().height()))
    return area
