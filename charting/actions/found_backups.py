"""Backups that can be found without anybody pointing at them, for a clinic that does not open."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from charting.actions.backups import standing
from charting.store.bundle import BadBackup, read_manifest
from charting.store.chart_session import BEFORE_UPGRADE
from charting.store.series import made_at

MOST = 5


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup and when it was made. `proved` where it is the last one that was read back and counted."""

    file: Path
    made_at: datetime
    proved: bool


def found_backups(folder: Path) -> list[FoundBackup]:
    """Backups where the last good one of the clinic in `folder` went, and beside the chart; the newest first.

    A file that is no longer a backup, or of another clinic than the last good one, is left out.
    """
    last = standing(folder).file
    series = _series(last)
    found = {}
    for place in (last.parent if last else None, folder, folder / BEFORE_UPGRADE):
        for file in _files(place):
            moment = _moment(file, series)
            if moment is not None:
                found[file] = FoundBackup(file, moment, file == last)
    return sorted(found.values(), key=lambda one: one.made_at, reverse=True)[:MOST]


def _files(place: Path | None) -> list[Path]:
    try:
        return [file for file in place.iterdir() if made_at(file) is not None] if place is not None else []
    except OSError:
        return []


def _series(file: Path | None) -> str:
    try:
        return read_manifest(file).series if file is not None else ""
    except (BadBackup, OSError):
        return ""


def _moment(file: Path, series: str) -> datetime | None:
    try:
        manifest = read_manifest(file)
        return manifest.moment() if series in ("", manifest.series) else None
    except (BadBackup, OSError, ValueError):
        return None
