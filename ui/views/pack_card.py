"""The papers a patient leaves with: which of them went out, how many copies, and all of them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _, ngettext
from ui.parts.buttons import IconButton, MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Icon, Label
from ui.theme import Theme
from ui.views.clearing import clear

MOST_COPIES = 5


@dataclass(frozen=True, slots=True)
class PackPaper:
    """One paper; `gone` says when it was last printed or saved, blank while it was not."""

    kind: str
    title: str
    gone: str = ""


@dataclass(frozen=True, slots=True)
class OtherPaper:
    """Another paper of the visit that was to come back, in words; `waits` while somebody has to do something."""

    words: str
    waits: bool


class PackCard(Card):
    """`print_wanted(copies)` and `save_wanted()` follow the buttons; copies by kind. `preview_wanted()` looks first.

    `other_wanted()` asks for another folder than the one papers were saved into last.

    The filled button is the next thing once the visit is signed; until then papers are drafts, and only looked at.
    """

    print_wanted = Signal(object)
    save_wanted = Signal()
    other_wanted = Signal()
    preview_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, _("Print pack"), rail=True)
        self._theme = theme
        self._copies: dict[str, int] = {}
        self._why_not = ""
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self.preview_button = PlainButton(theme, _("Preview and print"), icon="printer", key_hint="Ctrl+P")
        self.preview_button.clicked.connect(self.preview_wanted)
        self.save_button = PlainButton(theme, _("Save PDFs"), icon="save")
        self.save_button.clicked.connect(self.save_wanted)
        self.other_button = PlainButton(theme, _("Other folder…"))
        self.other_button.clicked.connect(self.other_wanted)
        self.print_button = MainButton(theme, _("Print pack"), icon="printer")
        self.print_button.clicked.connect(lambda: self.print_wanted.emit(dict(self._copies)))
        self._note = Label(theme, px=12, token="ink2", wrap=True)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._note)
        self.body.addWidget(self.preview_button)
        self._foot = QWidget()
        foot = FlowLayout(self._foot, gap=8)
        for button in (self.print_button, self.save_button, self.other_button):
            foot.addWidget(button)
        self.body.addWidget(self._foot)

    def show_pack(
        self,
        papers: Sequence[PackPaper],
        signed: bool,
        why_not: str = "",
        folder: str = "",
        others: Sequence[OtherPaper] = (),
    ) -> None:
        """Show the papers of a visit; `why_not` says why they cannot be printed, as for want of a printer.

        `folder` is where papers are saved without a question; blank where it is asked for.
        """
        self._copies = {paper.kind: self._copies.get(paper.kind, 1) for paper in papers}
        clear(self._rows)
        for paper in papers:
            self._rows.addWidget(self._row(paper, signed))
        for other in others:
            token = "amber" if other.waits else "ink2"
            self._rows.addWidget(Label(self._theme, other.words, px=12, token=token, wrap=True))
        for button in (self.save_button, self.print_button):
            button.setVisible(signed)
        self.other_button.setVisible(signed and bool(folder))
        where = _("Saves in {folder}").format(folder=folder) if folder else ""
        self.save_button.setAccessibleDescription(where)
        self.save_button.setToolTip(where)
        self._why_not = why_not
        self.say(why_not if signed else _("They print as drafts until the visit is signed."))
        self._settle()

    def offer_printers(self, why_not: str) -> None:
        """Printers were found meanwhile, or none: what stands under the papers otherwise stays."""
        if self._note.text() in {self._why_not, ""} and self.print_button.isVisibleTo(self):
            self.say(why_not)
        self._why_not = why_not
        self._settle()

    def begin(self, papers: Sequence[PackPaper]) -> None:
        """Another visit: each paper once, unless it went out already."""
        self._copies = {paper.kind: 0 if paper.gone else 1 for paper in papers}

    def say(self, words: str, *, trouble: bool = False) -> None:
        """Say how it went, in the place kept for it; `trouble` where a person has to do something about it."""
        self._note.setText(words)
        self._note.set_token("amber" if trouble else "ink2")

    def copies(self) -> Mapping[str, int]:
        """How many of each kind are wanted."""
        return dict(self._copies)

    def _row(self, paper: PackPaper, signed: bool) -> QWidget:
        theme, holder = self._theme, QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(theme, paper.title, px=14, wrap=True))
        words.addWidget(Label(theme, paper.gone or _("not printed yet"), px=12, token="ink2", wrap=True))
        words.addStretch(1)
        icon, token = ("tick", "ink2") if paper.gone else ("ring", "ink3")
        row.addWidget(Icon(theme, icon, 18, token))
        row.addLayout(words, 1)
        count = Label(theme, px=14, weight=600)
        count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        count.setMinimumWidth(56)
        self._show_count(count, paper.kind)
        less = IconButton(theme, "minus", _("One copy fewer: {paper}").format(paper=paper.title))
        more = IconButton(theme, "plus", _("One copy more: {paper}").format(paper=paper.title))
        less.clicked.connect(lambda: self._step(paper.kind, -1, count))
        more.clicked.connect(lambda: self._step(paper.kind, 1, count))
        for part in (less, count, more):
            row.addWidget(part)
            part.setVisible(signed)
        holder.setMinimumHeight(theme.target())
        return holder

    def _step(self, kind: str, by: int, count: Label) -> None:
        self._copies[kind] = min(MOST_COPIES, max(0, self._copies[kind] + by))
        self._show_count(count, kind)
        self._settle()

    def _show_count(self, count: Label, kind: str) -> None:
        words = ngettext("{count} copy", "{count} copies", self._copies[kind])
        count.setText(words.format(count=self._copies[kind]))
        count.set_token("ink" if self._copies[kind] else "ink3")

    def _settle(self) -> None:
        self.print_button.setEnabled(not self._why_not and any(self._copies.values()))
