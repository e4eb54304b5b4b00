"""A folder that a scanner writes into: each file is told once, when it has stopped growing."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from charting.actions.scan_files import ENDINGS

EVERY_MS = 1000
STILL_SECONDS = 1.5
"""A scanner pauses less than that within a file."""

_Seen = tuple[int, int]


class ScanWatch(QObject):
    """`arrived(paths)` tells files whose size and time have been the same for a while.

    The system's own notice only begins the looking: network folders and some systems never give it, so the folder is
    looked at now and then all the same. While `awake` says no, as under the lock, nobody looks. `run_clock` gives
    seconds that nobody can set.
    """

    arrived = Signal(object)

    def __init__(self, parent: QObject, awake: Callable[[], bool], run_clock: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._awake, self._run_clock = awake, run_clock
        self._folder: Path | None = None
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._since: dict[Path, tuple[_Seen, float]] = {}
        self._told: dict[Path, _Seen] = {}
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, folder: Path | None) -> None:
        """Watch another folder, or none."""
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._folder, self._since, self._told = folder, {}, {}
        if folder is None:
            self._timer.stop()
            return
        if folder.is_dir():
            self._watcher.addPath(str(folder))
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Look once: what has not changed for a while has arrived."""
        if not self._awake():
            return
        moment, files = self._run_clock(), self._files()
        since: dict[Path, tuple[_Seen, float]] = {}
        still = []
        for path, seen in files.items():
            before = self._since.get(path)
            since[path] = before if before is not None and before[0] == seen else (seen, moment)
            if moment - since[path][1] >= STILL_SECONDS and self._told.get(path) != seen:
                still.append(path)
        self._since = since
        self._told = {path: seen for path, seen in self._told.items() if path in files}
        self._told.update({path: files[path] for path in still})
        if still:
            self.arrived.emit(sorted(still))

    def _files(self) -> dict[Path, _Seen]:
        found: dict[Path, _Seen] = {}
        if self._folder is None:
            return found
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.suffix.lower() in ENDINGS and not path.name.startswith((".", "~")):
                    with suppress(OSError):
                        state = path.stat()
                        if state.st_size:
                            found[path] = (state.st_size, state.st_mtime_ns)
        return found
