"""What changes how a signed visit counts: the reason, the consequence in one sentence, and who says so."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.drafts import SHORTEST_REASON
from charting.words import _
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.starting import Starting
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.scroll import Centre
from ui.views.secret_entry import SecretEntry

WIDEST = 760


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed in words: its title, what follows from it, and its button. `reason` is False where none is asked."""

    title: str
    consequence: str
    button: str
    reason: bool = True
    proves: bool = True


class DeedView(Starting):
    """A sheet over the visit. `wanted(secret)` follows the button, `left()` Cancel.

    What else has to be written down stands in `entries`, in its order; with a reason, that comes first.
    """

    wanted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, deed: Deed, entries: Sequence[Entry] = (), beside: QWidget | None = None) -> None:
        super().__init__()
        self.setAccessibleName(deed.title)
        self._visit_line = Label(theme, px=13, token="ink2", wrap=True)
        note = _("At least {count} characters. It is printed.").format(count=SHORTEST_REASON)
        self.reason = Entry(theme, _("Reason"), note, longest=200)
        self.entries = [*([self.reason] if deed.reason else []), *entries]
        self.secret = SecretEntry(theme, _("Your PIN or password"))
        self.button = MainButton(theme, deed.button)
        self.cancel = PlainButton(theme, _("Cancel"), key_hint="Esc")
        self._proves = deed.proves
        about = Card(theme, deed.title)
        about.body.addWidget(self._visit_line)
        about.body.addWidget(Label(theme, deed.consequence, px=14, wrap=True))
        asked = about if beside is None else Card(theme)
        for pair in _pairs(self.entries, self.secret if deed.proves else None):
            asked.body.addLayout(pair)
        buttons = QHBoxLayout()
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        asked.body.addLayout(buttons)
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (about, beside, asked if asked is not about else None):
            if part is not None:
                column.addWidget(part)
        column.addStretch(1)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inner, 20)
        row.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 12)
        outer.addWidget(Centre(holder, deed.title))
        self.start_at(beside or (self.entries[0] if self.entries else self.secret))
        self.button.clicked.connect(self._ask)
        for entry in self.entries:
            entry.entered.connect(lambda entry=entry: self._go_on(entry))
        self.secret.entered.connect(self._ask)
        self.secret.waited.connect(self._settle)
        self.cancel.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)

    def show_visit(self, words: str, hint: str = "") -> None:
        """Begin anew for a visit; `hint` is the published PIN of a practice clinic."""
        self._visit_line.setText(words)
        for entry in (*self.entries, self.secret):
            entry.line.clear()
            entry.accept()
        self.secret.set_note(hint)

    def refuse(self, why: str) -> None:
        """Say at the reason, or at the first line, why it was not done."""
        (self.entries[0] if self.entries else self.secret).refuse(why)

    def _settle(self) -> None:
        self.button.setEnabled(not self.secret.waiting)

    def _go_on(self, entry: Entry) -> None:
        """Enter leads to the next line, and from the last one does what the button does; a short reason is said."""
        if entry is self.reason and self._reason_is_short():
            return
        lines = [*self.entries, *([self.secret] if self._proves else [])]
        following = lines[lines.index(entry) + 1 :]
        if following:
            following[0].setFocus()
        else:
            self._ask()

    def _reason_is_short(self) -> bool:
        """Whether the reason lacks characters; then it says so, with the cursor in it."""
        short = self.reason in self.entries and len(" ".join(self.reason.text().split())) < SHORTEST_REASON
        if short:
            self.reason.refuse(_("at least {count} characters").format(count=SHORTEST_REASON))
            self.reason.setFocus()
        return short

    def _ask(self) -> None:
        if self._reason_is_short():
            return
        if self._proves and not self.secret.line.text():
            self.secret.refuse(_("Type your PIN or password."))
            self.secret.setFocus()
            return
        if not self.secret.waiting:
            self.wanted.emit(self.secret.line.text())


def _pairs(entries: list[Entry], secret: SecretEntry | None) -> list[QHBoxLayout]:
    """The lines two by two; a reason alone takes the whole width."""
    lines = [*entries, *([secret] if secret is not None else [])]
    made = []
    for first in range(0, len(lines), 2):
        row = QHBoxLayout()
        row.setSpacing(12)
        for line in lines[first : first + 2]:
            row.addWidget(line, 1, Qt.AlignmentFlag.AlignTop)
        made.append(row)
    return made
