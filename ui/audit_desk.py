"""The audit report of the open clinic: read for the screen, written to files on a worker."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal
from PySide6.QtWidgets import QMenu

from charting.actions.audit_report import Printed, file_name, make_pdf, save_csv, save_pdf
from charting.actions.export import Stopped
from charting.actions.trail_query import Asked, TrailReport, people_in
from charting.errors import Known
from charting.isolate import isolated
from charting.records.patient import Patient
from charting.store.search import find_patients
from charting.words import _
from ui.chart_model import ChartModel
from ui.file_dialogs import ask_where_to_save
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME
from ui.people_desk import PeopleDesk
from ui.views.audit import AuditView

_MOST_OFFERED = 12


class AuditDesk(QObject):
    """Serves one AuditView. Only who may change the settings sees the trail of everybody."""

    _stepped = Signal(int, int)

    def __init__(self, model: ChartModel, people: PeopleDesk, view: AuditView, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._people, self._view = model, people, view
        self._stop = False
        self._stepped.connect(self._show_step)
        view.wanted.connect(self.refresh)
        view.patient_typed.connect(self._find)
        view.csv_wanted.connect(self._ask_csv)
        view.pdf_wanted.connect(self._ask_pdf)
        view.stopped.connect(self.stop)

    def show(self) -> None:
        """Show the trail, or why it is not shown; what was asked before somebody looked elsewhere still holds."""
        why_not = self._people.why_not("audit")
        self._view.begin([] if why_not else people_in(self._model.chart.orm), why_not)
        if not why_not:
            self.refresh()

    def refresh(self) -> None:
        """Read what is asked for now."""
        if (asked := self._asked()) is not None:
            self._model.save()
            self._view.show_report(TrailReport(self._model.chart.orm, asked))

    def stop(self) -> None:
        """Have the file that is being written end without a file."""
        self._stop = True

    def close(self) -> None:
        """Stop and wait; for when the clinic is closed."""
        self.stop()
        QThreadPool.globalInstance().waitForDone()

    def save_table(self, to: Path) -> None:
        """Write what is asked for as a table."""
        asked, source = self._asked(), self._model.chart.source
        if asked is not None:
            self._begin(lambda: save_csv(source, asked, to, self._watch), to)

    def save_paper(self, to: Path) -> None:
        """Write what is asked for as a PDF."""
        asked, chart = self._asked(), self._model.chart
        if asked is None:
            return
        printed = Printed(self._people.person.name or "", self._model.now(), chart.seal())
        source = chart.source

        def work() -> None:
            save_pdf(make_pdf(source, asked, printed, self._watch, ONE_AT_A_TIME), to)

        self._begin(work, to)

    def _asked(self) -> Asked | None:
        return None if self._people.why_not("audit") else self._view.asked(self._model.context())

    def _begin(self, work: Callable[[], Any], to: Path) -> None:
        self._model.save()
        self._stop = False
        self._view.show_running(True)
        job = Job(work, self)
        job.done.connect(lambda _made: self._written(to))
        job.failed.connect(self._refuse)
        job.start()

    def _watch(self, done: int, steps: int) -> None:
        """On the worker: tell how far it is, and end where somebody said so."""
        if self._stop:
            raise Stopped(_("The report was stopped. Nothing was left."))
        self._stepped.emit(done, steps)

    def _show_step(self, done: int, steps: int) -> None:
        if self._view.cancel.isVisibleTo(self._view):
            self._view.say("note", _("Being written: {done} of {steps}").format(done=done, steps=steps))

    def _written(self, to: Path) -> None:
        self._view.show_running(False)
        self._model.chart.note("exported", words=_("audit report"))
        self._model.save()
        self._view.say("verified", _("Written: {name}").format(name=to.name), _("In {folder}").format(folder=to.parent))

    def _refuse(self, error: Exception) -> None:
        self._view.show_running(False)
        if not isinstance(error, Known):
            raise error
        self._view.say("note" if isinstance(error, Stopped) else "stop", _("Not written"), str(error))

    def _find(self, typed: str) -> None:
        if not typed:
            self._view.set_patient("", "")
            return
        found = find_patients(self._model.chart.orm, typed, self._model.now().date(), _MOST_OFFERED)
        if not found:
            self._view.patient.refuse(_("nobody found"))
        elif len(found) == 1:
            self._take(found[0])
        else:
            menu = QMenu(self._view)
            for patient in found:
                words = named(patient).replace("&", "&&")
                menu.addAction(words).triggered.connect(lambda _checked=False, patient=patient: self._take(patient))
            menu.popup(self._view.patient.mapToGlobal(self._view.patient.rect().bottomLeft()))

    def _take(self, patient: Patient) -> None:
        self._view.set_patient(patient.id, named(patient))

    def _ask_csv(self) -> None:
        if chosen := self._ask(_("Save table"), "csv"):
            self.save_table(chosen)

    def _ask_pdf(self) -> None:
        if chosen := self._ask(_("Save PDF"), "pdf"):
            self.save_paper(chosen)

    def _ask(self, title: str, ending: str) -> Path | None:
        name, files = file_name(self._model.now(), ending), f"{ending.upper()} (*.{ending})"
        return ask_where_to_save(self._view, "audit", title, name, files)


def named(patient: Patient) -> str:
    """`SAMPLE, Ada (RL-00001)`, on one line that fits a menu."""
    return f"{isolated(' '.join(patient.display_name()[:60].split()))} ({patient.number})"
