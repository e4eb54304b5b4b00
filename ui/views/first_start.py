"""First start: whose clinic, whose practice, and the owner's password."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from charting.password_rule import SHORTEST_PASSWORD, password_refusal, pin_refusal
from charting.words import _
from ui.parts.buttons import MainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.starting import Starting
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.entry import Entry


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered on first start."""

    clinic: str
    address: tuple[str, ...]
    phone: str
    emergency: str
    practitioner: str
    qualification: str
    registration: str
    password: str
    pin: str = ""


class FirstStartView(Starting):
    """Asks once. `answered` carries everything when nothing is missing."""

    help_id = "first_start"
    answered = Signal(object)

    def __init__(self, theme: Theme, folder: Path) -> None:
        super().__init__()
        self._theme = theme
        self.clinic = Entry(theme, _("Clinic name"), _("Heads every paper"))
        self.address = [Entry(theme, _("Address line {number}").format(number=number)) for number in (1, 2, 3)]
        self.phone = Entry(theme, _("Telephone"), _("Patients call this number"))
        self.emergency = Entry(theme, _("Emergency number"), _("999, 112 or 911"), longest=20)
        self.practitioner = Entry(theme, _("Your name"), _("As it stands on paper"))
        self.qualification = Entry(theme, _("Qualification"), _("For example MBBS"))
        self.registration = Entry(theme, _("Registration number"), _("For example GMC 0000000"))
        self.password = Entry(
            theme,
            _("Password"),
            _("At least {count} characters").format(count=SHORTEST_PASSWORD),
            secret=True,
            longest=200,
        )
        self.again = Entry(theme, _("Password again"), secret=True, longest=200)
        self.pin = Entry(theme, _("PIN, if you like"), _("4 to 8 digits, to go on quickly"), secret=True, longest=8)
        self._needed = (
            self.clinic,
            self.phone,
            self.emergency,
            self.address[0],
            self.practitioner,
            self.qualification,
            self.registration,
        )
        self._refusal = WarningStrip(theme, "stop", "")
        self._refusal.hide()
        button = MainButton(theme, _("Open the clinic"))
        button.clicked.connect(self._answer)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(Label(theme, _("Welcome to Rootline"), px=22, weight=600))
        where = _("One clinic, kept encrypted in {folder}. Nothing leaves this machine.").format(folder=folder)
        column.addWidget(Label(theme, where, px=13, token="ink2", wrap=True))
        column.addWidget(self._card(_("Clinic"), [self.clinic, self.phone, self.emergency, *self.address], 3))
        column.addWidget(self._card(_("Practitioner"), [self.practitioner, self.qualification, self.registration], 3))
        column.addWidget(self._password_card())
        column.addWidget(self._refusal)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button)
        column.addLayout(foot)
        column.addStretch(1)
        self._centre(column)
        for entry in (*self._entries(),):
            entry.entered.connect(self._answer if entry is self.pin else entry.focusNextChild)
        self.start_at(self.clinic)

    def refuse(self, why: str) -> None:
        """Say why no clinic could be made. What was typed stays."""
        self._refusal.set_message("stop", _("The clinic could not be made"), why)
        self._refusal.show()

    def _entries(self) -> list[Entry]:
        return [
            self.clinic,
            self.phone,
            self.emergency,
            *self.address,
            self.practitioner,
            self.qualification,
            self.registration,
            self.password,
            self.again,
            self.pin,
        ]

    def _card(self, title: str, entries: list[Entry], columns: int) -> Card:
        card = Card(self._theme, title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        for at, entry in enumerate(entries):
            grid.addWidget(entry, at // columns, at % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)
        card.body.addLayout(grid)
        return card

    def _password_card(self) -> Card:
        card = self._card(_("Your password"), [self.password, self.again, self.pin], 3)
        warning = _(
            "It opens the chart. If it is lost, only the recovery key does, which is shown next: keep that on paper."
        )
        card.body.addWidget(Label(self._theme, warning, px=13, token="ink2", wrap=True))
        return card

    def _centre(self, column: QVBoxLayout) -> None:
        inner = QWidget()
        inner.setMaximumWidth(760)
        inner.setLayout(column)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(16, 24, 16, 16)
        row.addStretch(1)
        row.addWidget(inner, 20)
        row.addStretch(1)
        self._area = area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(holder)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)

    def _answer(self) -> None:
        wrong = [entry for entry in self._needed if not entry.text()]
        for entry in wrong:
            entry.refuse(_("needed on every paper"))
        if why := password_refusal(self.password.text(), self.clinic.text(), self.practitioner.text()):
            self.password.refuse(why)
            wrong.append(self.password)
        elif self.password.text() != self.again.text():
            self.again.refuse(_("not the same as the first"))
            wrong.append(self.again)
        if self.pin.text() and (why := pin_refusal(self.pin.text())):
            self.pin.refuse(why)
            wrong.append(self.pin)
        if wrong:
            wrong[0].setFocus()
            self._area.ensureWidgetVisible(wrong[0])
            return
        self.answered.emit(
            Answers(
                self.clinic.text(),
                tuple(line.text() for line in self.address if line.text()),
                self.phone.text(),
                self.emergency.text(),
                self.practitioner.text(),
                self.qualification.text(),
                self.registration.text(),
                self.password.text(),
                self.pin.text(),
            )
        )
