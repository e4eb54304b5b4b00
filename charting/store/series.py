"""Which backups of a series stay: a day's all, then seven days, five weeks and twelve months, the newest of each.

The numbers are a proposal, nobody's rule; they are constants here. Only backups of the chart itself are counted and
removed: one that knows what the chart does not, because an older one was restored, may be the only copy of it.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from charting.store.branch import End
from charting.store.bundle import BY_HAND, BadBackup, read_manifest

DAYS, WEEKS, MONTHS = 7, 5, 12
YOUNG = timedelta(hours=24)
MOST_YOUNG = 20
_NAME = re.compile(r"rootline-backup-(\d{4}-\d{2}-\d{2}-\d{6})(?:-\d+)?\.zip")
_MOMENT = "%Y-%m-%d-%H%M%S"


@dataclass(frozen=True, slots=True)
class Copy:
    """One backup of a clinic: its file, when and whether by hand it was made, and where its audit trail ends."""

    file: Path
    made_at: datetime
    by_hand: bool
    end: End


def series_of(clinic_id: str) -> str:
    """What tells one clinic's series from another's: the first 16 hexadecimal digits of a hash of the clinic's id."""
    return hashlib.sha256(f"rootline series {clinic_id}".encode()).hexdigest()[:16]


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


def copies_of(folder: Path, series: str) -> list[Copy]:
    """The backups of one clinic in a folder that others may use as well."""
    found = []
    for path in folder.iterdir():
        if made_at(path) is None:
            continue
        try:
            manifest = read_manifest(path)
        except BadBackup:
            continue  # it stays: a person decides what to do with a damaged backup
        if manifest.series == series:
            end = End(manifest.entries, manifest.seal)
            found.append(Copy(path, manifest.moment(), manifest.occasion == BY_HAND, end))
    return found


def thin_out(folder: Path, series: str, newest: Path, now: datetime, holds: Callable[[End], bool]) -> list[Path]:
    """Remove what the series no longer needs, never `newest`, and return what was removed.

    `holds` tells whether the chart has all that a backup ends with. What it has not, what is dated ahead of `now` and
    what another clinic made is left alone and takes nobody's place.
    """
    own = [copy for copy in copies_of(folder, series) if copy.made_at <= now and holds(copy.end)]
    kept = staying(copy.made_at for copy in own)
    young = sorted(
        (copy for copy in own if now - copy.made_at < YOUNG),
        key=lambda copy: (copy.by_hand, copy.made_at),
        reverse=True,
    )
    spared = {newest, *(copy.file for copy in young[:MOST_YOUNG])}
    gone = [copy.file for copy in own if copy.made_at not in kept and copy.file not in spared]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
