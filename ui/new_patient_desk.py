"""From the screen of a new patient to the chart: who may be the same person, and keeping the one described."""

from PySide6.QtCore import QObject, Signal

from charting.actions.patients import add_patient
from charting.records.base import Record
from charting.records.patient import Patient
from charting.store.search import likely_duplicates
from ui.chart_model import ChartModel
from ui.views.describe import person_of
from ui.views.new_patient import NewPatientView


class NewPatientDesk(QObject):
    """`opened(id)` follows a patient who was added, or who was there already."""

    opened = Signal(str)

    def __init__(self, model: ChartModel, view: NewPatientView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view = model, view
        view.added.connect(self._add)
        view.opened.connect(self.opened)
        model.edited.connect(self._edited)

    def _add(self, patient: Patient) -> None:
        add_patient(self._model.chart, patient)
        if self._model.save():
            self._view.forget()
            self.opened.emit(patient.id)

    def _edited(self, record: Record, name: str) -> None:
        if record is not self._view.patient:
            return
        self._view.show_stored(name)
        today = self._model.now().date()
        same = likely_duplicates(self._model.chart.orm, self._view.patient)
        self._view.show_duplicates([person_of(found.patient, today, True) for found in same])
