"""The wrong chart beside the right one: nothing is moved before both were seen together."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.words import _
from ui.parts.banner import BannerData
from ui.parts.card import Card
from ui.parts.finder import Finder
from ui.parts.labels import FullLabel, Label
from ui.theme import Theme
from ui.views.people import ROW, PeopleList, Person

_SHOWN = 2


class WhoseCard(Card):
    """Name, birth date and number of one person, as the banner says them."""

    def __init__(self, theme: Theme, title: str, edge: str) -> None:
        super().__init__(theme, title, rail=True)
        self.set_edge(edge)
        self._name = FullLabel(theme, px=18, weight=700, wrap=True)
        self._born = Label(theme, px=14, weight=600, wrap=True)
        self._number = Label(theme, px=14, weight=600, wrap=True)
        for part in (self._name, self._born, self._number):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def show_person(self, person: BannerData | None) -> None:
        """Show somebody, or that nobody was chosen yet."""
        if person is None:
            self._name.setText(_("Nobody chosen yet"))
            self._name.set_token("ink3")
            self._born.setText(_("Find the right patient."))
            self._number.setText("")
            return
        self._name.set_token("ink")
        self._name.setText(person.name)
        self._born.setText(_("Born {day}").format(day=person.born))
        self._number.setText(person.patient_id)
        self.setAccessibleDescription(", ".join((person.name, person.born, person.patient_id)))


class MovePeople(QWidget):
    """`searched(text)` follows typing, `chosen(key)` a tap on a person, or Enter."""

    searched = Signal(str)
    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.finder = Finder(theme, key_hint="")
        self.people = PeopleList(theme, _("Patients found"))
        self.people.setFixedHeight(_SHOWN * ROW + 4)
        self.wrong = WhoseCard(theme, _("It stands in the chart of"), "red_line")
        self.right = WhoseCard(theme, _("It belongs to"), "green_line")
        found = QVBoxLayout()
        found.setSpacing(6)
        found.addWidget(self.finder)
        found.addWidget(self.people)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(self.wrong, 1)
        pair.addWidget(self.right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(found)
        column.addLayout(pair)
        self.setFocusProxy(self.finder.edit)
        self.finder.edited.connect(self.searched)
        self.finder.entered.connect(lambda _text: self._enter())
        self.people.opened.connect(self.chosen)
        self.people.itemClicked.connect(lambda _item: self._choose())

    def begin(self, wrong: BannerData) -> None:
        """Show whose chart it is now, and nobody chosen."""
        self.finder.edit.clear()
        self.people.show_people([])
        self.wrong.show_person(wrong)
        self.right.show_person(None)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show who was found; nobody is chosen or pointed at by that."""
        self.people.show_people(people)
        self.people.setCurrentRow(-1)

    def _enter(self) -> None:
        """The only one found is chosen; of several one has to be pointed at."""
        if self.people.count() == 1:
            self.people.setCurrentRow(0)
        if self.people.current_key():
            self._choose()
        elif self.people.count():
            self.people.setCurrentRow(0)
            self.people.setFocus()

    def _choose(self) -> None:
        if key := self.people.current_key():
            self.chosen.emit(key)
