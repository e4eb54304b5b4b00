"""Work that takes longer than a keystroke: on one worker pool, with frozen data, its end told on the main thread."""

import contextlib
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QMetaMethod, QObject, QRunnable, Qt, QThreadPool, Signal

from charting.errors import Known
from ui.bug_report import write_down

APART = "apart"


class Job(QObject):
    """One piece of work. `done(result)` or `failed(error)` arrive on the thread that made it.

    A fault that nobody listens for is raised there. One that comes when that thread's window is gone is written down.
    """

    done = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._untold = untold = deque[Exception](maxlen=1)
        self.destroyed.connect(lambda: _write_down(untold))
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Queue the work."""
        QThreadPool.globalInstance().start(_Runner(self._run))

    def start_apart(self) -> None:
        """Do it on a thread of its own, which nothing waits for at the end: a printer's driver may never come back."""
        threading.Thread(target=self._run, name=APART, daemon=True).start()

    def _run(self) -> None:
        try:
            result = self._work()
        # Whatever it is, it is carried whole to the thread of the window: raised here nobody would hear of it. There it
        # is sorted, what is Known told in its sentence and what is ours raised, so that its report is shown.
        except Exception as error:  # noqa: BLE001
            self._end(None, error)
        else:
            self._end(result, None)

    def _end(self, result: Any, error: Exception | None) -> None:
        if error is not None:
            self._untold.append(error)
        try:
            self._ended.emit(result, error)
        except RuntimeError:  # the window was closed meanwhile, and this job with it
            _write_down(self._untold)

    def _tell(self, result: Any, error: Exception | None) -> None:
        """On the thread that made this job, whoever listens and however they were connected."""
        self._untold.clear()
        self.deleteLater()
        if error is None:
            self.done.emit(result)
        elif self.isSignalConnected(QMetaMethod.fromSignal(self.failed)):
            self.failed.emit(error)
        else:
            raise error


def _write_down(untold: deque[Exception]) -> None:
    """Write down the fault that is left there, once; what is Known is no fault."""
    with contextlib.suppress(IndexError):  # it was told, or the other thread was first
        fault = untold.pop()
        if not isinstance(fault, Known):
            write_down(fault)


def all_back(within_s: float) -> bool:
    """Whether everything that was started apart has ended, within some seconds."""
    until = time.monotonic() + within_s
    out = [thread for thread in threading.enumerate() if thread.name == APART]
    for thread in out:
        thread.join(max(0.0, until - time.monotonic()))
    return not any(thread.is_alive() for thread in out)


class _Runner(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run_work = run

    def run(self) -> None:
        self._run_work()
