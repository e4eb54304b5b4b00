"""One path to paper: look at the pages, then save or print exactly them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.papers import EXPORTED
from charting.actions.print_choices import PrintChoice
from charting.errors import Known
from charting.words import _, ngettext
from ui.file_dialogs import ask_where_to_save, saved_words
from ui.file_writing import write_whole
from ui.pages import Page, pages_of
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.labels import Label
from ui.parts.page_picture import PagePicture
from ui.parts.place_tabs import PlaceTabs
from ui.parts.strip import WarningStrip
from ui.printers import PrinterSaid
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.given_bar import GivenBar
from ui.views.kept_papers import KeptPapers, KeptRow
from ui.views.page_show import PageShow
from ui.views.page_strip import ROOM, PageStrip
from ui.views.page_tools import PageTools
from ui.views.print_bar import PrintBar
from ui.views.scroll import Centre

SCREEN_DPI = 110
COUNT_PX = 130
KEPT = "kept"
WITHIN = {"labels_roll": "labels"}
"""Kinds of paper under the tab of another, of which they are a variant."""


class PreviewView(QWidget):
    """Shows finished papers.

    `left()` follows Back, `wanted(kind)` asks for a paper, `kept_chosen(key)` for a kept one to be shown again,
    `original_wanted(yes)` for the English original of a translated paper, or for the translation again.
    `print_wanted(choice)` follows Print, with a PrintChoice. `keep(verb)` runs before the paper on show is saved to a
    file, with "exported"; where it says no, the paper stays.
    """

    left = Signal()
    wanted = Signal(str)
    kept_chosen = Signal(str)
    original_wanted = Signal(bool)
    print_wanted = Signal(object)

    def __init__(self, theme: Theme, kinds: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.keep: Callable[[str], bool] = lambda _verb: True
        self.theme = self._theme = theme
        self._pdf = b""
        self._name = ""
        self._kind = ""
        self._places = PlaceTabs(theme, _("Papers"))
        self._places.chosen.connect(self.wanted)
        self._tabs = self._places.tabs
        for kind, title in kinds:
            if kind not in WITHIN:
                self._places.add(kind, _("Labels") if kind in WITHIN.values() else title)
        self._count = Label(theme, px=13, token="ink2", wrap=True)
        self._count.setFixedWidth(COUNT_PX)
        self._count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.save_button = PlainButton(theme, _("Save PDF"), icon="save", key_hint="Ctrl+Shift+S")
        self.save_button.clicked.connect(self._ask_where)
        self.print_button = MainButton(theme, _("&Print"), icon="printer")
        self.print_button.clicked.connect(self._print)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._places, 1)
        head.addWidget(self._count)
        foot = QHBoxLayout()
        foot.addWidget(back)
        self.after_saving = ""
        self.require_place: Callable[[Path], None] = lambda _folder: None
        self._note = Label(theme, px=13, token="ink2", wrap=True)
        self._remark = ""
        foot.addWidget(self._note, 1)
        self.original_button = PlainButton(theme, _("English original"), key_hint="Ctrl+E")
        self.original_button.clicked.connect(self._turn_over)
        self.original_button.hide()
        self._original = False
        foot.addWidget(self.original_button)
        self.given_button = PlainButton(theme, _("Given without printing"), icon="hand")
        self.given_button.clicked.connect(lambda: self.ask_given(not self.given.isVisible()))
        self.given_button.hide()
        foot.addWidget(self.given_button)
        foot.addWidget(self.save_button)
        foot.addWidget(self.print_button)
        self._strip = WarningStrip(theme, "stop", "")
        self._strip.hide()
        self._sheets = QWidget()
        self._column = QVBoxLayout(self._sheets)
        self._column.setContentsMargins(0, 8, 0, 8)
        self._column.setSpacing(16)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.addLayout(head)
        outer.addWidget(self._strip)
        area = Centre(self._sheets, _("Pages"))
        self.tools = PageTools(theme)
        self.pages = PageShow(self.tools, area, self)
        outer.addWidget(self.tools)
        self.strip = PageStrip(theme, area)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.strip)
        across.addWidget(area, 1)
        outer.addLayout(across, 1)
        self.bar = PrintBar(theme)
        outer.addWidget(self.bar)
        self.given = GivenBar(theme)
        self.given.left.connect(lambda: self.ask_given(False))
        self.given.hide()
        outer.addWidget(self.given)
        outer.addLayout(foot)
        QShortcut(QKeySequence("Ctrl+Shift+S"), self, self._ask_where)
        QShortcut(QKeySequence("Ctrl+E"), self, self._turn_over)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    @property
    def pdf(self) -> bytes:
        """The paper on show."""
        return self._pdf

    def offer_kept(self) -> None:
        """Have a tab for the papers that were kept; `wanted` asks for them as KEPT."""
        self._places.add(KEPT, _("Papers of this visit"))

    def offer_original(self, there: bool, shown: bool) -> None:
        """Whether the paper has an English original beside it, and whether that is the one on show."""
        self._original = shown
        self.original_button.set_text(_("Patient’s language") if shown else _("English original"))
        self.original_button.setVisible(there)

    def show_waiting(self, kind: str) -> None:
        """Say that a paper is being set."""
        self._begin(kind)
        self._count.setText(_("Setting the pages"))
        self._settle()

    def show_paper(self, kind: str, pdf: bytes, name: str, pages: Sequence[Page] = (), about: str = "") -> None:
        """Show a finished paper; `name` is proposed for the file and names no patient.

        `pages` are its pictures at `screen_dpi()`, made here where they are missing; `about` stands before their count.
        """
        if kind != self._kind:
            return
        self._pdf, self._name = pdf, name
        self._empty()
        shown = pages or pages_of(pdf, self.screen_dpi())
        pictures = [self._picture(page) for page in shown]
        for picture in pictures:
            self._column.addWidget(picture)
        self.pages.show_pages(pictures, pdf)
        self.strip.show_pages(pictures, [page.small or page.image() for page in shown])
        count = len(shown)
        counted = ngettext("{count} page", "{count} pages", count).format(count=count)
        self._count.setText(", ".join(part for part in (about, counted) if part))
        self._settle()

    def show_kept(self, rows: Sequence[KeptRow], beside: Sequence[QWidget] = ()) -> None:
        """List the papers that were kept, and what stands `beside` them: the print queue, who was given what."""
        self._begin(KEPT)
        self._count.setText("")
        listed = KeptPapers(self._theme, rows)
        listed.chosen.connect(self.kept_chosen)
        for part in (listed, *beside):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._settle()

    def refuse(self, why: str) -> None:
        """Say why there is no paper."""
        self._count.setText("")
        self._tell(_("This paper cannot be made"), why)
        self._settle()

    def refuse_to_hand_out(self, why: str) -> None:
        """Say why the paper on show may not leave yet."""
        self._tell(_("This paper was neither printed nor saved"), why)

    def screen_dpi(self) -> float:
        """The resolution of the pages on the screen."""
        return SCREEN_DPI * self.devicePixelRatioF()

    def save_to(self, path: Path) -> None:
        """Keep the paper on show, then write it to a file the person chose."""
        self._strip.hide()
        try:
            self.require_place(path.parent)
        except Known as refused:
            self._tell(_("Not saved"), str(refused))
            return
        if not self.keep(EXPORTED):
            return
        try:
            write_whole(path, self._pdf)
        except OSError as refused:
            self.say(_("Not saved: {reason}. Choose another folder.").format(reason=refused.strerror))
        else:
            self.say(" ".join(part for part in (saved_words(path), self.after_saving) if part))

    def say(self, words: str) -> None:
        """Say how it went, beside the buttons."""
        self._note.setText(words)
        self._note.set_token("ink2")

    def remark(self, words: str) -> None:
        """Say what to know of the paper on show, in the same place, until something else is said there."""
        self._remark = words
        self._settle()

    def offer_printers(
        self, printers: Sequence[PrinterSaid] | None, last: PrintChoice | None, recipient: str | None = None
    ) -> None:
        """Offer the printers there are, as the paper on show was printed last; `recipient` where it never was.

        None where they are still looked for.
        """
        self.bar.offer(printers, last, recipient)
        self._settle()

    def offer_given(self, offered: bool, recipient: str | None = None) -> None:
        """Whether the paper on show may be written down as given without printing, as a rule to `recipient`."""
        self.given_button.setVisible(offered)
        self.given.begin(recipient)

    def ask_given(self, asked: bool) -> None:
        """Ask how the paper was given, in the place of the printer; or have the printer back."""
        self.given.setVisible(asked)
        self.bar.setVisible(not asked and (bool(self._pdf) or self.bar.choices.any_offered()))
        if asked:
            self.given.setFocus()

    def tell(self, title: str, why: str) -> None:
        """Say above the pages what went wrong."""
        self._tell(title, why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pages.make_room()
        self.strip.give_room(event.size().width() >= ROOM)

    def _begin(self, kind: str) -> None:
        self._kind, self._remark = kind, ""
        self._places.set_current(WITHIN.get(kind, kind))
        self._strip.hide()
        self._pdf = b""
        self.ask_given(False)
        self._empty()

    def _empty(self) -> None:
        self.pages.show_pages((), b"")
        self.strip.show_pages((), ())
        clear(self._column)

    def _tell(self, title: str, why: str) -> None:
        self._strip.set_message("stop", title, why)
        self._strip.show()

    def _picture(self, page: Page) -> PagePicture:
        image: QImage = page.image()
        return PagePicture(image, self.devicePixelRatioF(), page.text)

    def _settle(self) -> None:
        ready = bool(self._pdf)
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready and self.bar.choice() is not None)
        self.bar.set_ready(ready)
        self.bar.setVisible((ready or self.bar.choices.any_offered()) and self.given.isHidden())
        self.given_button.setEnabled(ready)
        self._note.setText(self._remark)
        self._note.set_token("amber" if self._remark else "ink2")

    def _turn_over(self) -> None:
        if self.original_button.isVisible():
            self.original_wanted.emit(not self._original)

    def _ask_where(self) -> None:
        if not self._pdf:
            return
        if chosen := ask_where_to_save(self, "papers", _("Save PDF"), self._name, "PDF (*.pdf)"):
            self.save_to(chosen)

    def _print(self) -> None:
        choice = self.bar.choice()
        if self._pdf and choice is not None:
            self._strip.hide()
            self.print_wanted.emit(choice)
