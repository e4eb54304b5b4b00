"""Today and the finder: which visits and people stand in the lists."""

from datetime import timedelta

import sqlalchemy as sa
from PySide6.QtCore import QObject

from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.store.search import find_patients
from ui.chart_model import ChartModel
from ui.views.describe import alike, person_of, visit_row
from ui.views.today import TodayView

RECENT = timedelta(days=2)


class TodayDesk(QObject):
    """Fills the screen Today from the chart."""

    def __init__(self, model: ChartModel, view: TodayView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view = model, view
        view.searched.connect(self.find)

    def show_day(self) -> None:
        """Show the visits of today and those that wait for a signature, and repeat the search."""
        today = self._model.now().date()
        recent = sa.or_(Visit.opened_at >= self._model.now() - RECENT, Visit.signed_at.is_(None))
        orm = self._model.chart.orm
        visits = orm.scalars(sa.select(Visit).where(recent).order_by(Visit.opened_at)).all()
        visits = [visit for visit in visits if visit.in_force or not is_shut(visit)]
        mine = [visit for visit in visits if visit.opened_at.date() == today]
        unsigned = [visit for visit in visits if visit.opened_at.date() != today and visit.signed_at is None]
        self._view.show_day(
            today,
            [visit_row(visit, today, with_patient=True) for visit in mine],
            [visit_row(visit, today, with_patient=True) for visit in unsigned],
        )
        self.find(self._view.finder.edit.text())

    def find(self, typed: str) -> None:
        """Show who fits what was typed."""
        today = self._model.now().date()
        found = find_patients(self._model.chart.orm, typed, today)
        similar = alike(found) if typed.strip() else set()
        self._view.show_people([person_of(patient, today, patient.id in similar) for patient in found])
