"""A new patient: identity first, and who might be the same person before anything is kept."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from charting.actions.typed_person import TypedPerson
from charting.errors import Known, Unreadable
from charting.fields import fields_of
from charting.findings import Finding, Level
from charting.records.patient import Patient
from charting.words import _
from ui.binding.cell import Cell
from ui.binding.form import Form
from ui.binding.hand import Hand
from ui.forms import new_patient
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.card import Card
from ui.parts.labels import Label
from ui.parts.strip import WarningStrip
from ui.theme import Theme
from ui.views.begun_strip import BegunStrip
from ui.views.name_question import NameQuestion
from ui.views.people import PeopleList, Person
from ui.views.scroll import Centre

WIDE, ONE_ROW, BIG = 800, 96, 16_777_215
MARGINS, NARROW_MARGINS = (16, 12, 16, 16), (16, 6, 16, 8)
NEEDED = ("family_name", "given_name", "date_of_birth", "sex_at_birth")


class NewPatientView(QWidget):
    """`added(patient)` follows the button, `opened(key)` the choice of a patient who was there already.

    `offer` stands above the form while somebody else was begun and left.
    """

    added = Signal(object)
    opened = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme, hand: Hand) -> None:
        super().__init__()
        self._hand = hand
        self._patient = Patient()
        self._found = False
        self._form = Form(theme, Patient, hand, new_patient.compose)
        for cell in self._form.findChildren(Cell):
            cell.needed_words = _("needed to add")
            if cell.declared.name == "date_of_birth":
                cell.needed_words = _("needed to add, e.g. 14-Mar-1985 or 14/3/1985")
        self.offer = BegunStrip(theme)
        self.question = NameQuestion(theme)
        self.question.parted.connect(self._take_name)
        self._refusal = WarningStrip(theme, "note", "")
        self._refusal.hide()
        self._strip = WarningStrip(
            theme,
            "warn",
            _("May be here already"),
            _("Ask for name and date of birth. Open the chart that is there instead of making a second one."),
        )
        self._people = PeopleList(theme, _("Patients who may be the same person"))
        self._people.opened.connect(self.opened)
        self._same = Card(theme, _("Possible duplicates"), rail=True)
        self._nobody = Label(theme, _("Nobody with this birth date and a similar name."), token="ink3", wrap=True)
        self._same.body.addWidget(self._nobody)
        self._same.body.addWidget(self._strip)
        self._same.body.addWidget(self._people, 1)
        self._same.body.addStretch(0)
        self._add = MainButton(theme, _("&Add patient"))
        self._add.clicked.connect(self._try_to_add)
        back = PlainButton(theme, _("Back"), key_hint="Esc")
        back.clicked.connect(self.left)
        QShortcut(QKeySequence("Esc"), self, self.left.emit)
        foot = QHBoxLayout()
        foot.addWidget(back)
        foot.addWidget(self._refusal, 1)
        foot.addStretch(0)
        foot.addWidget(self._add)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(12)
        self._row.addWidget(Centre(self._form, _("New patient")), 1)
        self._row.addWidget(self._same)
        self._title = Label(theme, _("New patient"), px=20, weight=600)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*MARGINS)
        outer.setSpacing(10)
        outer.addWidget(self._title)
        outer.addWidget(self.offer)
        outer.addWidget(self.question)
        outer.addLayout(self._row, 1)
        outer.addLayout(foot)
        QWidget.setTabOrder(self._add, back)  # Enter in the last field goes on to what is meant, not away from it
        QWidget.setTabOrder(back, self._people)

    @property
    def patient(self) -> Patient:
        """The patient being described, not kept yet."""
        return self._patient

    def start(self, typed: TypedPerson | None = None) -> None:
        """Begin with a blank patient, or with whoever was typed in the finder."""
        self.take_up(Patient())
        if typed is not None:
            self._take_over(typed)

    def take_up(self, patient: Patient) -> None:
        """Describe this patient, who was begun before or is blank."""
        self._patient = patient
        self.question.hide()
        self._form.set_record(patient, False)
        self._refusal.hide()
        self.show_duplicates([])
        self._form.focus_on(patient.id, "family_name")

    def forget(self) -> None:
        """The patient described is in the chart now: nothing of theirs is described here any more."""
        self._patient = Patient()

    def show_stored(self, name: str) -> None:
        """An answer changed."""
        self._form.show_stored(self._patient, name)

    def show_duplicates(self, people: Sequence[Person]) -> None:
        """Show who may be the same person."""
        self._people.show_people(people)
        self._found = bool(people)
        self._arrange()
        self._add.set_text(_("Add as another person") if people else _("Add patient"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        """Beside the form where there is room; else below it, and only when somebody was found."""
        wide = self.width() >= WIDE
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._title.setVisible(wide)
        self.layout().setContentsMargins(*(MARGINS if wide else NARROW_MARGINS))
        self._same.set_title(_("Possible duplicates") if wide else "")
        self._same.setMaximumSize(*((290, BIG) if wide else (BIG, ONE_ROW)))
        self._same.setMinimumWidth(290 if wide else 0)
        self._same.setVisible(wide or self._found)
        self._people.setVisible(self._found)
        self._strip.setVisible(self._found and wide)
        self._nobody.setVisible(not self._found)

    def refuse(self, why: Known) -> None:
        """Say why the patient could not be kept."""
        self._refusal.set_message("stop", _("Not added"), str(why))
        self._refusal.show()

    def _take_over(self, typed: TypedPerson) -> None:
        """What was typed comes along; what can be read in two ways is asked about first."""
        if typed.born:
            declared = fields_of(Patient)["date_of_birth"]
            try:
                self._give("date_of_birth", declared.parse(typed.born, self._hand.context()))
            except Unreadable:
                self._give("date_of_birth", None, typed.born)
        if len(typed.splits) == 1:
            self._take_name(*typed.splits[0])
        elif typed.splits:
            self.question.ask(typed.splits)
        else:
            self._land()

    def _take_name(self, family: str, given: str) -> None:
        self._give("family_name", family)
        self._give("given_name", given)
        self._land()

    def _give(self, name: str, value: object, unread: str | None = None) -> None:
        self._hand.answer(self._patient, name, value, unread, False)
        self._form.show_stored(self._patient, name)

    def _land(self) -> None:
        """The cursor goes to what is to be put right, else to what is still needed."""
        unread = self._patient.unread or {}
        missing = (name for name in NEEDED if getattr(self._patient, name) is None and name not in unread)
        place = next(iter([*unread, *missing]), None)
        if place is not None:
            self._form.focus_on(self._patient.id, place)

    def _try_to_add(self) -> None:
        unread = self._patient.unread or {}
        missing = [name for name in NEEDED if getattr(self._patient, name) is None]
        if missing or unread:
            first = next(iter([*unread, *missing]))
            self._form.show_findings(
                [Finding(Level.WARN, "", why=_("needed to add"), field=n, record_id=self._patient.id) for n in missing]
            )
            self._refusal.set_message("note", _("Not added yet"), _("Name, birth date and sex at birth are needed."))
            self._refusal.show()
            self._form.focus_on(self._patient.id, first)
            return
        self.added.emit(self._patient)
