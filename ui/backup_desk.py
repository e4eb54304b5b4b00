"""Backups of the open clinic: one a day by itself, one at close, one whenever somebody asks."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from charting.actions.backups import Standing, backup_findings, entry_of, is_due, lies_in, make_backup, standing
from charting.actions.roles import require, why_not
from charting.findings import Finding
from charting.store.backup import Proof
from charting.store.bundle import AT_CLOSE, BY_HAND, DAILY
from charting.store.nearness import on_the_same_disk, require_apart
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
        self._made: list[tuple[Proof, Path, str]] = []
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

    def why_not(self, deed: str) -> str:
        """Why whoever works now may not do one of DEEDS; blank where it is allowed."""
        return why_not(self._model.chart.at_work, deed)

    def set_folder(self, folder: Path) -> None:
        """Have backups go to another folder from now on. Raises NotAllowed, or TooNear for the clinic's own folder."""
        require(self._model.chart.at_work, "backup_folder")
        require_apart(folder, self._model.chart.folder)
        self._model.chart.clinic().backup_folder = str(folder)
        self._model.save()
        self.changed.emit()

    def on_the_same_disk(self) -> bool:
        """Whether backups go to the disk that the chart lies on."""
        to = self.folder()
        return to is not None and on_the_same_disk(to, self._model.chart.folder)

    def standing(self) -> Standing:
        """The last good backup and the last failure."""
        return standing(self._model.chart.folder)

    def findings(self) -> list[Finding]:
        """What somebody has to be told. A practice clinic needs no backups."""
        chart = self._model.chart
        return [] if chart.clinic().practice else backup_findings(chart.folder, self.folder(), self._model.now())

    def check(self) -> None:
        """Begin today's backup when it is due."""
        to = self.folder()
        if to is not None and is_due(self.standing(), self._model.now(), to):
            self._begin(DAILY)
        self.changed.emit()

    def start(self) -> None:
        """Begin a backup now, by hand. Raises NotAllowed."""
        require(self._model.chart.at_work, "backup")
        self._begin(BY_HAND)

    def _begin(self, occasion: str) -> None:
        """Begin a backup, unless one is being made or there is no folder for it."""
        to = self.folder()
        if to is None or self._running or self._resting:
            return
        self._model.save()
        source, now = self._model.chart.source, self._model.now()
        self._running = True

        def make() -> None:
            self._made.append((make_backup(source, to, now, ONE_AT_A_TIME, occasion), to, occasion))

        job = Job(make, self)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.start()
        self.changed.emit()

    def rest(self) -> None:
        """Begin no more, and wait for the one that runs: call it before the chart is let go of."""
        self._resting = True
        self._timer.stop()
        QThreadPool.globalInstance().waitForDone()
        self._write_down()

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
        if to is None or saved is None or _holds_all(kept, saved, to):
            return
        proof = make_backup(self._model.chart.source, to, self._model.now(), ONE_AT_A_TIME, AT_CLOSE)
        self._made.append((proof, to, AT_CLOSE))
        self._write_down()

    def _write_down(self) -> None:
        """Have the next save write down what was made, also by a worker whose end nobody waits for any more."""
        while self._made:
            verb, words = entry_of(*self._made.pop(0))
            self._model.chart.note(verb, words=words)

    def _done(self, _nothing: object) -> None:
        self._running = False
        if self._resting:  # it was written down by then; the chart may be closed, another file lie in its place
            return
        self._write_down()
        self._model.save()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self._running = False
        self.changed.emit()
        raise error


def _holds_all(kept: Standing, saved: datetime, to: Path) -> bool:
    return kept.last_good is not None and kept.last_good >= saved and lies_in(kept, to)
