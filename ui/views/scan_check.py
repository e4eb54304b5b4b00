"""A scanned paper beside its print, page by page: who signed it, and that somebody looked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.scan_states import listed
from charting.words import _, ngettext
from ui.parts.buttons import IconButton, LinkButton, MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import FullLabel, Label
from ui.parts.photo_frame import PhotoFrame
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.scroll import Centre

SIDE, BESIDE, TWO_FRAMES, LEAST_FRAME = 330, 800, 1100, 280
TALL = 1.4
"""Height to width of paper, with a little to spare."""


@dataclass(frozen=True, slots=True)
class PaperShown:
    """A paper to be looked at: in words whose and what it is, its count of pages and which of them are there.

    `roles` are those who sign it, as codes with their words. `why_not` says why it cannot be verified, `asks_time` that
    the time of signing has to be read off the paper, `settled` that nothing is left to be done.
    """

    title: str
    whose: str
    state: str
    pages: int
    there: tuple[int, ...]
    roles: tuple[tuple[str, str], ...]
    why_not: str = ""
    asks_time: bool = False
    settled: bool = False
    may_stay: bool = False


class ScanCheckView(QWidget):
    """`turned(page)` asks for a page, `verified()` follows the filled button, `kept(where)` “It stays on paper”,
    `taken_off(page, reason)` a page that is wrong here, `visit_wanted()` the wish to open the visit.
    """

    left = Signal()
    turned = Signal(int)
    verified = Signal()
    kept = Signal(str)
    taken_off = Signal(int, str)
    visit_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._paper = PaperShown("", "", "", 0, (), ())
        self.page = 1
        self._looked: set[int] = set()
        self._signed: dict[str, int] = {}
        self.printed, self.scanned = PhotoFrame(theme), PhotoFrame(theme)
        self._title = FullLabel(theme, px=20, weight=600)
        self._whose = Label(theme, px=14, weight=600, wrap=True)
        self._state = Label(theme, px=13, token="ink2", wrap=True)
        self._place = Label(theme, px=14, weight=600)
        self.before = IconButton(theme, "chevron_left", _("The page before"))
        self.before.clicked.connect(lambda: self._turn(self.page - 1))
        self.next = IconButton(theme, "chevron_right", _("The next page"))
        self.next.clicked.connect(lambda: self._turn(self.page + 1))
        self.larger = LinkButton(theme, _("Larger"))
        self.larger.clicked.connect(self._show_larger)
        self._only_scan = False
        self.signers = TapChoice(theme, [], name=_("Signed on this page"), multiple=True)
        self.signers.picked.connect(self._note_signers)
        self._signed_words = Label(theme, px=13, token="ink2", wrap=True)
        self.time = Entry(theme, _("Signed at, as it stands on the paper"), _("13:18, or 20-Nov-2026 13:18"))
        self.time.edited.connect(lambda _typed: self._settle())
        self.off_reason = Entry(theme, _("This page is wrong here, because"), longest=200)
        self.off = PlainButton(theme, _("Take the page off"), icon="cross", small=True)
        self.off.clicked.connect(lambda: self.taken_off.emit(self.page, self.off_reason.text()))
        self.where = Entry(theme, _("It stays on paper, kept in"), _("where the signed paper lies"), longest=200)
        self.stay = PlainButton(theme, _("It will not be scanned"), small=True)
        self.stay.clicked.connect(lambda: self.kept.emit(self.where.text()))
        self._why = Label(theme, px=13, token="ink2", wrap=True)
        self.verify = MainButton(theme, _("Scan is the signed paper"), icon="tick")
        self.verify.clicked.connect(self.verified)
        self._lay_out()

    def ask(self, paper: PaperShown) -> None:
        """Begin with a paper, at its first page; nothing is answered."""
        self._paper, self._looked, self._signed = paper, set(), {}
        self._title.setText(paper.title)
        self._whose.setText(paper.whose)
        self._state.setText(paper.state)
        for entry in (self.time, self.off_reason, self.where):
            entry.line.clear()
            entry.accept()
        self.signers.set_value(())
        self.signers.set_options(list(paper.roles))
        self._signing.setVisible(bool(paper.roles) and bool(paper.there) and not paper.settled)
        self._staying.setVisible(paper.may_stay)
        self.verify.setVisible(not paper.settled)
        self._turn(paper.there[0] if paper.there else 1)

    def signed(self) -> Mapping[str, int]:
        """Who signed on which page."""
        return dict(self._signed)

    def note_look(self, page: int) -> None:
        """The picture of a page's scan is on show: somebody can look at it."""
        self._looked.add(page)
        self._settle()

    def refuse(self, why: str) -> None:
        """Say why something was not done."""
        self._why.setText(why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = event.size().width()
        beside = wide >= BESIDE
        self._across.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._side.setMinimumWidth(SIDE if beside else 0)
        self._side.setMaximumWidth(SIDE if beside else 16_777_215)
        self._arrange(wide)
        super().resizeEvent(event)

    def _arrange(self, wide: int) -> None:
        self._print.setVisible(wide >= TWO_FRAMES and not self._only_scan)
        room = wide - (SIDE + 60 if wide >= BESIDE else 60)
        self.scanned.setMinimumHeight(round(room * TALL) if self._only_scan else LEAST_FRAME)

    def _show_larger(self) -> None:
        self._only_scan = not self._only_scan
        self.larger.set_text(_("Whole page") if self._only_scan else _("Larger"))
        self._arrange(self.width())

    def _turn(self, page: int) -> None:
        self.page = max(1, min(page, self._paper.pages))
        self._place.setText(_("Page {page} of {pages}").format(page=self.page, pages=self._paper.pages))
        self.before.setEnabled(self.page > 1)
        self.next.setEnabled(self.page < self._paper.pages)
        self.signers.set_value(tuple(role for role, at in self._signed.items() if at == self.page))
        there = self.page in self._paper.there
        self.signers.setEnabled(there)
        self._wrong.setVisible(there)
        self._settle()
        self.turned.emit(self.page)

    def _note_signers(self, value: object) -> None:
        picked = value if isinstance(value, tuple) else ()
        kept = {role: page for role, page in self._signed.items() if page != self.page}
        self._signed = {**kept, **{str(role): self.page for role in picked}}
        self._settle()

    def _settle(self) -> None:
        words = dict(self._paper.roles)
        told = [
            _("{role}: page {page}").format(role=words[role], page=page) for role, page in sorted(self._signed.items())
        ]
        self._signed_words.setText(", ".join(told) or _("Turn to the page with the signatures and tap who signed."))
        self.time.setVisible(self._paper.asks_time and bool(self._signed))
        why = self._why_not()
        self._why.setText(why)
        self.verify.setEnabled(not why)

    def _why_not(self) -> str:
        paper = self._paper
        if paper.settled or paper.why_not:
            return paper.why_not
        left: Sequence[int] = tuple(number for number in paper.there if number not in self._looked)
        if left:
            words = ngettext("Look at page {pages} first.", "Look at pages {pages} first.", len(left))
            return words.format(pages=listed(tuple(left)))
        if paper.roles and not self._signed:
            return _("Tap who signed, on the page where it stands.")
        if paper.asks_time and not self.time.text():
            return _("Type day and time as they stand on the paper.")
        return ""

    def _lay_out(self) -> None:
        theme = self._theme
        self._signing = Card(theme, _("Signed on this page"), rail=True)
        for part in (self.signers, self._signed_words, self.time):
            self._signing.body.addWidget(part)
        self._wrong = _asked(Card(theme, _("Not a page of this paper?"), rail=True), self.off_reason, self.off)
        self._staying = _asked(Card(theme, _("No scan will come?"), rail=True), self.where, self.stay)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self._signing, self._wrong, self._staying):
            column.addWidget(part)
        column.addStretch(1)
        self._side = Centre(side, _("What the paper says"))
        self._print = _framed(theme, _("As it was printed"), self.printed)
        frames = QHBoxLayout()
        frames.setSpacing(12)
        frames.addWidget(self._print, 1)
        frames.addWidget(_framed(theme, _("As it was scanned"), self.scanned), 1)
        held = QWidget()
        self._across = QBoxLayout(QBoxLayout.Direction.LeftToRight, held)
        self._across.setContentsMargins(0, 0, 0, 0)
        self._across.setSpacing(16)
        self._across.addLayout(frames, 1)
        self._across.addWidget(self._side)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title)
        head.addWidget(self._state, 1)
        turning = QHBoxLayout()
        turning.setSpacing(8)
        turning.addWidget(self._whose, 1)
        for part in (self.larger, self.before, self._place, self.next):
            turning.addWidget(part)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        visit = PlainButton(theme, _("Open the visit"))
        visit.clicked.connect(self.visit_wanted)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(back)
        foot.addWidget(visit)
        foot.addWidget(self._why, 1)
        foot.addWidget(self.verify)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addLayout(head)
        outer.addLayout(turning)
        outer.addWidget(Centre(held, _("The print and its scan")), 1)
        outer.addLayout(foot)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)


def _framed(theme: Theme, words: str, frame: PhotoFrame) -> QWidget:
    """A picture under the words that say what it is."""
    frame.setMinimumHeight(LEAST_FRAME)
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    column.addWidget(Label(theme, words, px=13, token="ink2"))
    column.addWidget(frame, 1)
    return held


def _asked(card: Card, entry: Entry, button: PlainButton) -> Card:
    card.body.addWidget(entry)
    row = QHBoxLayout()
    row.addWidget(button)
    row.addStretch(1)
    card.body.addLayout(row)
    return card
