"""Today: the finder, the day's visits, and what is still unsigned."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from charting.dates import show_day
from charting.words import _, ngettext
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.finder import Finder
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.clock_words import ClockSaid
from ui.views.people import PeopleList, Person
from ui.views.scroll import Centre
from ui.views.visit_list import VisitList, VisitRow


class TodayView(QWidget):
    """Shows several people, so it carries no patient banner."""

    searched = Signal(str)
    person_opened = Signal(str)
    visit_opened = Signal(str)
    new_patient = Signal()
    shown = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._title = Label(theme, px=20, weight=600)
        self.notice = WarningStrip(theme, "warn", "")
        self.notice.hide()
        self.finder = Finder(theme, large=True, key_hint="F2")
        self.people = PeopleList(theme, _("Patients found"))
        self._found = Label(theme, px=12, token="ink2")
        self._alike = WarningStrip(
            theme, "warn", _("Names are alike"), _("Ask for the date of birth, then press Enter.")
        )
        new = PlainButton(theme, _("New patient"), icon="plus", key_hint="Ctrl+N")
        new.clicked.connect(self.new_patient)
        self._open = MainButton(theme, _("Open"), key_hint="Enter")
        self._open.clicked.connect(self._open_person)
        self.finder.edited.connect(self.searched)
        self.finder.entered.connect(lambda _text: self._open_person())
        self.people.opened.connect(self.person_opened)

        finding = Card(theme)
        finding.body.addWidget(self.finder)
        finding.body.addWidget(self._found)
        finding.body.addWidget(self.people, 1)
        finding.body.addWidget(self._alike)
        foot = QHBoxLayout()
        foot.addWidget(new)
        foot.addStretch(1)
        foot.addWidget(self._open)
        finding.body.addLayout(foot)

        self._visits_card = Card(theme, _("Visits today"))
        self._visits = VisitList(theme, _("No visits today. F2 finds a patient."))
        self._visits.opened.connect(self.visit_opened)
        self._visits_card.body.addWidget(Centre(self._visits, _("Visits today")), 1)
        self._unsigned_card = Card(theme, _("Not signed"))
        self._unsigned = VisitList(theme, _("Every earlier visit is signed."))
        self._unsigned.opened.connect(self.visit_opened)
        self._unsigned_card.body.addWidget(Centre(self._unsigned, _("Not signed")), 1)
        right = QVBoxLayout()
        right.setSpacing(12)
        right.addWidget(self._visits_card, 3)
        right.addWidget(self._unsigned_card, 2)

        columns = QHBoxLayout()
        columns.setSpacing(12)
        columns.addWidget(finding, 4)
        columns.addLayout(right, 6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 12, 16, 16)
        outer.setSpacing(10)
        outer.addWidget(self._title)
        outer.addWidget(self.notice)
        outer.addLayout(columns, 1)
        self.setFocusProxy(self.finder.edit)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_day(self, today: date, visits: Sequence[VisitRow], unsigned: Sequence[VisitRow]) -> None:
        """Show the day's visits and the unsigned ones of earlier days."""
        self._title.setText(f"{today:%A} {show_day(today)}")
        signed = sum(row.state == "signed" for row in visits)
        self._visits_card.set_meta(_("{count} today, {signed} signed").format(count=len(visits), signed=signed))
        self._visits.show_visits(visits)
        self._unsigned_card.set_meta(str(len(unsigned)) if unsigned else "")
        self._unsigned.show_visits(unsigned)
        self.shown.emit()

    def show_clocks(self, said: Mapping[str, ClockSaid]) -> None:
        """Say how the visits stand by their clocks."""
        self._visits.show_clocks(said)

    def show_people(self, people: Sequence[Person]) -> None:
        """Show what the finder found."""
        self.people.show_people(people)
        words = ngettext("{count} patient", "{count} patients", len(people)).format(count=len(people))
        self._found.setText(words if people else _("Nobody fits. Check the spelling, or press Ctrl+N."))
        self._alike.setVisible(any(person.alike for person in people))
        self._open.setEnabled(bool(people))

    def _open_person(self) -> None:
        if key := self.people.current_key():
            self.person_opened.emit(key)
