"""Settings, People: who has an account, in which role; adding, changing and closing one. For owners."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from charting.dates import show_day
from charting.errors import Known
from charting.records.clinic import ROLES, Practitioner
from charting.words import _
from ui.binding.form import Form
from ui.binding.grid import FieldGrid
from ui.forms import practitioner as practitioner_form
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.starting import Starting
from ui.parts.tap_choice import TapChoice
from ui.staff_desk import StaffDesk
from ui.theme import Theme
from ui.views.clearing import clear
from ui.views.entry import Entry
from ui.views.secret_entry import SecretEntry


class StaffCard(Card):
    """The list, with the panel of one account open under its row."""

    def __init__(self, theme: Theme, desk: StaffDesk) -> None:
        super().__init__(theme, _("People"))
        self._theme, self._desk = theme, desk
        self._open = ""
        self._changes: dict[str, QWidget] = {}
        self.panel: QWidget | None = None
        self.add_button = PlainButton(theme, _("Add somebody"), icon="plus", small=True)
        self.add_button.clicked.connect(lambda: self._show("new"))
        self.add_to_head(self.add_button)
        self.body.setSpacing(0)

    def show_people(self) -> None:
        """Show the accounts as they are, none of them open."""
        self._show("")

    def _show(self, which: str) -> None:
        self._open = which
        self.panel = None
        self._changes = {}
        clear(self.body)
        if which == "new":
            self._add_panel(NewPersonPanel(self._theme, self._desk))
        for person in self._desk.everybody():
            self.body.addWidget(self._row(person))
            if which == person.id:
                self._add_panel(PersonPanel(self._theme, self._desk, person))
            self.hairline()

    def _add_panel(self, panel: "Panel") -> None:
        panel.done.connect(self._close)
        self.panel = panel
        self.body.addWidget(panel)
        panel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        """Close the panel; the keyboard goes back to what it was opened by."""
        was = self._open
        self._show("")
        button = self._changes.get(was, self.add_button)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, person: Practitioner) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 6, 0, 6)
        line.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        here = person.left_on is None
        words.addWidget(Label(self._theme, person.name or "", px=14, weight=600, token="ink" if here else "ink3"))
        words.addWidget(Label(self._theme, self._standing(person), px=12, token="ink2" if here else "ink3", wrap=True))
        line.addLayout(words, 1)
        if here:
            change = PlainButton(self._theme, _("Close") if self._open == person.id else _("Change"), small=True)
            change.setAccessibleName(f"{change.text()}: {person.name}")
            self._changes[person.id] = change
            change.clicked.connect(lambda: self._show("" if self._open == person.id else person.id))
            line.addWidget(change)
        return row

    def _standing(self, person: Practitioner) -> str:
        if person.left_on is not None:
            return _("Left {day}").format(day=show_day(person.left_on))
        password = _("password set") if self._desk.has_password(person) else _("no password: cannot come in")
        return " · ".join((self._desk.role(person), password, _("PIN set") if person.pin else _("no PIN")))


class _PlainForm(Form):
    """A form inside a card: its fields without a card of their own."""

    def section(self, _title: str, *places: object, note: str = "") -> None:
        grid = FieldGrid(self._theme, list(places), self._hand.context, self._offers)
        grid.answered.connect(self._hand.answer)
        self._layout.addWidget(grid)
        self._parts.append(grid)


class Panel(Starting):
    """What a panel shares: the secret of whoever changes an account. `done()` once it is changed."""

    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.secret = SecretEntry(theme, _("Your PIN or password"), _("To be sure that it is you"))
        self.secret.setMaximumWidth(320)
        self.password = Entry(theme, _("Password"), _("They can change it themselves"), secret=True, longest=200)
        self.again = Entry(theme, _("Password again"), secret=True, longest=200)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 4, 0, 12)
        self.column.setSpacing(10)

    def row(self, *widgets: QWidget) -> None:
        """Put widgets side by side."""
        line = QHBoxLayout()
        line.setSpacing(12)
        for widget in widgets:
            line.addWidget(widget, 1 if isinstance(widget, Entry) else 0)
        if not any(isinstance(widget, Entry) for widget in widgets):
            line.addStretch(1)
        self.column.addLayout(line)

    def button(self, words: str, press: Callable[[], object], *, main: bool = False) -> PlainButton | MainButton:
        """A button that does something of this panel."""
        made = MainButton(self._theme, words) if main else PlainButton(self._theme, words, small=True)
        made.clicked.connect(lambda: press())
        made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        return made

    def same_twice(self) -> bool:
        """Whether both passwords are the same; says so where not."""
        if self.password.text() == self.again.text():
            return True
        self.again.refuse(_("not the same as the first"))
        self.again.setFocus()
        return False

    def attempt(self, deed: Callable[[], object], beside: Entry | None = None) -> None:
        """Do something; a refusal of the secret is said beside it, any other `beside` its own field."""
        if not self.secret.text():
            self.secret.refuse(_("Type your PIN or password."))
            self.secret.setFocus()
            return
        try:
            deed()
        except Known as refused:
            self._say(refused, beside)
        else:
            self.done.emit()

    def _say(self, refused: Known, beside: Entry | None) -> None:
        from charting.actions.proving import PasswordWanted, WrongSecret
        from charting.store.door import MustWait

        if beside is None or isinstance(refused, PasswordWanted | WrongSecret):
            self.secret.refuse(str(refused))
        elif isinstance(refused, MustWait):
            self.secret.refuse_for("", refused.seconds)
        else:
            beside.refuse(str(refused))


class PersonPanel(Panel):
    """One account: its particulars on paper, role, a new password, closing it."""

    def __init__(self, theme: Theme, desk: StaffDesk, person: Practitioner) -> None:
        super().__init__(theme)
        self._desk, self._person = desk, person
        self.form = _PlainForm(theme, Practitioner, desk.hand, practitioner_form.compose_on_paper)
        self.form.set_record(person, False)
        self.role = role_choice(theme)
        self.role.set_value(person.acting_role)
        self.password.set_label(_("New password"))
        self.again.set_label(_("New password again"))
        self.column.addWidget(self.form)
        self.column.addWidget(self.secret)
        self.row(self.role, self.button(_("Change role"), self._change_role))
        self.row(self.password, self.again, self.button(_("Set password"), self._reset))
        self._close = self.button(_("Close this account"), self._ask_close)
        self.column.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        self.start_at(self.secret)

    def _change_role(self) -> None:
        role = self.role.value()
        self.attempt(lambda: self._desk.change_role(self._person, str(role or ""), self.secret.text()))

    def _reset(self) -> None:
        if self.same_twice():
            new, secret = self.password.text(), self.secret.text()
            self.attempt(lambda: self._desk.reset_password(self._person, new, secret), self.password)

    def _ask_close(self) -> None:
        """The first press says what happens, the second does it."""
        sure = _("Close: the password opens nothing any more, the name stays on paper")
        if self._close.text() != sure:
            self._close.set_text(sure)
            return
        self.attempt(lambda: self._desk.close(self._person, self.secret.text()))


class NewPersonPanel(Panel):
    """A new account: who it is, the role, a first password."""

    def __init__(self, theme: Theme, desk: StaffDesk) -> None:
        super().__init__(theme)
        self._desk = desk
        self.person = Practitioner()
        self.form = _PlainForm(theme, Practitioner, desk.hand, practitioner_form.compose)
        self.form.set_record(self.person, False)
        self.column.addWidget(self.form)
        self.row(self.password, self.again)
        self.column.addWidget(self.secret)
        self._why = Label(theme, px=13, token="red", wrap=True)
        self._why.hide()
        self.column.addWidget(self._why)
        self.row(self.button(_("Add"), self._add, main=True), self.button(_("Cancel"), self.done.emit))
        self.password.entered.connect(self.again.setFocus)
        self.again.entered.connect(self.secret.setFocus)
        self.secret.given.connect(lambda _secret: self._add())
        desk.hand.edited.connect(self._edited)

    def setFocus(self, _reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        self.form.focus_on(self.person.id, "name")

    def _edited(self, record: object, name: str) -> None:
        """Who does not sign needs neither qualification nor number."""
        if record is self.person and name == "role":
            for asked in ("qualification", "registration_number"):
                self.form.show_stored(self.person, asked)

    def _missing(self) -> bool:
        """Say what is not answered yet, before anybody proves to be an owner."""
        for name, words in (("name", _("Write the name first.")), ("role", _("Choose the role first."))):
            if getattr(self.person, name) is None:
                self._why.setText(words)
                self._why.show()
                self.form.focus_on(self.person.id, name)
                return True
        self._why.hide()
        if not self.password.text():
            self.password.refuse(_("Give them a password to begin with."))
            self.password.setFocus()
            return True
        return False

    def _add(self) -> None:
        if not self._missing() and self.same_twice():
            self.attempt(lambda: self._desk.add(self.person, self.password.text(), self.secret.text()), self.password)


def role_choice(theme: Theme) -> TapChoice:
    """The roles to tap."""
    return TapChoice(theme, [(choice.code, ROLES.label(choice.code)) for choice in ROLES.offered()], name=_("Role"))
