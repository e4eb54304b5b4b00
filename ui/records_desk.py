"""What is read back out of the chart: histories, exports, the audit report, and that a chart was opened."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from charting.actions.export import check_export, disclosures_of, file_name
from charting.errors import Known
from charting.output.documents import KINDS
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.words import _
from ui.audit_desk import AuditDesk
from ui.chart_model import ChartModel
from ui.export_desk import ExportDesk
from ui.history_desk import KEY, HistoryDesk
from ui.people_desk import PeopleDesk
from ui.theme import Theme
from ui.views.export import ExportView
from ui.views.history import HistoryView
from ui.views.patient_view import PatientView
from ui.views.settings import SettingsView
from ui.views.visit_view import VisitView

Open = Callable[[], tuple[Patient | None, Visit | None]]


class RecordsDesk(QObject):
    """Adds its screens to the stack of the window. `refused(words)` says why something is not shown."""

    refused = Signal(str)

    def __init__(
        self, theme: Theme, model: ChartModel, people: PeopleDesk, stack: QStackedWidget, opened: Open, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._model, self._people, self._stack, self._opened = model, people, stack, opened
        self._before: QWidget | None = None
        self.history_view = HistoryView(theme, model)
        self.export_view = ExportView(theme)
        self.history = HistoryDesk(model, self.history_view, lambda: people.why_not("draft"), self)
        self.exports = ExportDesk(model, people, self.export_view.form, self)
        self._clinic_exports: ExportDesk | None = None
        self.audit: AuditDesk | None = None
        for view in (self.history_view, self.export_view):
            stack.addWidget(view)
            view.left.connect(self._go_back)
        self.history.shown.connect(lambda: self._show(self.history_view))
        self.history.refused.connect(self.refused)
        self.exports.ended.connect(self._list_disclosures)
        self.viewed = self.history.viewed
        parent.installEventFilter(self)
        QShortcut(QKeySequence(KEY), parent, self.history.show_focused, context=Qt.ShortcutContext.WindowShortcut)

    def serve(self, patient: PatientView, visit: VisitView, settings: SettingsView) -> None:
        """Take what the screens of a patient, of a visit, and Settings ask for."""
        patient.history_wanted.connect(self._show_patient_history)
        patient.export_wanted.connect(self._show_export)
        visit.history_wanted.connect(self._show_visit_history)
        self.audit = AuditDesk(self._model, self._people, settings.audit, self)
        self._clinic_exports = ExportDesk(self._model, self._people, settings.exports.form, self)
        settings.audit.opened.connect(self.audit.show)
        settings.exports.opened.connect(self._ask_for_clinic)
        settings.exports.check.wanted.connect(lambda file, phrase: self._check(settings, file, phrase))

    def viewed_paper(self, visit: Visit, kind: str) -> None:
        """Write down that a paper of a visit was shown."""
        if title := dict(KINDS).get(kind):
            self.viewed(visit, title)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QContextMenuEvent) and isinstance(watched, QWidget):
            return self.history.offer(event, watched)
        return False

    def close(self) -> None:
        """Stop whatever is being written, for when the clinic is closed."""
        for desk in (self.exports, self._clinic_exports, self.audit):
            if desk is not None:
                desk.close()

    def _show(self, view: QWidget) -> None:
        at = self._stack.currentWidget()
        if at not in {self.history_view, self.export_view}:
            self._before = at
        self._stack.setCurrentWidget(view)

    def _go_back(self) -> None:
        if self._before is not None:
            self._stack.setCurrentWidget(self._before)

    def _show_patient_history(self) -> None:
        patient, _visit = self._opened()
        if patient is not None:
            self.history.show_patient(patient)

    def _show_visit_history(self) -> None:
        _patient, visit = self._opened()
        if visit is not None:
            self.history.show_visit(visit)

    def _show_export(self) -> None:
        patient, _visit = self._opened()
        if patient is None:
            return
        if why := self._people.why_not("export"):
            self.refused.emit(why)
            return
        self.exports.show(patient, file_name(self._model.now()))
        self._list_disclosures()
        self._show(self.export_view)

    def _list_disclosures(self) -> None:
        patient, _visit = self._opened()
        if patient is not None:
            self.export_view.show_disclosures(disclosures_of(self._model.chart, patient))

    def _ask_for_clinic(self) -> None:
        if self._clinic_exports is not None:
            self._clinic_exports.show(None, file_name(self._model.now(), clinic=True))
            if not self._clinic_exports.running:
                self._clinic_exports.forbid(self._people.why_not("settings"))

    def _check(self, settings: SettingsView, file: Path, passphrase: str) -> None:
        try:
            whole, said = check_export(file, passphrase, self._model.chart)
        except Known as refused:
            settings.exports.check.say("stop", _("Not checked"), str(refused))
            return
        title = _("Nothing was altered") if whole else _("Something was altered")
        settings.exports.check.say("verified" if whole else "stop", title, "\n".join(said))
