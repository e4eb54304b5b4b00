"""The scalp map with what is chosen beside it: the full top, small zones, the visit before beneath, what it means."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.words import _
from ui.parts.choice_piece import ChoicePiece
from ui.parts.flow_layout import FlowLayout
from ui.parts.scalp_map import ScalpMap
from ui.parts.scalp_shown import ZoneShown
from ui.theme import Theme

FOUR_VIEWS_FROM = 1280


class Toggle(ChoicePiece):
    """A piece of its own that is on or off, for mouse and keyboard."""

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__(theme, text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def nextCheckState(self) -> None:
        self.setChecked(not self.isChecked())

    def set_text(self, text: str) -> None:
        """Change the words."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.set_ringed(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.set_ringed(False)


class ScalpPanel(QWidget):
    """A map of zones and the pieces under it. `composites` are zones made of others, by code, in words."""

    zone_chosen = Signal(str)

    def __init__(self, theme: Theme, names: Mapping[str, str], composites: Mapping[str, str]) -> None:
        super().__init__()
        self.map = ScalpMap(theme, names)
        self.map.zone_chosen.connect(self.zone_chosen)
        self.whole: dict[str, Toggle] = {}
        self.small_zones = Toggle(theme, _("Small zones"))
        self.small_zones.toggled.connect(self.map.show_sub_zones)
        self.beneath = Toggle(theme, _("Last visit beneath"))
        self.beneath.toggled.connect(self._lay_beneath)
        self._shown: dict[str, ZoneShown] = {}
        self._before: dict[str, ZoneShown] = {}
        self.setFixedWidth(self.map.sizeHint().width())
        self._pieces = QWidget()
        flow = FlowLayout(self._pieces)
        for code, words in composites.items():
            self.whole[code] = Toggle(theme, words)
            self.whole[code].clicked.connect(lambda _checked=False, code=code: self._choose_whole(code))
            flow.addWidget(self.whole[code])
        flow.addWidget(self.small_zones)
        flow.addWidget(self.beneath)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.map)
        layout.addWidget(self._pieces)
        layout.addStretch(1)

    def show_zones(self, zones: Mapping[str, ZoneShown], chosen: str) -> None:
        """Show the worked zones and the one in hand."""
        self._shown = dict(zones)
        for code, piece in self.whole.items():
            piece.setChecked(code in zones)
        self.map.show_zones(zones, chosen)

    def offer_beneath(self, words: str, zones: Mapping[str, ZoneShown]) -> None:
        """Offer to lay an earlier visit beneath, named by its day; without zones nothing is offered."""
        self._before = dict(zones)
        self.beneath.setVisible(bool(zones))
        if words and self.beneath.text() != words:
            self.beneath.set_text(words)
        self._lay_beneath()

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def fit(self) -> None:
        """Draw as many views as the window has room for."""
        self.map.set_small_views(self.window().width() >= FOUR_VIEWS_FROM)

    def _choose_whole(self, code: str) -> None:
        self.whole[code].setChecked(code in self._shown)
        self.zone_chosen.emit(code)

    def _lay_beneath(self) -> None:
        self.map.show_beneath(self._before if self.beneath.isChecked() else {})
