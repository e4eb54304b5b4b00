"""Keeping a text as a new version, confirming it, and the versions there are."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from charting.words import _
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card, Hairline
from ui.parts.labels import Label
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry

WORDING, MAJOR = "wording", "major"
LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version in words."""

    name: str
    about: str
    note: str = ""


class TextKeep(QWidget):
    """`kept(sort, day, note)` asks for a new version; `sort` is WORDING or MAJOR. `confirmed(secret)` confirms."""

    kept = Signal(str, str, str)
    confirmed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.sort = TapChoice(
            theme,
            [(WORDING, _("Wording only")), (MAJOR, _("Major: ask for consent again"))],
            name=_("What kind of change"),
        )
        self._sort_note = Label(theme, px=13, token="red", wrap=True)
        self._sort_note.hide()
        self.day = Entry(theme, _("In force from"), _("a day from today on"), longest=30, note_lines=2)
        self.note = Entry(theme, _("What was changed and why"), longest=LONGEST_NOTE)
        self.keep = MainButton(theme, _("Keep as a new version"))
        self.keep.clicked.connect(self._keep)
        self._why_not = Label(theme, px=13, token="ink2", wrap=True)
        self._keeping = Card(theme, _("A new version"))
        about = _("A version is never changed again. Who signed an earlier one keeps it, word for word.")
        self._keeping.body.addWidget(Label(theme, about, px=13, token="ink2", wrap=True))
        for part in (self.sort, self._sort_note, self.day, self.note):
            self._keeping.body.addWidget(part)
        self._keeping.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeft)
        self._keeping.body.addWidget(self._why_not)
        self._confirming = Card(theme, _("Confirm for this clinic"))
        self._about = Label(theme, px=13, wrap=True)
        self.secret = SecretEntry(theme, _("Your PIN or password"))
        self.confirm = PlainButton(theme, _("Confirm"), icon="shield_tick")
        self.confirm.clicked.connect(self._confirm)
        self.secret.given.connect(self.confirmed)
        self.secret.waited.connect(lambda: self.confirm.setEnabled(not self.secret.waiting))
        for entry in (self._about, self.secret):
            self._confirming.body.addWidget(entry)
        self._confirming.body.addWidget(self.confirm, 0, Qt.AlignmentFlag.AlignLeft)
        self._versions = Card(theme, _("Versions"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._versions.body.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self._keeping, self._confirming, self._versions):
            column.addWidget(card)
        column.addStretch(1)

    def begin(self, today: str, why_not: str) -> None:
        """Ask anew; `why_not` says why nobody may keep a version now, blank where somebody may."""
        self.sort.set_value(None)
        self._sort_note.hide()
        self.day.line.setText(today)
        self.note.line.clear()
        for entry in (self.day, self.note):
            entry.accept()
        self.allow(why_not)

    def allow(self, why_not: str) -> None:
        """Let a version be kept, or say why not."""
        self.keep.setEnabled(not why_not)
        self._why_not.setText(why_not)
        self._why_not.setVisible(bool(why_not))

    def offer(self, about: str, why_not: str, hint: str) -> None:
        """Offer to confirm what `about` names; blank where there is nothing to confirm."""
        self._confirming.setVisible(bool(about))
        self._about.setText("\n".join(part for part in (about, why_not) if part))
        self.secret.line.clear()
        self.secret.set_note(hint)
        for part in (self.secret, self.confirm):
            part.setVisible(not why_not)

    def show_versions(self, rows: Sequence[VersionRow]) -> None:
        """List the versions, the newest first."""
        clear(self._rows)
        for at, row in enumerate(rows):
            if at:
                self._rows.addWidget(Hairline(self._theme))
            self._rows.addWidget(Label(self._theme, row.name, px=13, weight=600, wrap=True))
            self._rows.addWidget(Label(self._theme, row.about, px=13, token="ink2", wrap=True))
            if row.note:
                self._rows.addWidget(Label(self._theme, row.note, px=13, token="ink2", wrap=True))

    def refuse(self, why: str) -> None:
        """Say why no version was kept."""
        self._why_not.setText(why)
        self._why_not.show()

    def _keep(self) -> None:
        sort = self.sort.value()
        if not isinstance(sort, str):
            self._sort_note.setText(_("Choose: does a patient who agreed before have to be asked again?"))
            self._sort_note.show()
            self.sort.setFocus()
            return
        self._sort_note.hide()
        self.kept.emit(sort, self.day.text(), self.note.text())

    def _confirm(self) -> None:
        if not self.secret.line.text():
            self.secret.refuse(_("Type your PIN or password."))
            self.secret.setFocus()
            return
        self.secret.give()
