"""Scanned papers: what the last file brought, pages that wait for a person, and papers that are out."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charting.actions.scan_files import ENDINGS
from charting.words import _
from ui.file_dialogs import ask_for_files
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.due_row import DueRow, DueShown
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.scan_check import ScanCheckView
from ui.views.scan_place import ScanPlaceView
from ui.views.scroll import Centre

BESIDE = 1000


class ScansView(QStackedWidget):
    """Three pages: the overview, `place` for a page without a code, `check` for a paper beside its scan.

    `files_chosen(paths)` follows the file picker, `page_chosen(id)` and `paper_chosen(id)` a tap on a row, `left()`
    Back on the overview.
    """

    left = Signal()
    files_chosen = Signal(object)
    page_chosen = Signal(str)
    paper_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._strip = WarningStrip(theme, "note", "")
        self._strip.hide()
        self.pages = Card(theme, _("Pages that could not be read"))
        self.papers = Card(theme, _("Papers that are out"))
        self.choose = MainButton(theme, _("Choose scanned files"), icon="scan")
        self.choose.clicked.connect(self._ask_files)
        self.place = ScanPlaceView(theme)
        self.check = ScanCheckView(theme)
        self._overview = self._lay_out()
        for page in (self._overview, self.place, self.check):
            self.addWidget(page)
        for page in (self.place, self.check):
            page.left.connect(self.show_overview)

    def show_overview(self) -> None:
        """Go back to the lists."""
        self.setCurrentWidget(self._overview)
        self.choose.setFocus()

    def show_lists(self, pages: Sequence[DueShown], papers: Sequence[DueShown]) -> None:
        """Fill both lists."""
        nothing = _("None. Every page that came in was filed or discarded.")
        self._fill(self.pages, pages, self.page_chosen, nothing)
        self.pages.set_edge("amber_line" if pages else "line")
        nothing = _("None. What is printed to be signed by hand waits here until its scan was looked at.")
        self._fill(self.papers, papers, self.paper_chosen, nothing)

    def say(self, kind: str, title: str, lines: Sequence[str] = ()) -> None:
        """Say what became of files: kind as of a strip."""
        self._strip.set_message(kind, title, "\n".join(lines))
        self._strip.show()

    def say_reading(self, count: int) -> None:
        """Say that files are being read."""
        self.choose.setEnabled(not count)
        if count:
            self.say("note", _("Reading the scan"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width() >= BESIDE
        self._lists.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def _fill(self, card: Card, rows: Sequence[DueShown], follow: Signal, nothing: str) -> None:
        clear(card.body)
        card.set_meta(str(len(rows)) if rows else "")
        if not rows:
            card.body.addWidget(Label(self._theme, nothing, px=13, token="ink3", wrap=True))
        for shown in rows:
            row = DueRow(self._theme, shown)
            row.pressed.connect(follow)
            card.body.addWidget(row)
        card.body.addStretch(1)

    def _ask_files(self) -> None:
        kinds = " ".join(f"*{ending} *{ending.upper()}" for ending in ENDINGS)
        if chosen := ask_for_files(self, "scans", _("Scanned files"), f"{_('Scans')} ({kinds})"):
            self.files_chosen.emit(chosen)

    def _lay_out(self) -> QWidget:
        theme = self._theme
        for card in (self.pages, self.papers):
            card.body.setSpacing(2)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._strip)
        self._lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lists.setSpacing(12)
        self._lists.addWidget(self.pages, 1)
        self._lists.addWidget(self.papers, 1)
        column.addLayout(self._lists)
        column.addStretch(1)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(back)
        hint = _("Files can be dropped anywhere in the window. Each page files itself by its code.")
        foot.addWidget(Label(theme, hint, px=12, token="ink3", wrap=True), 1)
        foot.addWidget(self.choose)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addWidget(Label(theme, _("Scanned papers"), px=20, weight=600))
        outer.addWidget(Centre(held, _("Scanned papers")), 1)
        outer.addLayout(foot)
        QShortcut(QKeySequence("Esc"), page, self.left.emit)
        return page
