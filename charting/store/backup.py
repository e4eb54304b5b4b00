"""A backup that proves itself: copied while the clinic works, read back where it lies, counted, and only then named.

The copy is taken page by page under one read transaction, so it holds everything that was saved before it began and
nothing by halves; it never holds up a save. The work folder beside the chart holds encrypted files only.
"""

import shutil
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from charting.dates import show_time
from charting.errors import Known
from charting.store.branch import End, end_of
from charting.store.bundle import unpack, write_bundle
from charting.store.durable import sync_folder
from charting.store.files import CHART, KEYS, OPTIONAL
from charting.store.inspection import count_rows, look, require_whole
from charting.store.series import new_file, series_of
from charting.words import _, ngettext

WORK = ".backup-work-"
MARGIN_BYTES = 64 << 20
_PAGES = 2048  # 8 MiB between two looks at whether somebody cancelled


_DAY_SECONDS = 86400


class Cancelled(Known):
    """Somebody stopped the backup."""


class NoRoom(Known):
    """The copy would not fit."""


@dataclass(frozen=True, slots=True)
class Source:
    """A clinic to be copied: its folder and the key of its chart."""

    folder: Path
    key: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Proof:
    """What a backup was seen to be. Only where `restorable` is true there is a `file`; `words` say why, or why not."""

    at: datetime
    rows: int
    bytes: int
    restorable: bool
    words: str
    file: Path | None = None
    series: str = ""


ReadPaper = Callable[[Source, datetime], str]
"""Prints one paper from the copy, and says which."""


def back_up(
    source: Source,
    to: Path,
    now: datetime,
    read_paper: ReadPaper | None = None,
    cancelled: Callable[[], bool] = lambda: False,
    occasion: str = "",
) -> Proof:
    """Copy the clinic into one new file in the folder `to`, and prove the file. A file without proof is removed.

    `now` is an aware local time. `read_paper` gets the copy as it was read back. `occasion` is BY_HAND or another
    reason that the file tells.
    """
    part = None
    try:
        _require_room(source.folder, to)
        with TemporaryDirectory(prefix=WORK, dir=source.folder) as work:
            parts, counts = _copy(source, Path(work), cancelled)
            series, end = _told_of(parts[CHART], source.key)
            final = new_file(to, now)
            part = to / f".{final.name}.part"
            part.unlink(missing_ok=True)
            write_bundle(part, parts, now, series, occasion, end, lambda: _stop_if(cancelled))
            for path in parts.values():
                path.unlink()
            unpack(part, _new(Path(work) / "back"), lambda: _stop_if(cancelled))
            paper = _prove(Path(work) / "back", source.key, counts, now, read_paper)
            _stop_if(cancelled)  # whoever stopped it has said by now that there is none
            part.rename(final)
            sync_folder(to)
        rows, size = sum(counts.values()), final.stat().st_size
        counted = ngettext("{count} row of all tables", "{count} rows of all tables", rows).format(count=rows)
        words = _("Restorable, verified {time}: {rows}, {paper}")
        words = words.format(time=show_time(now), rows=counted, paper=paper)
        return Proof(now, rows, size, True, words, final, series)
    except (Known, OSError, sqlcipher.Error) as refused:
        return no_backup(now, getattr(refused, "strerror", None) or str(refused))
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def no_backup(now: datetime, reason: str) -> Proof:
    """What is told of an attempt that came to nothing, and why."""
    return Proof(now, 0, 0, False, _("No backup was made: {reason}.").format(reason=reason.rstrip(".")))


def sweep(folder: Path, now: datetime) -> None:
    """Remove what a killed backup left beside the chart more than a day ago; a younger one may be at work."""
    for left in folder.glob(f"{WORK}*"):
        with suppress(OSError):
            if now.timestamp() - left.stat().st_mtime > _DAY_SECONDS:
                shutil.rmtree(left, ignore_errors=True)


def _stop_if(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled(_("it was stopped"))


def copy_chart(source: Source, to: Path, cancelled: Callable[[], bool]) -> dict[str, int]:
    """Copy the open chart to the new file `to` and return the rows of its tables, all at one moment."""

    def look_up(_status: int, _left: int, _total: int) -> None:
        _stop_if(cancelled)

    with closing(look(source.folder / CHART, source.key)) as chart, closing(_empty(to, source.key)) as copy:
        chart.execute("BEGIN")
        counts = count_rows(chart)
        chart.backup(copy, pages=_PAGES, progress=look_up)
        chart.execute("ROLLBACK")
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without a log beside it
    return counts


def _copy(source: Source, work: Path, cancelled: Callable[[], bool]) -> tuple[dict[str, Path], dict[str, int]]:
    parts = {CHART: work / CHART, KEYS: work / KEYS}
    # The seal is copied first: it may be behind the chart, never ahead of it.
    for name in (KEYS, *OPTIONAL):
        if (source.folder / name).is_file():
            shutil.copyfile(source.folder / name, work / name)
            parts[name] = work / name
    return parts, copy_chart(source, parts[CHART], cancelled)


def _empty(path: Path, key: bytes) -> Any:
    with path.open("xb"):
        pass
    path.chmod(0o600)
    raw = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    raw.execute("PRAGMA synchronous = OFF")  # the bundle is what has to last
    return raw


def _told_of(chart: Path, key: bytes) -> tuple[str, End]:
    """Which clinic's series the copy belongs to, and where its audit trail ends."""
    with closing(look(chart, key)) as copy:
        found = copy.execute("SELECT id FROM clinic").fetchone()
        end = end_of(copy)
    return series_of(found[0] if found else ""), end


def _new(folder: Path) -> Path:
    folder.mkdir()
    return folder


def _prove(back: Path, key: bytes, counts: dict[str, int], now: datetime, read_paper: ReadPaper | None) -> str:
    """Look through what was read back, as a restore would. Raises Known for the first thing that is not right."""
    with closing(look(back / CHART, key)) as copy:
        require_whole(copy)
        if count_rows(copy) != counts:
            raise Known(_("the copy does not hold as many rows as the chart"))
    return _("every table counted") if read_paper is None else read_paper(Source(back, key), now)


def _require_room(folder: Path, to: Path) -> None:
    if not to.is_dir():
        raise NoRoom(_("the folder {folder} is not there").format(folder=to))
    # The copy is let go before it is read back: beside the chart there is never more than one.
    size = sum(path.stat().st_size for path in folder.glob(f"{CHART}*") if path.is_file())
    same = folder.stat().st_dev == to.stat().st_dev
    for place, needed in ((folder, size * (2 if same else 1)), (to, size)):
        free = shutil.disk_usage(place).free
        if free < needed + MARGIN_BYTES:
            words = _("there is not enough room in {folder}: {free} MB free, {needed} MB needed")
            needed_mb, free_mb = (needed + MARGIN_BYTES) >> 20, free >> 20
            raise NoRoom(words.format(folder=place, free=free_mb, needed=needed_mb))
