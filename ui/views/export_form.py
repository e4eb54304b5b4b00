"""What is asked before anything leaves the clinic: to whom, what for, and how it is protected."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from charting.output.parcel import SHORTEST_PASSPHRASE, passphrase_trouble, propose_passphrase
from charting.words import _
from ui.file_dialogs import ask_where_to_save
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme
from ui.views.entry import Entry

ENCRYPTED, OPEN = "encrypted", "open"
KNOWN = "known"
_ENDING = ".zip"


def with_ending(file: Path) -> Path:
    """The file under a name that ends as a ZIP does, whatever was typed."""
    return file if file.suffix.lower() == _ENDING else file.with_name(file.name + _ENDING)


class ExportForm(Card):
    """`wanted(recipient, purpose, passphrase or None, file)` follows once all is answered; `stopped()` Cancel."""

    wanted = Signal(str, str, object, object)
    stopped = Signal()

    def __init__(self, theme: Theme, title: str, about: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent=parent)
        self._name = ""
        self.recipient = Entry(theme, _("To whom"), longest=200)
        self.purpose = Entry(theme, _("What for"), longest=400)
        self.protection = TapChoice(
            theme, [(ENCRYPTED, _("With a passphrase")), (OPEN, _("Readable by anybody"))], name=_("Protection")
        )
        self.protection.picked.connect(self._settle)
        note = _("At least {count} characters. Rootline does not keep it: tell it to the recipient by another way.")
        self.passphrase = Entry(theme, _("Passphrase"), note.format(count=SHORTEST_PASSPHRASE), longest=200)
        self.propose = PlainButton(theme, _("Propose one"), small=True)
        self.propose.clicked.connect(self._propose)
        self.known = TapChoice(
            theme,
            [(KNOWN, _("I know that whoever has this file can read everything in it"))],
            name=_("Not encrypted"),
            multiple=True,
        )
        self.start = PlainButton(theme, button, accent=True, icon="save")
        self.start.clicked.connect(self._ask)
        self.cancel = PlainButton(theme, _("Cancel"))
        self.cancel.clicked.connect(self.stopped)
        self.strip = WarningStrip(theme, "note", "")
        whom = QHBoxLayout()
        whom.setSpacing(12)
        whom.addWidget(self.recipient, 1)
        whom.addWidget(self.purpose, 1)
        secret = QHBoxLayout()
        secret.setSpacing(12)
        secret.addWidget(self.passphrase, 1)
        secret.addWidget(self.propose)
        buttons = QHBoxLayout()
        buttons.addWidget(self.start)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self.body.addWidget(Label(theme, about, px=13, token="ink2", wrap=True))
        self.body.addLayout(whom)
        self.body.addWidget(self.protection)
        self.body.addLayout(secret)
        self.body.addWidget(self.known)
        self.body.addWidget(self.strip)
        self.body.addLayout(buttons)

    def begin(self, name: str) -> None:
        """Ask from the beginning; `name` is proposed for the file."""
        self._name = name
        for entry in (self.recipient, self.purpose, self.passphrase):
            entry.line.clear()
            entry.accept()
        self.protection.set_value(ENCRYPTED)
        self.known.set_value(())
        self.strip.hide()
        self.show_running(False)
        self._settle()

    def forbid(self, why: str) -> None:
        """Say before anything is typed why nobody exports here now; blank allows it."""
        for part in (self.start, self.recipient, self.purpose, self.passphrase, self.propose, self.protection):
            part.setEnabled(not why)
        if why:
            self.say("note", _("Not for you"), why)

    def show_running(self, running: bool) -> None:
        """Whether an export is being made: nothing can be changed then, but it can be stopped."""
        self.cancel.setVisible(running)
        for part in (self.start, self.recipient, self.purpose, self.passphrase, self.propose, self.protection):
            part.setEnabled(not running)
        self.known.setEnabled(not running)

    def show_progress(self, done: int, steps: int) -> None:
        """How far it is."""
        self.say("note", _("Being written: {done} of {steps}").format(done=done, steps=steps))

    def say(self, kind: str, title: str, words: str = "") -> None:
        """Say how it went."""
        self.strip.set_message(kind, title, words)
        self.strip.show()

    def choose_file(self, file: Path) -> None:
        """Take the file that somebody chose, and tell what was asked for."""
        passphrase = self.passphrase.line.text() if self._encrypted() else None
        self.strip.hide()
        self.wanted.emit(self.recipient.text(), self.purpose.text(), passphrase, file)

    def answered(self) -> bool:
        """Whether everything is answered; what is missing says so beside its field."""
        missing = False
        for entry in (self.recipient, self.purpose):
            if len(entry.text()) < 2:
                entry.refuse(_("needed, it is written down with the export"))
                missing = True
        if self._encrypted():
            if trouble := passphrase_trouble(self.passphrase.line.text()):
                self.passphrase.refuse(trouble)
                missing = True
        elif not self.known.value():
            self.say("warn", _("Tap the sentence first, or use a passphrase"))
            missing = True
        return not missing

    def _encrypted(self) -> bool:
        return self.protection.value() != OPEN

    def _settle(self, _value: object = None) -> None:
        if self.protection.value() is None:
            self.protection.set_value(ENCRYPTED)
        encrypted = self._encrypted()
        self.passphrase.setVisible(encrypted)
        self.propose.setVisible(encrypted)
        self.known.setVisible(not encrypted)
        self.known.set_value(())

    def _propose(self) -> None:
        self.passphrase.line.setText(propose_passphrase())
        self.passphrase.accept()

    def _ask(self) -> None:
        if not self.answered():
            return
        if chosen := ask_where_to_save(self, "exports", _("Export to"), self._name, "ZIP (*.zip)"):
            self.choose_file(with_ending(chosen))
