"""Exports of the open clinic: written on a worker, written down in the chart, and only then handed over."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import QObject, QThreadPool, Signal

from charting.actions.clinic_export import export_clinic
from charting.actions.export import Made, Stopped, Wish, deliver, export_patient, part_of, wish_for
from charting.actions.paper_keys import paper_key
from charting.actions.roles import require
from charting.errors import Known
from charting.records.patient import Patient
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME
from ui.people_desk import PeopleDesk
from ui.views.export_form import ExportForm


class ExportDesk(QObject):
    """Runs one export at a time for one form. `ended()` follows each, however it went."""

    ended = Signal()
    _stepped = Signal(int, int)

    def __init__(self, model: ChartModel, people: PeopleDesk, form: ExportForm, parent: QObject) -> None:
        super().__init__(parent)
        self._model, self._people, self._form = model, people, form
        self._patient: Patient | None = None
        self._wish: Wish | None = None
        self._part: Path | None = None
        self._stop = False
        self._stepped.connect(self._show_step)
        form.wanted.connect(self._start)
        form.stopped.connect(self.stop)

    @property
    def running(self) -> bool:
        """Whether an export is being made."""
        return self._part is not None

    def show(self, patient: Patient | None, name: str) -> None:
        """Ask for an export of a patient, or of the whole clinic. One that is being made goes on."""
        if not self.running:
            self._patient = patient
            self._form.begin(name)

    def forbid(self, why: str) -> None:
        """Say at once why whoever works now exports nothing; blank where they may."""
        self._form.forbid(why)

    def stop(self) -> None:
        """Have the export that is being made end without a file."""
        self._stop = True

    def close(self) -> None:
        """Stop, wait, and leave nothing behind; for when the clinic is closed."""
        if self._part is None:
            return
        self.stop()
        QThreadPool.globalInstance().waitForDone()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)
        self._part = None

    def _start(self, recipient: str, purpose: str, passphrase: str | None, to: Path) -> None:
        if self.running:
            return
        model = self._model
        try:
            require(self._people.person, "export" if self._patient is not None else "settings")
            paper_key(model.chart, model.now())
            self._wish = wish_for(recipient, purpose, passphrase, model.now())
            part = part_of(to)
        except Known as refused:
            self._form.say("stop", _("Not exported"), str(refused))
            return
        if not model.save():
            self._form.say("stop", _("Not exported"), _("The chart could not be saved first."))
            return
        self._part, self._stop = part, False
        self._form.show_running(True)
        job = Job(self._work(self._wish, part, to), self)
        job.done.connect(self._hand_over)
        job.failed.connect(self._refuse)
        job.start()

    def _work(self, wish: Wish, part: Path, to: Path) -> Callable[[], Made]:
        chart, now = self._model.chart, self._model.now()
        source, seal, by = chart.source, chart.seal(), self._people.person.name or ""
        if self._patient is None:
            return lambda: export_clinic(source, wish, part, to, now, by, seal, self._watch)
        key = self._patient.id
        return lambda: export_patient(source, key, wish, part, to, now, by, seal, self._watch, ONE_AT_A_TIME)

    def _watch(self, done: int, steps: int) -> None:
        """On the worker: tell how far it is, and end where somebody said so."""
        if self._stop:
            raise Stopped(_("The export was stopped. Nothing was left."))
        self._stepped.emit(done, steps)

    def _show_step(self, done: int, steps: int) -> None:
        if self.running:
            self._form.show_progress(done, steps)

    def _hand_over(self, made: Made) -> None:
        if self._part is None:  # the clinic was closed meanwhile
            return
        chart, wish = self._model.chart, self._wish
        assert wish is not None
        self._part = None
        self._form.show_running(False)
        everybody = sa.select(Patient).order_by(Patient.number)
        patients = [self._patient] if self._patient is not None else list(chart.orm.scalars(everybody))
        try:
            by = self._people.person.signature_line()
            file = deliver(chart, patients, made, wish, by, self._model.now(), self._model.save)
        except Known as refused:
            self._form.say("stop", _("Not exported"), str(refused))
        else:
            words = [_("In {folder}").format(folder=file.parent), _("It holds {what}.").format(what=made.what)]
            words += made.left_out
            if made.encrypted:
                words.append(_("It opens with the passphrase in 7-Zip, WinZip, WinRAR and Keka."))
            self._form.say(
                "warn" if made.left_out else "verified", _("Exported: {name}").format(name=file.name), "\n".join(words)
            )
        self.ended.emit()

    def _refuse(self, error: Exception) -> None:
        self._part = None
        self._form.show_running(False)
        self.ended.emit()
        if not isinstance(error, Known):
            raise error
        kind, title = ("note", _("Stopped")) if isinstance(error, Stopped) else ("stop", _("Not exported"))
        self._form.say(kind, title, str(error))
