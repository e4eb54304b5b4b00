"""What stands in the place of a screen that names patients while a clock runs and nobody touches anything."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.labels import Label
from ui.theme import Theme
from ui.views.clocks_lock import StillRunning

WIDTH = 560


class VeiledView(QWidget):
    """Says that names are covered, and shows what runs, by room. It takes the keyboard: no key gets through."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setAccessibleName(_("Names are covered"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.running = StillRunning(theme)
        holder = QWidget()
        holder.setFixedWidth(WIDTH)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Label(theme, _("Names are covered"), px=20, weight=600))
        why = _("A clock runs and nobody has touched anything. Touch the screen or press a key to go on.")
        column.addWidget(Label(theme, why, px=14, token="ink2", wrap=True))
        column.addWidget(self.running)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(holder)
        middle.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.addStretch(1)
        outer.addLayout(middle, 2)
