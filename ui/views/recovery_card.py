"""Settings, People: how the recovery key stands, proving its paper, and making another."""

from PySide6.QtCore import Qt, Signal

from charting.errors import Known
from charting.words import _
from ui.parts.buttons import PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.staff_desk import StaffDesk
from ui.theme import Theme
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry


class RecoveryCard(Card):
    """`made(key)` carries a new recovery key, to be shown once."""

    made = Signal(object)

    def __init__(self, theme: Theme, desk: StaffDesk) -> None:
        super().__init__(theme, _("Recovery key"))
        self._desk = desk
        self._stands = Label(theme, px=14, wrap=True)
        words = _("A key on paper that opens the chart when the owner's password is lost.")
        note = _("Nine groups, to prove that the paper is there")
        self.typed = Entry(theme, _("The whole recovery key"), note, note_lines=2)
        self.typed.entered.connect(self._prove)
        self._prove_button = PlainButton(theme, _("Prove the paper"), small=True)
        self._prove_button.clicked.connect(self._prove)
        self.secret = SecretEntry(theme, _("Your PIN or password"))
        self.secret.setMaximumWidth(320)
        self.secret.given.connect(lambda _secret: self._make())
        self._make_button = PlainButton(theme, _("Make a new one: the old one stops working"), small=True)
        self._make_button.clicked.connect(self._make)
        self.body.addWidget(self._stands)
        self.body.addWidget(Label(theme, words, px=13, token="ink2", wrap=True))
        left = Qt.AlignmentFlag.AlignLeft
        self.body.addWidget(self.typed)
        self.body.addWidget(self._prove_button, 0, left)
        self.body.addWidget(self.secret)
        self.body.addWidget(self._make_button, 0, left)

    def show_standing(self) -> None:
        """Show when it was made and proved."""
        self._stands.setText(self._desk.recovery_words())
        exists = self._desk.hand.chart.clinic().recovery_made_at is not None
        wanted = exists and self._desk.recovery_needed()
        self.typed.setVisible(wanted)
        self._prove_button.setVisible(wanted)
        new = _("Make a new one: the old one stops working") if exists else _("Make a recovery key")
        self._make_button.set_text(new)
        for entry in (self.typed, self.secret):
            entry.line.clear()
            entry.accept()

    def _prove(self) -> None:
        try:
            self._desk.prove_recovery(self.typed.text())
        except Known as refused:
            self.typed.refuse(str(refused))
        else:
            self.show_standing()

    def _make(self) -> None:
        try:
            key = self._desk.make_recovery(self.secret.text())
        except Known as refused:
            self.secret.refuse_for(str(refused), self._desk.people.waiting())
        else:
            self.made.emit(key)
