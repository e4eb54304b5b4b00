"""What went to a printer and what became of it, and which papers of the visit are in whose hands."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.labels import Icon, Label
from ui.theme import Theme
from ui.views.kept_papers import WIDEST

WENT, GOES, OPEN = "went", "goes", "open"
_LOOKS = {WENT: ("tick", "ink2"), GOES: ("clock", "ink2"), OPEN: ("triangle", "amber_mark")}


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One print job: its key, the paper, what became of it, who asked; `look` is WENT, GOES or OPEN."""

    key: str
    title: str
    state: str
    about: str
    look: str


@dataclass(frozen=True, slots=True)
class HandedRow:
    """One paper in somebody's hands: what it is, and to whom, when and by whom it was given."""

    title: str
    words: str


class PrintQueue(Card):
    """`again(key)` and `save(key)` follow the buttons of a job that was not printed."""

    again = Signal(str)
    save = Signal(str)

    def __init__(self, theme: Theme, rows: Sequence[QueueRow]) -> None:
        super().__init__(theme, _("Print queue"), _("what fails stays here"))
        self.setMaximumWidth(WIDEST)
        for place, row in enumerate(rows):
            if place:
                self.body.addWidget(Hairline(theme))
            self.body.addWidget(self._row(theme, row))
        if not rows:
            self.body.addWidget(Label(theme, _("Nothing was sent to a printer yet."), px=13, token="ink2", wrap=True))

    def _row(self, theme: Theme, row: QueueRow) -> QWidget:
        icon, token = _LOOKS[row.look]
        across = _line(Icon(theme, icon, 18, token), *_words(theme, row.title, row.state, row.about, row.look == OPEN))
        if row.look != OPEN:
            return across
        buttons = QHBoxLayout()
        buttons.setContentsMargins(28, 0, 0, 4)
        buttons.setSpacing(8)
        for words, icon, told in ((_("Print again"), "printer", self.again), (_("Save as PDF"), "save", self.save)):
            button = PlainButton(theme, words, icon=icon, small=True)
            button.setAccessibleDescription(f"{row.title}, {row.state}")
            button.clicked.connect(lambda _checked=False, told=told: told.emit(row.key))
            buttons.addWidget(button)
        buttons.addStretch(1)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(across)
        column.addLayout(buttons)
        return held


class HandedPapers(Card):
    """Who was given what."""

    def __init__(self, theme: Theme, rows: Sequence[HandedRow]) -> None:
        super().__init__(theme, _("Handed out"))
        self.setMaximumWidth(WIDEST)
        for place, row in enumerate(rows):
            if place:
                self.body.addWidget(Hairline(theme))
            self.body.addWidget(_line(Icon(theme, "hand", 18, "ink2"), *_words(theme, row.title, row.words)))
        if not rows:
            words = _("Nothing yet. A paper printed for somebody is written down here once the printer took it.")
            self.body.addWidget(Label(theme, words, px=13, token="ink2", wrap=True))


def _words(theme: Theme, title: str, state: str, about: str = "", waits: bool = False) -> list[Label]:
    made = [
        Label(theme, title, px=14, weight=600, wrap=True),
        Label(theme, state, px=13, token="amber" if waits else "ink2", wrap=True),
    ]
    if about:
        made.append(Label(theme, about, px=12, token="ink3", wrap=True))
    return made


def _line(icon: Icon, *words: Label) -> QWidget:
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 4, 0, 4)
    row.setSpacing(10)
    row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(1)
    for label in words:
        column.addWidget(label)
    row.addLayout(column, 1)
    return held
