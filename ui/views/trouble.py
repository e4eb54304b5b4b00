"""A screen that says why there is nothing to show, and what to do."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.words import _
from ui.parts.strip import WarningStrip
from ui.theme import Theme


class TroubleView(QWidget):
    """One sentence in the middle of the window."""

    help_id = "danger"

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        strip = WarningStrip(theme, "stop", _("The clinic cannot be opened"), words)
        strip.setMaximumWidth(720)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(40, 40, 40, 40)
        layout.addStretch(1)
        layout.addWidget(strip)
        layout.addStretch(2)
