"""A page without a readable code: a person says which page of which paper it is, or that it is of none."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import LinkButton, MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.due_row import DueRow, DueShown
from ui.parts.labels import Label
from ui.parts.photo_frame import PhotoFrame
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.entry import Entry
from ui.views.scroll import Centre

SIDE, BESIDE, LEAST_FRAME = 440, 800, 300


class ScanPlaceView(QWidget):
    """`filed(document id, page)` follows the filled button, `discarded(reason)` the other, `searched(typed)` typing."""

    left = Signal()
    searched = Signal(str)
    filed = Signal(str, int)
    discarded = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, tuple[DueShown, int]] = {}
        self._chosen, self._more = "", False
        self.frame = PhotoFrame(theme)
        self._title = Label(theme, px=20, weight=600, wrap=True)
        self._why = Label(theme, px=13, token="ink2", wrap=True)
        self.search = Entry(
            theme, _("Whose paper is it?"), _("name, ID or any part of the number at the foot of the page")
        )
        self.search.edited.connect(self.searched)
        self._found = QVBoxLayout()
        self._found.setSpacing(2)
        self.other = LinkButton(theme, _("Another paper"))
        self.other.clicked.connect(lambda: self._choose(""))
        self.page = TapChoice(theme, [], name=_("Which page?"))
        self.page.picked.connect(self._settle)
        self._page_words = Label(theme, _("Which page is it?"), px=13, token="ink2")
        self.reason = Entry(theme, _("It belongs to no paper, because"), longest=200)
        self.discard = PlainButton(theme, _("Discard this page"), icon="cross", small=True)
        self.discard.clicked.connect(lambda: self.discarded.emit(self.reason.text()))
        self._said = Label(theme, px=13, token="red", wrap=True)
        self.file = MainButton(theme, _("File this page"), icon="tick")
        self.file.clicked.connect(self._file)
        self._lay_out()

    def ask(self, title: str, why: str) -> None:
        """Begin with another page; nothing is chosen."""
        self._title.setText(title)
        self._why.setText(why)
        self._said.setText("")
        for entry in (self.search, self.reason):
            entry.line.clear()
            entry.accept()
        self._choose("")
        self.search.setFocus()

    def show_found(self, rows: Sequence[tuple[DueShown, int]], *, more: bool = False) -> None:
        """Show the papers it may be of, each with the count of its pages; `more` where others fit as well."""
        self._rows, self._more = {row.key: (row, pages) for row, pages in rows}, more
        if not self._chosen:
            self._list([row for row, _pages in rows])

    def refuse(self, why: str) -> None:
        """Say why the page was not filed or discarded."""
        self._said.setText(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        beside = event.size().width() >= BESIDE
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._side.setMinimumWidth(min(SIDE, event.size().width() - 40) if beside else 0)
        super().resizeEvent(event)

    def _choose(self, key: str) -> None:
        self._chosen = key
        row, pages = self._rows.get(key, (None, 0))
        self._list([row] if row is not None else [row for row, _pages in self._rows.values()])
        self.page.set_value(None)
        self.page.set_options([(number, str(number)) for number in range(1, pages + 1)])
        for part in (self.page, self._page_words, self.other):
            part.setVisible(bool(key))
        self.search.setVisible(not key)
        self._settle()

    def _list(self, rows: Sequence[DueShown]) -> None:
        clear(self._found)
        if words := self._words_above(rows):
            self._found.addWidget(Label(self._theme, words, px=13, token="ink2", wrap=True))
        for shown in rows:
            row = DueRow(self._theme, shown, tapped=not self._chosen)
            row.pressed.connect(self._choose)
            self._found.addWidget(row)

    def _words_above(self, rows: Sequence[DueShown]) -> str:
        """What the list does not hold; blank where it holds everything."""
        if not self._chosen and self._more:
            if rows:
                return _("Only the newest are listed, there are more. Type more of the name or of the number.")
            return _("Many patients fit. Type more of the name, or the number of the paper.")
        if rows:
            return ""
        if self.search.text():
            return _("No paper of this name or number was kept.")
        return _("No paper is waited for. Type whose it is, or four characters of its number.")

    def _settle(self, _picked: object = None) -> None:
        self.file.setEnabled(bool(self._chosen) and isinstance(self.page.value(), int))

    def _file(self) -> None:
        number = self.page.value()
        if self._chosen and isinstance(number, int):
            self.filed.emit(self._chosen, number)

    def _lay_out(self) -> None:
        theme = self._theme
        which = Card(theme, _("Which paper is it of?"))
        which.body.addWidget(self.search)
        which.body.addLayout(self._found)
        which.body.addWidget(self.other, 0, Qt.AlignmentFlag.AlignLeft)
        for part in (self._page_words, self.page):
            which.body.addWidget(part)
        none = Card(theme, _("Not one of ours"))
        none.body.addWidget(self.reason)
        row = QHBoxLayout()
        row.addWidget(self.discard)
        row.addStretch(1)
        none.body.addLayout(row)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (which, none):
            column.addWidget(part)
        column.addStretch(1)
        self._side = Centre(side, _("Where the page belongs"))
        self.frame.setMinimumHeight(LEAST_FRAME)
        held = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, held)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)
        self._across.addWidget(self.frame, 1)
        self._across.addWidget(self._side)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(back)
        foot.addWidget(self._said, 1)
        foot.addWidget(self.file)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addWidget(self._title)
        outer.addWidget(self._why)
        outer.addWidget(Centre(held, _("The page and where it belongs")), 1)
        outer.addLayout(foot)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)
