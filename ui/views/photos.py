"""The photographs of a visit: what was taken of each view, added from files, seen beside earlier ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from charting.actions.pictures import Pixels
from charting.words import _
from ui.file_dialogs import ask_for_files
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.labels import Label
from ui.parts.photo_tile import WIDTH, PhotoTile
from ui.parts.strip import WarningStrip
from ui.parts.toast import Toast
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.photo_check import Owner, PhotoCheck, Waiting
from ui.views.photo_compare import PhotoCompare
from ui.views.scroll import Centre

LEAST_PAGE = 230
PICTURES = "(*.jpg *.jpeg *.JPG *.JPEG *.png *.PNG)"


@dataclass(frozen=True, slots=True)
class Tile:
    """One place in the strip: a photograph of a view, or a standard view that is still to be taken."""

    view: str
    words: str
    key: str = ""
    pixels: Pixels | None = None


class PhotosView(QWidget):
    """`files_chosen(paths, view)` follows the file picker or a drop, `chosen(key)` a tap on a photograph."""

    left = Signal()
    files_chosen = Signal(object, object)
    chosen = Signal(str)
    undo_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tiles: list[PhotoTile] = []
        self._open = False
        self._head, self._foot = QWidget(), QWidget()
        self.setAcceptDrops(True)
        self._title = Label(theme, _("Photographs"), px=20, weight=600)
        self._subtitle = Label(theme, px=13, token="ink2", wrap=True)
        self.add = MainButton(theme, _("Add photographs"), icon="plus")
        self.add.clicked.connect(lambda: self.ask_files(None))
        self._back = PlainButton(theme, _("Back"), key_hint="Esc")
        self._back.clicked.connect(self.left)
        self._strip = WarningStrip(theme, "note", "")
        self._strip.hide()
        self._refused = WarningStrip(theme, "stop", "")
        self._refused.hide()
        self._hint = Label(theme, _("Files can be dropped anywhere here."), px=12, token="ink3")
        strip = QWidget()
        self._column = QVBoxLayout(strip)
        self._column.setContentsMargins(2, 2, 2, 2)
        self._column.setSpacing(8)
        self._strip_area = Centre(strip, _("Photographs of this visit"))
        self._strip_area.setFixedWidth(WIDTH + 26)
        self.compare = PhotoCompare(theme)
        self.check = PhotoCheck(theme)
        self._toast = Toast(theme)
        self._toast.undo_pressed.connect(self.undo_pressed)
        seen = QWidget()
        across = QHBoxLayout(seen)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(self._strip_area)
        across.addWidget(self.compare, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(seen)
        self._pages.addWidget(self.check)
        self._lay_out()
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def show_visit(self, subtitle: str, why_not: str) -> None:
        """Show another visit; `why_not` says why nothing can be added, or is blank."""
        self._subtitle.setText(subtitle)
        self._open = not why_not
        self.add.setEnabled(self._open)
        self._hint.setVisible(self._open)
        self._strip.setVisible(bool(why_not))
        if why_not:
            self._strip.set_message("note", _("No photographs can be added"), why_not)
        self._refused.hide()
        self._toast.hide()
        self.show_strip_page()

    def show_tiles(self, tiles: Sequence[Tile], current: str) -> None:
        """Fill the strip; `current` is the key of the photograph in view."""
        clear(self._column)
        self._tiles = []
        for tile in tiles:
            shown = PhotoTile(self._theme, tile.words, tile.key, tile.pixels)
            shown.setChecked(bool(tile.key) and tile.key == current)
            if tile.key:
                shown.clicked.connect(lambda _checked=False, key=tile.key: self.chosen.emit(key))
            else:
                shown.setEnabled(self._open)
                shown.clicked.connect(lambda _checked=False, view=tile.view: self.ask_files(view))
            self._tiles.append(shown)
            self._column.addWidget(shown)
        self._column.addStretch(1)

    def ask(self, owner: Owner, waiting: Waiting) -> None:
        """Have a person look at a picture before it is added."""
        self._show_around(False)
        self._pages.setCurrentWidget(self.check)
        self.check.ask(owner, waiting)

    def show_strip_page(self) -> None:
        """Go back to the strip."""
        self._show_around(True)
        self._pages.setCurrentIndex(0)

    def say_reading(self, count: int) -> None:
        """Say that files are being read."""
        self.add.setEnabled(self._open and not count)
        self.add.set_text(_("Reading") if count else _("Add photographs"))

    def refuse(self, title: str, words: Sequence[str]) -> None:
        """Say what was not taken, and why."""
        self._refused.set_message("stop", title, "\n".join(words))
        self._refused.show()

    def clear_refusal(self) -> None:
        """Take back what was said about earlier files."""
        self._refused.hide()

    def say(self, words: str, *, undo: bool) -> None:
        """Say what was done."""
        self._toast.show_message(words, undo=undo)

    def ask_files(self, view: str | None) -> None:
        """Let a person choose files, for a view or for any."""
        if not self._open:
            return
        pictures = _("Pictures {patterns}").format(patterns=PICTURES)
        if chosen := ask_for_files(self, "photographs", _("Photographs to add"), pictures):
            self.files_chosen.emit(chosen, view)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._open and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if self._open and paths:
            event.setDropAction(Qt.DropAction.CopyAction)  # the file on the card stays where it is
            event.accept()
            self.files_chosen.emit(paths, None)

    def _show_around(self, shown: bool) -> None:
        """While a picture is looked at it has the whole screen."""
        self._head.setVisible(shown)
        self._foot.setVisible(shown)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addLayout(words, 1)
        head.addWidget(self.add)
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._back)
        foot.addWidget(self._toast)
        foot.addStretch(1)
        foot.addWidget(self._hint)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addWidget(self._head)
        told = QWidget()
        below = QVBoxLayout(told)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self._strip)
        below.addWidget(self._refused)
        below.addWidget(self._pages, 1)
        self._pages.setMinimumHeight(LEAST_PAGE)
        outer.addWidget(Centre(told, _("Photographs")), 1)
        outer.addWidget(self._foot)
