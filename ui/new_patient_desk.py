"""From the screen of a new patient to the chart: who may be the same person, and keeping the one described."""

from PySide6.QtCore import QObject, Signal

from charting.actions.begun_patients import BegunPatients
from charting.actions.patients import add_patient
from charting.actions.typed_person import TypedPerson
from charting.dates import show_moment
from charting.records.base import Record
from charting.records.patient import Patient
from charting.store.search import likely_duplicates
from ui.chart_model import ChartModel
from ui.views.begun_strip import BegunStrip
from ui.views.describe import person_of
from ui.views.new_patient import NewPatientView


class NewPatientDesk(QObject):
    """`opened(id)` follows a patient who was added, or who was there already; `wanted()` one to be gone on with.

    What is typed is kept in the file from the first letter on, and offered on `today` as well as above the form.
    """

    opened = Signal(str)
    wanted = Signal()

    def __init__(self, model: ChartModel, view: NewPatientView, today: BegunStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view, self._today = model, view, today
        self._begun = BegunPatients(model.chart)
        view.added.connect(self._add)
        view.opened.connect(self.opened)
        view.offer.gone_on.connect(self.go_on)
        view.offer.discarded.connect(lambda: self._discard(view.offer, view.patient))
        today.gone_on.connect(self.wanted)
        today.discarded.connect(lambda: self._discard(today, None))
        model.edited.connect(self._edited)

    def start(self, typed: TypedPerson | None = None) -> None:
        """Begin with a blank patient, or with whoever was typed in the finder; one begun before is offered."""
        self._view.start(typed)
        self._offer(self._view.offer, self._view.patient)

    def go_on(self) -> None:
        """Take up whoever is offered above the form; the one described until now is offered in turn."""
        if (begun := self._begun.beside(self._view.patient)) is not None:
            self._model.undo_stack.clear()  # its steps are those of whoever is not on the screen any more
            self._view.take_up(begun[0])
            self._look_for_duplicates()
            self._offer(self._view.offer, self._view.patient)

    def offer_today(self) -> None:
        """Offer on Today whoever was begun last and not added."""
        self._offer(self._today, None)

    def _offer(self, strip: BegunStrip, described: Patient | None) -> None:
        begun = self._begun.beside(described)
        if begun is None:
            strip.offer("", "")
        else:
            strip.offer(begun[0].display_name(), show_moment(begun[1], self._model.now().date()))

    def _discard(self, strip: BegunStrip, described: Patient | None) -> None:
        if (begun := self._begun.beside(described)) is not None:
            self._begun.drop(begun[0])
            if begun[0] is self._view.patient:
                self._view.forget()
            self._model.save()
            self._offer(strip, described)

    def _add(self, patient: Patient) -> None:
        add_patient(self._model.chart, patient)
        self._begun.drop(patient)
        if self._model.save():
            self._view.forget()
            self.opened.emit(patient.id)

    def _edited(self, record: Record, name: str) -> None:
        if record is not self._view.patient:
            return
        self._view.show_stored(name)
        self._begun.keep(self._view.patient, self._model.now())
        self._look_for_duplicates()

    def _look_for_duplicates(self) -> None:
        today = self._model.now().date()
        same = likely_duplicates(self._model.chart.orm, self._view.patient)
        self._view.show_duplicates([person_of(found.patient, today, True) for found in same])
