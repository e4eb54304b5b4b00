"""The top bar: the mark, the places with their keys, the finder, when it was last saved, and who is working."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from charting.words import _
from ui.icons import paint_mark
from ui.parts.buttons import IconButton
from ui.parts.finder import Finder
from ui.parts.labels import FullLabel, Icon
from ui.parts.menu_button import MenuButton
from ui.parts.place_tab import PlaceTab
from ui.theme import Theme

_HEIGHT = 44
_WIDE = 1200
_FINDER_WIDTH, _LEAST_FINDER = 268, 90


@dataclass(frozen=True, slots=True)
class Place:
    """A place to go: its key for the program, its words and its key on the keyboard."""

    key: str
    text: str
    key_hint: str = ""


class _Mark(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(22, 22)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            paint_mark(painter, QRectF(self.rect()), self._theme)


class UserChip(QAbstractButton):
    """Initials of who is working, in a tinted disc; the full name is in the tool tip."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_user("", "")
        theme.changed.connect(self.update)

    def set_user(self, initials: str, name: str) -> None:
        """Show another person."""
        self.setText(initials)
        self.setToolTip(name)
        self.setAccessibleName(name or _("Nobody signed in"))
        self.setVisible(bool(initials))

    def sizeHint(self) -> QSize:
        return QSize(self._theme.target(), self._theme.target())

    def paintEvent(self, _event: QPaintEvent) -> None:
        colour = self._theme.colour
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent_mid" if self.isDown() else "accent_tint"))
            painter.drawEllipse(QPointF(self.width() / 2, self.height() / 2), 14, 14)
            painter.setFont(self._theme.font(12, 600))
            painter.setPen(colour("accent_ink"))
            painter.drawText(QRectF(self.rect()), Qt.AlignmentFlag.AlignCenter, self.text())


class TopBar(QWidget):
    """44 px at the top of every screen. In a narrow window the keys and the word Rootline go first, then when it was
    saved; at last the places become one button.
    """

    place_chosen = Signal(str)
    search_edited = Signal(str)
    search_entered = Signal(str)
    user_pressed = Signal()
    lock_pressed = Signal()

    def __init__(self, theme: Theme, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tabs: dict[str, PlaceTab] = {}
        self._passing: QWidget | None = None
        self._name = FullLabel(theme, "Rootline", px=15, weight=600)
        self._saved_tick = Icon(theme, "tick", 14, "ink3")
        self._saved = FullLabel(theme, px=13, token="ink2")
        self.user = UserChip(theme)
        self.user.clicked.connect(self.user_pressed)
        self.lock = IconButton(theme, "lock", _("Lock"))
        self.lock.clicked.connect(self.lock_pressed)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 6, 0)
        row.setSpacing(6)
        row.addWidget(_Mark(theme))
        row.addWidget(self._name)
        row.addSpacing(12)
        self._places = QHBoxLayout()
        self._places.setSpacing(12)
        self.menu = MenuButton(theme, _("Go to"))
        self.menu.set_options([(place.key, place.text) for place in places])
        self.menu.picked.connect(self.place_chosen)
        self.menu.hide()
        for place in places:
            tab = PlaceTab(theme, place.text, key_hint=place.key_hint)
            tab.clicked.connect(lambda _checked=False, key=place.key: self.place_chosen.emit(key))
            self._tabs[place.key] = tab
            self._places.addWidget(tab)
        row.addLayout(self._places)
        row.addWidget(self.menu)
        self.finder = Finder(theme, parent=self)  # after the places, as it is read: Tab follows
        self.finder.edited.connect(self.search_edited)
        self.finder.entered.connect(self.search_entered)
        row.addStretch(1)
        row.addWidget(self._saved_tick)
        row.addWidget(self._saved)
        row.addSpacing(6)
        self._right = QHBoxLayout()
        row.addLayout(self._right)
        row.addWidget(self.user)
        row.addWidget(self.lock)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.set_saved("")
        theme.changed.connect(self.update)

    def set_current(self, key: str) -> None:
        """Mark where we are; an unknown key marks nothing."""
        for one, tab in self._tabs.items():
            tab.setChecked(one == key)
        self.menu.set_value(key if key in self._tabs else "")

    def set_enabled(self, key: str, enabled: bool) -> None:
        """Open or close a place, as Session without a visit."""
        self._tabs[key].setEnabled(enabled)

    def set_saved(self, text: str) -> None:
        """Show "Saved 14:02:11", or nothing."""
        self._saved.setText(text)
        self._fit()

    def add_at_right(self, widget: QWidget) -> None:
        """Place a button before who is working, as Emergency."""
        self._right.addWidget(widget)
        self._fit()

    def add_before_saved(self, widget: QWidget) -> None:
        """Place something that comes and goes; what stands right of it stays where it is, the finder makes room."""
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.insertWidget(row.indexOf(self._saved_tick), widget)
        self._passing = widget
        self._place_finder()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return done

    def sizeHint(self) -> QSize:
        return QSize(1000, max(_HEIGHT, self._theme.target()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let what is only an aid give way until the rest stands in full."""
        wide = self.width() >= _WIDE
        for tab in self._tabs.values():
            tab.show_hint(wide)
        self._name.setVisible(wide)
        places = sum(tab.sizeHint().width() for tab in self._tabs.values())
        places += self._places.spacing() * max(0, len(self._tabs) - 1)
        said = self._saved_tick.sizeHint().width() + self._saved.sizeHint().width() + 12
        passing = self._passing is not None and not self._passing.isHidden()
        ends = 22 + 12 + 4 * 6 + 22 + self._right.sizeHint().width() + 2 * self._theme.target() + 12
        ends += self._passing.sizeHint().width() + 6 if passing and self._passing is not None else 0
        says = bool(self._saved.text()) and ends + places + said <= self.width()
        folds = bool(self._tabs) and ends + places > self.width()
        self._saved.setVisible(says)
        self._saved_tick.setVisible(says)
        for tab in self._tabs.values():
            tab.setVisible(not folds)
        self.menu.setVisible(folds)
        self._place_finder()

    def _place_finder(self) -> None:
        """Keep the finder in the middle as long as both sides leave it room."""
        row = self.layout()
        row.activate()
        shown = [self.menu] if not self.menu.isHidden() else list(self._tabs.values())
        left = max((place.geometry().right() for place in shown), default=0) + 20
        end: QWidget | QHBoxLayout = self._right if self._right.count() else self.user
        if not self._saved_tick.isHidden():
            end = self._saved_tick
        if self._passing is not None and not self._passing.isHidden():
            end = self._passing
        right = end.geometry().x() - 16
        width = max(0, min(_FINDER_WIDTH, right - left))
        x = min(max(left, (self.width() - _FINDER_WIDTH) // 2), max(left, right - width))
        height = self.finder.sizeHint().height()
        self.finder.setVisible(width >= _LEAST_FINDER)
        self.finder.setGeometry(x, (self.height() - height) // 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("paper"))
            painter.fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("line"))
