"""The help beside a screen: what it is for, its keys, what its marks mean; and a search through all of it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.help_text import HelpMark, HelpScreen, found_in, holds, marks_found
from charting.words import _
from ui.keys import SCREENS, VISIT, keys_of
from ui.parts.buttons import IconButton
from ui.parts.card import Hairline
from ui.parts.finder import Finder
from ui.parts.labels import Icon, Label
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.scroll import Centre

WIDTH = 320
Keys = Callable[[str], list[tuple[str, str]]]


class HelpPanel(QWidget):
    """Stands at the right and takes no key but its own. `closed()` follows the cross and Esc.

    `keys` gives the keys of a screen, of all screens for a blank.
    """

    closed = Signal()

    def __init__(self, theme: Theme, screens: dict[str, HelpScreen], keys: Keys = keys_of) -> None:
        super().__init__()
        self._theme, self._screens, self._keys = theme, screens, keys
        self._shown = ""
        self.setAccessibleName(_("Help"))
        close = IconButton(theme, "cross", _("Close the help"))
        close.clicked.connect(self.closed)
        self.search = Finder(theme, key_hint="Shift+F1")
        self.search.edit.setPlaceholderText(_("Search the help"))
        self.search.edit.setAccessibleName(_("Search the help"))
        self.search.edited.connect(self._search)
        head = QHBoxLayout()
        head.addWidget(Label(theme, _("Help"), px=15, weight=600))
        head.addStretch(1)
        head.addWidget(close)
        self._said = QVBoxLayout()
        self._said.setSpacing(8)
        body = QWidget()
        body.setLayout(self._said)
        self._said.setContentsMargins(0, 0, 8, 0)
        self._scroll = Centre(body, _("Help"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.search)
        column.addWidget(self._scroll, 1)
        QShortcut(QKeySequence("Esc"), self, self.closed.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        theme.changed.connect(self.update)

    def show_screen(self, key: str) -> None:
        """Explain another screen, unless somebody is searching."""
        if key != self._shown:
            self._shown = key
            if not self.search.edit.text().strip():
                self._explain()

    def words(self) -> str:
        """Everything on show."""
        return "\n".join(label.text() for label in self.findChildren(Label))

    def _explain(self) -> None:
        clear(self._said)
        screen = self._screens.get(self._shown)
        if screen is not None:
            self._add(screen.title, px=15, weight=600)
            self._add(screen.purpose, px=14)
            for point in screen.points:
                self._add(point, token="ink2")
        self._tell(screen.marks if screen is not None else (), self._keys(self._key_screen()))
        self._end()

    def _key_screen(self) -> str:
        """The screen that the keys of the table speak of; a sheet is part of the visit."""
        screen = self._shown.partition(".")[0]
        return screen if screen in SCREENS else VISIT

    def _search(self, wanted: str) -> None:
        if not wanted.strip():
            self._explain()
            return
        clear(self._said)
        screens = list(self._screens.values())
        found, marks = found_in(screens, wanted), marks_found(screens, wanted)
        keys = [pair for pair in self._keys("") if holds(" ".join(pair), wanted)]
        before = ""
        for screen, sentence in found:
            if screen.title != before:
                self._head(screen.title)
                before = screen.title
            self._add(sentence)
        self._tell(marks, keys)
        if not (found or marks or keys):
            self._add(_("Nothing in the help has these words."), token="ink3")
        self._end()

    def _tell(self, marks: Sequence[HelpMark], keys: Sequence[tuple[str, str]]) -> None:
        if marks:
            self._head(_("Marks"))
        for mark in marks:
            self._said.addWidget(_MarkRow(self._theme, mark))
        if keys:
            self._head(_("Keys"))
            self._said.addWidget(_KeyList(self._theme, keys))

    def _end(self) -> None:
        self._said.addStretch(1)
        self._scroll.verticalScrollBar().setValue(0)

    def _head(self, words: str) -> None:
        self._said.addSpacing(4)
        self._said.addWidget(Hairline(self._theme))
        self._add(words, weight=600, token="ink2")

    def _add(self, words: str, *, px: int = 13, weight: int = 400, token: str = "ink") -> None:
        self._said.addWidget(Label(self._theme, words, px=px, weight=weight, token=token, wrap=True))

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._theme.colour("sunken"))
            painter.fillRect(0, 0, 1, self.height(), self._theme.colour("line"))


class _MarkRow(QWidget):
    def __init__(self, theme: Theme, mark: HelpMark) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(Icon(theme, mark.icon, 18, mark.token), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(theme, mark.word, px=13, weight=600, wrap=True))
        words.addWidget(Label(theme, mark.meaning, px=13, token="ink2", wrap=True))
        row.addLayout(words, 1)


class _KeyList(QWidget):
    def __init__(self, theme: Theme, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for at, (press, does) in enumerate(keys):
            pressed = Label(theme, press, px=12, weight=600, token="ink2", wrap=True)
            pressed.setFixedWidth(92)
            grid.addWidget(pressed, at, 0, top)
            grid.addWidget(Label(theme, does, px=13, wrap=True), at, 1, top)


class BesideHelp(QWidget):
    """A screen with the help at its right; where the screen would get too narrow the help lies over its right part."""

    def __init__(self, screen: QWidget, panel: HelpPanel) -> None:
        super().__init__()
        self._screen, self.panel = screen, panel
        screen.setParent(self)
        panel.setParent(self)
        panel.hide()
        panel.installEventFilter(self)

    def minimumSizeHint(self) -> QSize:
        return self._screen.minimumSizeHint()

    def sizeHint(self) -> QSize:
        return self._screen.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._place()
        super().resizeEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
            self._place()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.panel and event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self._place()
        return False

    def _place(self) -> None:
        room = self.rect()
        if self.panel.isHidden():
            self._screen.setGeometry(room)
            return
        beside = room.width() - WIDTH >= self._screen.minimumSizeHint().width()
        self._screen.setGeometry(room.adjusted(0, 0, -WIDTH if beside else 0, 0))
        self.panel.setGeometry(room.width() - WIDTH, 0, WIDTH, room.height())
        self.panel.raise_()
