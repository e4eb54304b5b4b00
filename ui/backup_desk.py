"""Backups of the open clinic: one a day by itself, one at close, one whenever somebody asks."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal

from charting.actions.backups import (
    Standing,
    backup_findings,
    entry_of,
    give_up,
    is_due,
    lies_in,
    make_backup,
    standing,
)
from charting.actions.roles import require, why_not
from charting.findings import Finding
from charting.store.backup import Proof
from charting.store.bundle import AT_CLOSE, BY_HAND, DAILY
from charting.store.files import CHART
from charting.store.nearness import is_folder, on_the_same_disk, require_apart
from ui.bug_report import report
from ui.chart_model import ChartModel
from ui.jobs import APART
from ui.pages import ONE_AT_A_TIME

LOOK_MS = 100
LOOK_AGAIN_MS = 10 * 60 * 1000
WAIT_AT_CLOSE_S = 4.0
STOP_AT_CLOSE_S = 4.0
LEAST_TIME_S = 60.0
SLOWEST_BYTES_A_SECOND = 4 << 20


class BackupDesk(QObject):
    """Runs backups of one clinic on a worker. `changed` follows whenever there may be something else to tell."""

    changed = Signal()

    def __init__(self, model: ChartModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._under: _Turn | None = None
        self._resting = False
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.check)
        self._timer.start()
        self._watch = QTimer(self, interval=LOOK_MS)
        self._watch.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        """Whether a backup is being made."""
        return self._under is not None

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
        if to is None or self._under is not None or self._resting:
            return
        self._model.save()
        self._under = turn = _Turn(to, occasion, self._model.now())
        self._start(turn, lambda: True)
        self._watch.start()
        self.changed.emit()

    def _start(self, turn: "_Turn", needed: Callable[[], bool]) -> None:
        """On a thread of its own: a folder in a network that never answers holds up neither pages nor the end."""
        source = self._model.chart.source

        def make() -> None:
            try:
                is_folder(turn.to)  # one that hangs does so here
                turn.answered.set()
                if needed():
                    turn.proof = make_backup(source, turn.to, turn.at, ONE_AT_A_TIME, turn.occasion, turn.stop.is_set)
            # Whatever it is, it is carried to the thread of the window: raised here nobody would hear of it.
            except Exception as fault:  # noqa: BLE001
                turn.fault = fault

        turn.worker = threading.Thread(target=make, name=APART, daemon=True)
        turn.worker.start()

    def rest(self) -> bool:
        """Begin no more, and wait for the one that runs: call it before the chart is let go of.

        One that takes longer is stopped. One that hangs is given up and written down as failed, and then it is False.
        """
        self._resting = True
        self._timer.stop()
        self._watch.stop()
        QThreadPool.globalInstance().waitForDone(round(1000 * WAIT_AT_CLOSE_S))
        turn, self._under = self._under, None
        return turn is None or self._end(turn, WAIT_AT_CLOSE_S)

    def wake(self) -> None:
        """Go on after `rest`, where the chart stayed open after all."""
        self._resting = False
        self._timer.start()

    def at_close(self) -> None:
        """Make the last backup of the day, with everything saved; call it before the chart is closed.

        A folder that is not there, or does not answer, keeps nobody from going home: it is said at the next start.
        """
        to, saved = self.folder(), self._model.chart.saved_at
        if not self.rest() or to is None or saved is None:
            return
        turn, kept = _Turn(to, AT_CLOSE, self._model.now()), self.standing()
        self._start(turn, lambda: not _holds_all(kept, saved, to))
        answered = turn.answered.wait(WAIT_AT_CLOSE_S)
        self._end(turn, _time_for(self._model.chart.folder) if answered else 0.0)

    def _end(self, turn: "_Turn", within_s: float) -> bool:
        """Wait, stop it, wait once more, and have the next save write down how it ended. False where it did not."""
        assert turn.worker is not None
        turn.worker.join(within_s)
        turn.stop.set()
        turn.worker.join(STOP_AT_CLOSE_S)
        came_back = not turn.worker.is_alive()
        if not came_back:
            turn.proof = give_up(self._model.chart.folder, self._model.now())
        self._write_down(turn)
        if came_back and turn.fault is not None:
            report(turn.fault)
        return came_back

    def _write_down(self, turn: "_Turn") -> None:
        """Have the next save write down what was made."""
        if turn.proof is not None:
            verb, words = entry_of(turn.proof, turn.to, turn.occasion)
            self._model.chart.note(verb, words=words)

    def _look(self) -> None:
        """See whether the one under way is through; its thread tells nobody, for the window may be gone by then."""
        turn = self._under
        if turn is None or turn.worker is None or turn.worker.is_alive():
            return
        self._under = None
        self._watch.stop()
        self._write_down(turn)
        if turn.proof is not None:
            self._model.save()
        self.changed.emit()
        if turn.fault is not None:
            raise turn.fault


@dataclass(eq=False, slots=True)
class _Turn:
    """One backup under way: how its worker is told to stop, and how it tells that the folder answered.

    Without `proof` at its end none was needed, or there is a `fault`.
    """

    to: Path
    occasion: str
    at: datetime
    stop: threading.Event = field(default_factory=threading.Event)
    answered: threading.Event = field(default_factory=threading.Event)
    worker: threading.Thread | None = None
    proof: Proof | None = None
    fault: Exception | None = None


def _time_for(folder: Path) -> float:
    """Seconds that a backup may take while somebody waits to go home: a slow stick is no hanging one."""
    return LEAST_TIME_S + (folder / CHART).stat().st_size / SLOWEST_BYTES_A_SECOND


def _holds_all(kept: Standing, saved: datetime, to: Path) -> bool:
    return kept.last_good is not None and kept.last_good >= saved and lies_in(kept, to)
