"""The button that opens the emergency card, the same on every screen."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.theme import Theme


class EmergencyButton(PlainButton):
    """A pulse, the word and its key; `wanted` is called when it is pressed."""

    def __init__(self, theme: Theme, wanted: Callable[[], None]) -> None:
        super().__init__(theme, _("Emergency"), icon="pulse", icon_token="red", key_hint="F12", small=True)
        self.clicked.connect(wanted)


class EmergencyBar(QWidget):
    """The button alone at the top right, for screens without a top bar: lock, first start, trouble."""

    def __init__(self, theme: Theme, wanted: Callable[[], None]) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.addStretch(1)
        row.addWidget(EmergencyButton(theme, wanted))
