"""The papers of a visit that were printed or saved: what, when, by whom, each to be seen as it was."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _, ngettext
from ui.parts.buttons import PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.labels import Label
from ui.theme import Theme

WIDEST = 860


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One kept paper: its key, title with number, when it was made and by whom, how many pages, its record seal.

    `state` says how far a paper has come that was to be signed by hand or came back; blank for every other. `waits`
    that something is still to be done about it.
    """

    key: str
    title: str
    made: str
    pages: int
    seal: str
    state: str = ""
    waits: bool = False


class KeptPapers(Card):
    """`chosen(key)` follows “Show as it was printed”."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, rows: Sequence[KeptRow]) -> None:
        super().__init__(theme, _("Papers of this visit"), _("exactly as they left Rootline"))
        self._theme = theme
        self.setMaximumWidth(WIDEST)
        for place, row in enumerate(rows):
            if place:
                self.body.addWidget(Hairline(theme))
            self.body.addWidget(self._row(row))
        if not rows:
            words = _("None yet. Every paper that is printed or saved is kept here as it was.")
            self.body.addWidget(Label(theme, words, px=13, token="ink2", wrap=True))

    def _row(self, row: KeptRow) -> QWidget:
        theme = self._theme
        pages = ngettext("{count} page", "{count} pages", row.pages).format(count=row.pages)
        seal = _("record seal {code}").format(code=row.seal) if row.seal else ""
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(theme, row.title, px=14, weight=600, wrap=True))
        words.addWidget(Label(theme, row.made, px=13, token="ink2", wrap=True))
        words.addWidget(Label(theme, ", ".join(part for part in (pages, seal) if part), px=12, token="ink3", wrap=True))
        if row.state:
            words.addWidget(Label(theme, row.state, px=13, token="amber" if row.waits else "ink2", wrap=True))
        show = PlainButton(theme, _("Show as it was printed"), icon="document", small=True)
        show.setAccessibleDescription(f"{row.title}, {row.made}")
        show.clicked.connect(lambda: self.chosen.emit(row.key))
        held = QWidget()
        across = QHBoxLayout(held)
        across.setContentsMargins(0, 4, 0, 4)
        across.setSpacing(12)
        across.addLayout(words, 1)
        across.addWidget(show, 0, Qt.AlignmentFlag.AlignVCenter)
        return held
