"""The time in large figures, for the screens in front of a closed or covered clinic."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.dates import show_day, show_time
from charting.words import _
from ui.icons import paint_mark
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme

_TALL, _LOW, _NARROW = 84, 60, 40


class _Tile(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(36, 36)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_mark(painter, QRectF(self.rect()), self._theme)


class StandingClock(QWidget):
    """Mark, name of the clinic where it is known, time, day, and a line of words below."""

    def __init__(self, theme: Theme, clock: Callable[[], datetime], clinic: str = "", words: str = "") -> None:
        super().__init__()
        self._clock = clock
        self._time = FullLabel(theme, px=_TALL, weight=600)
        self._day = Label(theme, px=18, token="ink2", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        self._tile = _Tile(theme)
        head.addWidget(self._tile)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(FullLabel(theme, _("Rootline"), px=20, weight=600))
        if clinic:
            names.addWidget(Label(theme, clinic, px=14, token="ink2", wrap=True))
        head.addLayout(names, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addSpacing(16)
        layout.addWidget(self._time)
        layout.addWidget(self._day)
        if words:
            layout.addSpacing(16)
            layout.addWidget(Label(theme, words, px=13, token="ink2", wrap=True))
        layout.addStretch(1)
        self._column = layout
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_time)
        self._tick.start()
        self._show_time()

    def add_under_day(self, widget: QWidget) -> None:
        """Place a widget between the day and the words."""
        at = self._column.indexOf(self._day) + 1
        self._column.insertSpacing(at, 8)
        self._column.insertWidget(at + 1, widget)

    def set_low(self, low: bool, *, narrow: bool = False) -> None:
        """Smaller figures for a window with little height, and still smaller ones for a narrow one."""
        self._time.set_type(_NARROW if narrow else _LOW if low else _TALL, 600)
        self._day.set_type(14 if narrow else 18)
        self._tile.setVisible(not narrow)

    def _show_time(self) -> None:
        now = self._clock()
        self._time.setText(show_time(now))
        day = show_day(now.date()).replace("-", "\N{NON-BREAKING HYPHEN}")
        self._day.setText(f"{now:%A} {day}")
