"""Finding somebody: the line, who fits, and for names that are alike a question before the chart opens."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from charting.words import _, ngettext
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.finder import Finder
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.people import PeopleList, Person

LOW = 300
_MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class FindingCard(Card):
    """`opened(key)` opens a chart, `confirmed(key)` comes before it where somebody was asked who they are.

    While nothing is typed nobody is pointed at: `passed_by` says that Enter or an arrow meant the visits.
    """

    searched = Signal(str)
    opened = Signal(str)
    confirmed = Signal(str)
    passed_by = Signal(bool)
    new_patient = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._asked = ""
        self._people: dict[str, Person] = {}
        self.finder = Finder(theme, large=True, key_hint="F2")
        self.finder.edited.connect(self.searched)
        self.finder.entered.connect(lambda _text: self._enter())
        self.finder.edit.installEventFilter(self)
        self.people = PeopleList(theme, _("Patients found"))
        self.people.opened.connect(self._wish)
        self.people.setMinimumHeight(theme.target())
        self._found = Label(theme, px=12, token="ink2", wrap=True)
        self._alike = WarningStrip(theme, "warn", "")
        self._confirm = PlainButton(
            theme, _("Confirmed: name and date of birth"), key_hint=_("Space"), small=True, accent=True
        )
        self._confirm.clicked.connect(self._open_asked)
        self._taken = Label(theme, px=12, token="ink2", wrap=True)
        self._taken.hide()
        self.new_button = new = PlainButton(theme, _("New patient"), icon="plus", key_hint="Ctrl+N")
        new.clicked.connect(self.new_patient)
        self.open_button = MainButton(theme, _("Open"), key_hint="Enter")
        self.open_button.clicked.connect(lambda: self._wish(self.people.current_key()))
        self.body.addWidget(self.finder)
        self.body.addWidget(self._found)
        self.body.addWidget(self.people, 1)
        self.body.addWidget(self._alike)
        self.body.addWidget(self._confirm)
        self.body.addWidget(self._taken)
        foot = QHBoxLayout()
        foot.addWidget(new)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        self.body.addLayout(foot)
        self.people.currentItemChanged.connect(lambda *_items: self._settle())
        self._settle()

    def show_people(self, people: Sequence[Person]) -> None:
        """Show who fits; nobody is pointed at before something is typed."""
        self._asked = ""
        self._people = {person.key: person for person in people}
        self.people.show_people(people)
        if not self.finder.edit.text().strip():
            self.people.setCurrentRow(-1)
        words = ngettext("{count} patient", "{count} patients", len(people)).format(count=len(people))
        nobody = _("Nobody fits. Check the spelling, or press Ctrl+N.")
        if not self.finder.edit.text().strip():
            nobody = _("No patients yet. Ctrl+N adds the first.")
        self._found.setText(words if people else nobody)
        self._settle()

    def show_typed(self, who: str) -> None:
        """Say who would come along to a new patient; nobody where it is blank."""
        words = _("New patient: {who}").format(who=who) if who else ""
        self._taken.setText(words)
        self._taken.setVisible(bool(words))
        self.new_button.setAccessibleName(words or self.new_button.text())

    def ask(self, key: str) -> None:
        """Ask who somebody is before the chart opens; they are among the people shown."""
        self.people.point_at(key)
        self._wish(key)

    def take_back(self) -> bool:
        """Do not open who was asked about after all; False where nobody was."""
        was = self._asked
        self._asked = ""
        self._settle()
        if was:
            self.finder.edit.setFocus()
        return bool(was)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._settle()
        super().resizeEvent(event)

    def _settle(self) -> None:
        self.open_button.setEnabled(bool(self.people.current_key()))
        person = self._people.get(self._asked)
        if person is not None:
            title = _("Is this {name}?").format(name=person.name)
            born = _("Born {day}").format(day=person.born)
            self._alike.set_message("warn", title, "\n".join((_("Ask for name and date of birth."), born)))
        else:
            self._alike.set_message("warn", _("Names are alike"), _("Ask for the date of birth before opening."))
        self._alike.setVisible(any(one.alike for one in self._people.values()))
        self._found.setVisible(self.height() >= LOW or not self._people)
        self._confirm.setVisible(person is not None)
        self.open_button.setVisible(person is None)

    def _enter(self) -> None:
        """Open who is pointed at; a search that found nobody opens nothing."""
        if key := self.people.current_key():
            self._wish(key)
        elif not self.finder.edit.text().strip():
            self.passed_by.emit(True)

    def _wish(self, key: str) -> None:
        """Open a chart, after a look at who it is where names are alike."""
        person = self._people.get(key)
        if person is not None and person.alike:
            self._asked = key
            self._settle()
            self._confirm.setFocus(Qt.FocusReason.OtherFocusReason)
        elif key:
            self.opened.emit(key)

    def _open_asked(self) -> None:
        key, self._asked = self._asked, ""
        if key:
            self.confirmed.emit(key)
            self.opened.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows in the line move among the people found, or go on to the visits."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and event.key() in _MOVES:
            step = _MOVES[Qt.Key(event.key())]
            if not self.finder.edit.text().strip():
                if step > 0:
                    self.passed_by.emit(False)
                return True
            to = self.people.currentRow() + step
            self.people.setCurrentRow(min(self.people.count() - 1, max(0, to)))
            return True
        return super().eventFilter(watched, event)
