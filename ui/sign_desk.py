"""Deciding on warnings and signing: from what the sign-off screen says to the chart."""

from PySide6.QtCore import QObject, Signal

from charting.actions.decisions import accept, override
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.sign import sign_visit
from charting.errors import Known
from charting.findings import Finding
from charting.records.clinic import Practitioner
from charting.records.visit import Visit
from charting.words import _
from ui.chart_model import ChartModel
from ui.views.sign_off import SignOffView


class SignDesk(QObject):
    """Shows one visit for sign-off. `refused(title, words)` says why not, `signed()` that it is done."""

    refused = Signal(str, str)
    signed = Signal()

    def __init__(self, model: ChartModel, view: SignOffView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._view = model, view
        self._visit: Visit | None = None
        self._person: Practitioner | None = None
        view.signed.connect(self._sign)
        view.accepted.connect(lambda finding: self._decide(finding, None))
        view.overridden.connect(self._decide)

    def show_visit(self, visit: Visit, person: Practitioner) -> None:
        """Show how far a visit is from being signed by `person`."""
        self._visit, self._person = visit, person
        self._view.show_visit(visit, person)

    def _decide(self, finding: Finding, reason: str | None) -> None:
        assert self._visit is not None
        assert self._person is not None
        now = self._model.now()
        try:
            if reason is None:
                accept(self._visit, finding, self._person, now)
            else:
                override(self._visit, finding, reason, Proven(self._person, now, BY_PASSWORD), now)
        except Known as refused:
            self.refused.emit(_("Not decided"), str(refused))
        self._model.save()
        self._view.show_visit(self._visit, self._person)

    def _sign(self, strokes: object) -> None:
        assert self._visit is not None
        assert self._person is not None
        try:
            proven = Proven(self._person, self._model.now(), BY_PASSWORD)
            sign_visit(self._model.chart, self._visit, proven, strokes, self._model.context())
        except Known as refused:
            self.refused.emit(_("Not signed"), str(refused))
            self._view.show_visit(self._visit, self._person)
            return
        self._model.undo_stack.clear()
        self.signed.emit()
