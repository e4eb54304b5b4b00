"""Tabs in a row, or in two; in a low window one button that offers the same places, where one row does not do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.parts.flow_layout import FlowLayout
from ui.parts.menu_button import MenuButton
from ui.parts.place_tab import PlaceTab
from ui.theme import Theme

GAP, LOW = 18, 560


class PlaceTabs(QWidget):
    """`chosen(key)` follows a tap on a tab or in the menu; `tabs` are the tabs by key, `label` names the menu."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, label: str) -> None:
        super().__init__()
        self._theme = theme
        self.tabs: dict[str, PlaceTab] = {}
        self.menu = MenuButton(theme, label)
        self.menu.picked.connect(self.chosen)
        self.menu.hide()
        self._flow = FlowLayout(self, gap=GAP)
        self._flow.addWidget(self.menu)

    def add(self, key: str, title: str) -> None:
        """Add a place after the others; one that is there already stays as it is."""
        if key in self.tabs:
            return
        tab = PlaceTab(self._theme, title)
        tab.clicked.connect(lambda: self.chosen.emit(key))
        self._flow.addWidget(tab)
        self.tabs[key] = tab
        self.menu.set_options([(one, tab.text()) for one, tab in self.tabs.items()], self.menu.value())
        self._fit()

    def set_current(self, key: str) -> None:
        """Mark where we are; who went there by keyboard keeps the keyboard there."""
        self.menu.set_value(key)
        for one, tab in self.tabs.items():
            tab.setChecked(one == key)
            if one == key and isinstance(self.focusWidget(), PlaceTab) and tab.isVisible():
                tab.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)

    def _fit(self) -> None:
        needed = sum(tab.sizeHint().width() + GAP for tab in self.tabs.values()) - GAP
        folds = needed > self.width() and self.window().height() < LOW
        for tab in self.tabs.values():
            tab.setVisible(not folds)
        self.menu.setVisible(folds)
