"""Backups of the open clinic: one a day by itself, one at close, one whenever somebody asks."""

from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from charting.actions.backups import Standing, backup_findings, is_due, make_backup, standing
from charting.findings import Finding
from charting.store.backup import Proof
from charting.words import _
from ui.chart_model import ChartModel
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME

LOOK_AGAIN_MS = 10 * 60 * 1000


class BackupDesk(QObject):
    """Runs backups of one clinic on a worker. `changed` follows whenever there may be something else to tell."""

    changed = Signal()

    def __init__(self, model: ChartModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._running = self._resting = False
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()

    @property
    def running(self) -> bool:
        """Whether a backup is being made."""
        return self._running

    def folder(self) -> Path | None:
        """Where backups go, when somebody has said so."""
        kept = self._model.chart.clinic().backup_folder
        return Path(kept) if kept else None

    def set_folder(self, folder: Path) -> None:
        """Have backups go to another folder from now on."""
        self._model.chart.clinic().backup_folder = str(folder)
        self._model.chart.note("settings", words=_("Backups go to another folder."))
        self._model.save()
        self.changed.emit()

    def standing(self) -> Standing:
        """The last good backup and the last failure."""
        return standing(self._model.chart.folder)

    def findings(self) -> list[Finding]:
        """What somebody has to be told. A practice clinic needs no backups."""
        chart = self._model.chart
        return [] if chart.clinic().practice else backup_findings(chart.folder, self.folder(), self._model.now())

    def check(self) -> None:
        """Begin today's backup when it is due."""
        if self.folder() is not None and is_due(self.standing(), self._model.now()):
            self.start()
        self.changed.emit()

    def start(self) -> None:
        """Begin a backup now, unless one is being made or there is no folder for it."""
        to = self.folder()
        if to is None or self._running or self._resting:
            return
        self._model.save()
        source, now = self._model.chart.source, self._model.now()
        self._running = True
        job = Job(lambda: make_backup(source, to, now, ONE_AT_A_TIME), self)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.start()
        self.changed.emit()

    def rest(self) -> None:
        """Begin no more, and wait for the one that runs: call it before the chart is let go of."""
        self._resting = True
        self._timer.stop()
        QThreadPool.globalInstance().waitForDone()

    def wake(self) -> None:
        """Go on after `rest`, where the chart stayed open after all."""
        self._resting = False
        self._timer.start()

    def at_close(self) -> None:
        """Make the last backup of the day, with everything saved; call it before the chart is closed.

        A folder that is not there keeps nobody from going home: it is said at the next start.
        """
        to = self.folder()
        self.rest()
        kept, saved = self.standing(), self._model.chart.saved_at
        if to is None or saved is None or (kept.last_good is not None and kept.last_good >= saved):
            return
        make_backup(self._model.chart.source, to, self._model.now(), ONE_AT_A_TIME)

    def _done(self, proof: Proof) -> None:
        self._running = False
        if self._resting:  # the chart may be closed, and another file lie in its place
            return
        self._model.chart.note("backup", words=proof.words)
        self._model.save()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.changed.emit()
        raise error
