"""The clinic's print queue: every paper that waits for a printer or was not printed, whosever it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.flow_layout import FlowLayout
from ui.parts.labels import Icon, Label
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.entry import Entry
from ui.views.kept_back_card import KeptBackCard
from ui.views.scroll import Centre

LONGEST_REASON = 200


@dataclass(frozen=True, slots=True)
class OpenPrint:
    """One paper in the queue: its key, whose it is, which paper, what became of it, who asked; `waits` for a person."""

    key: str
    who: str
    paper: str
    state: str
    about: str
    waits: bool


class ClinicQueueView(QWidget):
    """`again(key)` and `given_up(key, reason)` follow the buttons of a row, `left()` Back."""

    again = Signal(str)
    given_up = Signal(str, str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: dict[str, _Row] = {}
        self.failed = Card(theme, _("Not printed"))
        self.kept_back = KeptBackCard(theme)
        self.going = Card(theme, _("Waiting for a printer"))
        self._said = Label(theme, px=13, token="ink2", wrap=True)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.kept_back, self.failed, self.going):
            card.setMaximumWidth(960)
            card.body.setSpacing(4)
            column.addWidget(card)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(back)
        foot.addWidget(self._said, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 10, 16, 12)
        outer.setSpacing(8)
        outer.addWidget(Label(theme, _("Print queue of the clinic"), px=20, weight=600))
        outer.addWidget(Centre(held, _("Print queue of the clinic")), 1)
        outer.addLayout(foot)
        self._back = back
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def show_queue(self, rows: Sequence[OpenPrint]) -> None:
        """Show what waits; a reason that is being typed stays where its row does."""
        typed = {key: row.reason.line.text() for key, row in self._rows.items() if row.asking}
        at = next((key for key, row in self._rows.items() if row.reason.line.hasFocus()), "")
        held = any(row.isAncestorOf(self.focusWidget()) for row in self._rows.values() if self.focusWidget())
        self._rows = {}
        nothing = _("Nothing. Whatever a printer did not take stands here until it was printed or given up.")
        self._fill(self.failed, [row for row in rows if row.waits], nothing)
        self.failed.set_edge("amber_line" if any(row.waits for row in rows) else "line")
        self._fill(self.going, [row for row in rows if not row.waits], _("Nothing."))
        for key, words in typed.items():
            if key in self._rows and self._rows[key].shown.waits:
                self._rows[key].ask(words)
        if at in self._rows and self._rows[at].asking:
            self._rows[at].reason.setFocus()
        elif held:
            self.start()

    def say(self, words: str) -> None:
        """Say how it went."""
        self._said.setText(words)

    def refuse(self, key: str, why: str) -> None:
        """Say beside a row why it was not done."""
        if key in self._rows:
            self._rows[key].reason.refuse(why)

    def start(self) -> None:
        """Put the keyboard where the first thing is to be done."""
        first = next((row.again for row in self._rows.values() if row.shown.waits), self._back)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, card: Card, rows: Sequence[OpenPrint], nothing: str) -> None:
        clear(card.body)
        card.set_meta(str(len(rows)) if rows else "")
        if not rows:
            card.body.addWidget(Label(self._theme, nothing, px=13, token="ink3", wrap=True))
        for place, shown in enumerate(rows):
            if place:
                card.body.addWidget(Hairline(self._theme))
            row = _Row(self._theme, shown)
            row.again.clicked.connect(lambda _checked=False, key=shown.key: self.again.emit(key))
            row.wanted.connect(lambda reason, key=shown.key: self.given_up.emit(key, reason))
            self._rows[shown.key] = row
            card.body.addWidget(row)


class _Row(QWidget):
    wanted = Signal(str)

    def __init__(self, theme: Theme, shown: OpenPrint) -> None:
        super().__init__()
        self.shown, self.asking = shown, False
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Label(theme, shown.who, px=14, weight=600, wrap=True))
        words.addWidget(Label(theme, shown.paper, px=14, wrap=True))
        words.addWidget(Label(theme, shown.state, px=13, token="amber" if shown.waits else "ink2", wrap=True))
        words.addWidget(Label(theme, shown.about, px=12, token="ink3", wrap=True))
        icon, token = ("triangle", "amber_mark") if shown.waits else ("clock", "ink2")
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(theme, icon, 18, token), 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        told = f"{shown.who}, {shown.paper}, {shown.state}"
        self.again = PlainButton(theme, _("Print again"), icon="printer", small=True)
        self.give_up = PlainButton(theme, _("Give up with reason"), small=True)
        self.give_up.clicked.connect(lambda: self.ask(""))
        for button in (self.again, self.give_up):
            button.setAccessibleDescription(told)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=8)
        flow.addWidget(self.again)
        flow.addWidget(self.give_up)
        if not shown.waits:
            buttons.hide()
        note = _("The paper stays in the chart.")
        self.reason = Entry(theme, _("Why it is not to be printed"), note, longest=LONGEST_REASON)
        self.sure = PlainButton(theme, _("Give it up"), accent=True)
        for told_by in (self.reason.entered, self.sure.clicked):
            told_by.connect(lambda *_checked: self.wanted.emit(self.reason.text()))
        self._asked = QWidget()
        row = QHBoxLayout(self._asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.reason, 1)
        row.addWidget(self.sure)
        self._asked.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 6)
        column.setSpacing(4)
        column.addLayout(head)
        for part in (buttons, self._asked):
            line = QHBoxLayout()
            line.setContentsMargins(28, 0, 0, 0)
            line.addWidget(part, 1)
            column.addLayout(line)

    def ask(self, words: str) -> None:
        """Ask for the reason."""
        self.asking = True
        self._asked.show()
        self.reason.line.setText(words)
        self.reason.setFocus()
