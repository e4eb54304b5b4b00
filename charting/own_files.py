"""The files SQLite has open for a clinic, by name: whoever reads or writes a file a person chose keeps off them.

Where a process closes a file, POSIX drops all locks the process has on it (fcntl(2)), those of SQLite too. The next
program that opens the chart would take itself for the only one, and delete the log with all that was saved in it.
"""

import errno
from pathlib import Path

from charting.words import _

CHART = "chart.rootline"
_OPEN_WITH_IT = frozenset({CHART, f"{CHART}-wal", f"{CHART}-shm"})


def require_no_chart(path: Path) -> None:
    """Raise OSError, with the reason in words, for a file that SQLite may have open, under whatever link."""
    if path.resolve().name.casefold() in _OPEN_WITH_IT:
        raise PermissionError(errno.EACCES, _("it is a clinic’s chart itself"), str(path))
