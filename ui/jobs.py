"""Work that takes longer than a keystroke: on one worker pool, with frozen data, its end told on the main thread."""

import contextlib
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal


class Job(QObject):
    """One piece of work. `done(result)` or `failed(error)` arrive on the thread that made it."""

    done = Signal(object)
    failed = Signal(object)
    _ended = Signal(object, object)

    def __init__(self, work: Callable[[], Any], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self, pool: QThreadPool | None = None) -> None:
        """Queue the work, where it would hold up the rest in a pool of its own."""
        (pool or QThreadPool.globalInstance()).start(_Runner(self._run))

    def _run(self) -> None:
        try:
            result = self._work()
        except Exception as error:  # noqa: BLE001  carried to the main thread, which sorts and shows it
            self._end(None, error)
        else:
            self._end(result, None)

    def _end(self, result: Any, error: Exception | None) -> None:
        # the window may have been closed meanwhile, and this job with it
        with contextlib.suppress(RuntimeError):
            self._ended.emit(result, error)

    def _tell(self, result: Any, error: Exception | None) -> None:
        """On the thread that made this job, whoever listens and however they were connected."""
        if error is not None:
            self.failed.emit(error)
        else:
            self.done.emit(result)
        self.deleteLater()


class _Runner(QRunnable):
    def __init__(self, run: Callable[[], None]) -> None:
        super().__init__()
        self._run_work = run

    def run(self) -> None:
        self._run_work()
