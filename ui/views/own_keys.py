"""Settings, My PIN and password: for everybody, their own."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.proving import PasswordWanted, RefusedSecret, WrongSecret
from charting.errors import Known
from charting.store.door import MustWait
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.staff_desk import StaffDesk
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry


class OwnKeysPage(QWidget):
    """Two cards: the PIN, and the password. What was done is said above them."""

    def __init__(self, theme: Theme, desk: StaffDesk) -> None:
        super().__init__()
        self._theme, self._desk = theme, desk
        self.said = WarningStrip(theme, "verified", "")
        self.pin = Entry(theme, _("New PIN"), _("4 to 8 digits"), secret=True, longest=8)
        self.pin_again = Entry(theme, _("New PIN again"), secret=True, longest=8)
        self.pin_password = SecretEntry(theme, _("Your password"))
        self.old = SecretEntry(theme, _("Password now"))
        self.new = Entry(theme, _("New password"), _("At least 10 characters"), secret=True, longest=200)
        self.again = Entry(theme, _("New password again"), secret=True, longest=200)
        self._none = PlainButton(theme, _("Do without a PIN"), small=True)
        self._none.clicked.connect(self._clear_pin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.said)
        pin_words = _("It lets you back in and signs, while Rootline is open and once you gave the password.")
        column.addWidget(
            self._card(_("My PIN"), pin_words, [self.pin, self.pin_again, self.pin_password], _("Set the PIN"))
        )
        words = _("The chart is not encrypted anew; the passwords of the others stay as they are.")
        column.addWidget(
            self._card(_("My password"), words, [self.old, self.new, self.again], _("Change the password"))
        )
        column.addStretch(1)
        self.pin_password.entered.connect(self._set_pin)
        self.again.entered.connect(self._change_password)

    def show_own(self) -> None:
        """Show an empty page for whoever works."""
        self.said.hide()
        self._none.setVisible(self._desk.people.person.pin is not None)
        for entry in (self.pin, self.pin_again, self.pin_password, self.old, self.new, self.again):
            entry.line.clear()
            entry.accept()

    def _card(self, title: str, words: str, entries: list[Entry], button: str) -> Card:
        card = Card(self._theme, title)
        card.body.addWidget(Label(self._theme, words, px=13, token="ink2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(12)
        for entry in entries:
            line.addWidget(entry, 1, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(line)
        foot = QHBoxLayout()
        press = PlainButton(self._theme, button, accent=True, small=True)
        press.clicked.connect(self._set_pin if self.pin in entries else self._change_password)
        foot.addWidget(press)
        if self.pin in entries:
            foot.addWidget(self._none)
        foot.addStretch(1)
        card.body.addLayout(foot)
        return card

    def _set_pin(self) -> None:
        if self.pin.text() != self.pin_again.text():
            self.pin_again.refuse(_("not the same as the first"))
            return
        try:
            self._desk.set_own_pin(self.pin.text(), self.pin_password.text())
        except Known as refused:
            self._refuse(refused, self.pin, self.pin_password)
        else:
            self._tell(_("Your PIN is set"))

    def _clear_pin(self) -> None:
        self._desk.clear_own_pin()
        self._tell(_("You have no PIN any more"))

    def _change_password(self) -> None:
        if self.new.text() != self.again.text():
            self.again.refuse(_("not the same as the first"))
            return
        try:
            self._desk.change_own_password(self.old.text(), self.new.text())
        except Known as refused:
            self._refuse(refused, self.new, self.old)
        else:
            self._tell(_("Your password is changed"))

    def _refuse(self, refused: Known, new: Entry, proof: SecretEntry) -> None:
        if isinstance(refused, WrongSecret | PasswordWanted | MustWait):
            proof.refuse_for(str(refused), self._desk.people.waiting())
        else:
            field = new if isinstance(refused, RefusedSecret) else proof
            field.refuse(str(refused))
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tell(self, words: str) -> None:
        self.show_own()
        self.said.set_message("verified", words)
        self.said.show()
