"""Which backups of a series stay: seven days, five weeks and twelve months, the newest of each.

The numbers are a proposal, nobody's rule; they are three constants here.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from charting.store.bundle import BadBackup, read_manifest

DAYS, WEEKS, MONTHS = 7, 5, 12
_NAME = re.compile(r"rootline-backup-(\d{4}-\d{2}-\d{2}-\d{6})(?:-\d+)?\.zip")
_MOMENT = "%Y-%m-%d-%H%M%S"


def new_file(folder: Path, now: datetime) -> Path:
    """A name for a backup that no file has yet; it names no patient and no clinic."""
    stem = f"rootline-backup-{now:{_MOMENT}}"
    names = (f"{stem}.zip", *(f"{stem}-{count}.zip" for count in range(2, 1000)))
    return next(folder / name for name in names if not (folder / name).exists())


def made_at(path: Path) -> datetime | None:
    """The moment in the name of a backup, by its clinic's clock; None for any other file."""
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _MOMENT)  # noqa: DTZ007  a name has no offset
    except ValueError:
        return None


def staying(moments: Iterable[datetime]) -> set[datetime]:
    """The moments whose backups stay. Days, weeks and months without a backup do not use up a place."""
    newest_first = sorted(moments, reverse=True)
    kept: set[datetime] = set()
    periods: tuple[tuple[int, Callable[[date], object]], ...] = (
        (DAYS, lambda day: day),
        (WEEKS, lambda day: day.isocalendar()[:2]),
        (MONTHS, lambda day: (day.year, day.month)),
    )
    for places, period in periods:
        taken: set[object] = set()
        for moment in newest_first:
            if len(taken) < places and period(moment.date()) not in taken:
                taken.add(period(moment.date()))
                kept.add(moment)
    return kept


def backups_of(folder: Path, series: str) -> dict[Path, datetime]:
    """The backups of one clinic in a folder that others may use as well."""
    found = {}
    for path in folder.iterdir():
        moment = made_at(path)
        if moment is None:
            continue
        try:
            if read_manifest(path).series == series:
                found[path] = moment
        except BadBackup:
            continue  # it stays: a person decides what to do with a damaged backup
    return found


def thin_out(folder: Path, series: str, newest: Path) -> list[Path]:
    """Remove what the series no longer needs, never `newest`, and return what was removed."""
    backups = backups_of(folder, series)
    kept = staying(backups.values())
    gone = [path for path, moment in backups.items() if moment not in kept and path != newest]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
