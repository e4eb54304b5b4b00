"""The lock: the clock, and the password of the file."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.dates import show_day, show_time
from charting.words import _
from ui.parts.buttons import MainButton
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.entry import Entry


class UnlockView(QWidget):
    """Shows no patient's name. `entered` carries the password."""

    entered = Signal(str)

    def __init__(self, theme: Theme, clock: Callable[[], datetime]) -> None:
        super().__init__()
        self._clock = clock
        self._time = Label(theme, px=84, weight=600)
        self._day = Label(theme, px=18, token="ink2")
        self.password = Entry(theme, _("Password"), secret=True, longest=200)
        self.password.entered.connect(self._enter)
        button = MainButton(theme, _("Open the clinic"), key_hint="Enter")
        button.clicked.connect(self._enter)
        left = QVBoxLayout()
        left.addWidget(Label(theme, _("Rootline"), px=20, weight=600))
        left.addSpacing(24)
        left.addWidget(self._time)
        left.addWidget(self._day)
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(Label(theme, _("Open the clinic"), px=20, weight=600))
        right.addWidget(self.password)
        right.addWidget(button, alignment=Qt.AlignmentFlag.AlignRight)
        row = QHBoxLayout()
        row.addStretch(2)
        row.addLayout(left)
        row.addStretch(1)
        row.addLayout(right)
        row.addStretch(2)
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)
        self.password.setMinimumWidth(320)
        self.setFocusProxy(self.password)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._show_time)
        self._tick.start(1000)
        self._show_time()

    def refuse(self, why: str) -> None:
        """Say why the clinic stays closed."""
        self.password.refuse(why)
        self.password.line.selectAll()

    def _show_time(self) -> None:
        now = self._clock()
        self._time.setText(show_time(now))
        self._day.setText(f"{now:%A} {show_day(now.date())}")

    def _enter(self) -> None:
        if self.password.text():
            self.entered.emit(self.password.text())
