"""Putting a restored chart in the place of the present one: a kill at any moment leaves the old or the new one whole.

Two files cannot be replaced in one stroke. So all is laid ready first, one small journal is written in one stroke, and
from then on every start finishes what the journal says before anything is opened.
"""

import json
import os
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from charting.errors import CannotWrite, Known
from charting.store.durable import sync_folder, write_json
from charting.store.files import CHART, JOURNAL, KEYS, OPTIONAL
from charting.store.instance import hold
from charting.words import _

STAGED = ".restore-"
ASIDE = "set-aside-"
_LOGS = (f"{CHART}-wal", f"{CHART}-shm")
_STAGED_NAME = re.compile(rf"{re.escape(STAGED)}\w+", re.ASCII)
_ASIDE_NAME = re.compile(rf"(?:{ASIDE}[0-9-]+)?", re.ASCII)


class SpoiltJournal(Known):
    """The note of a restore lies in the folder and cannot be read, or names what no restore laid ready."""


@dataclass(frozen=True, slots=True)
class _Journal:
    """Names within the clinic's folder: where the new files lie, which they are, where the former go (blank: none)."""

    staged: str
    members: tuple[str, ...]
    aside: str


def swap_in(folder: Path, staged: Path, now: datetime) -> Path | None:
    """Make the files in `staged` (a folder inside `folder`) the clinic; return where the former ones lie now.

    The clinic is held and nobody has it open. Raises OSError before anything has changed.
    """
    members = [path.name for path in staged.iterdir()]
    aside = _set_aside(folder, now)
    sync_folder(staged)
    write_json(folder / JOURNAL, {"staged": staged.name, "members": members, "aside": aside.name if aside else ""})
    finish(folder)
    return aside


def finish_interrupted(folder: Path) -> None:
    """Finish a restore that was cut short after its journal. Raises InUse, CannotWrite or SpoiltJournal."""
    try:
        if (folder / JOURNAL).exists():
            with hold(folder):
                finish(folder)
    except OSError as refused:
        words = _("{folder} cannot be read or written: {reason}. The clinic is not opened.")
        raise CannotWrite(words.format(folder=folder, reason=refused.strerror)) from refused


def sweep(folder: Path) -> None:
    """Remove what a restore left that never came to its journal. Only while this clinic is held."""
    for left in (*folder.glob(f"{STAGED}*"), *folder.glob(f".{ASIDE}*")):
        shutil.rmtree(left, ignore_errors=True)
    (folder / f".{JOURNAL}.part").unlink(missing_ok=True)


def finish(folder: Path) -> None:
    """Do what the journal says; every step may have been done before. Raises SpoiltJournal for one that is not ours."""
    journal = _journal(folder)
    if journal is None:
        return
    staged, aside = folder / journal.staged, journal.aside
    if (staged / CHART).exists():
        for log in _LOGS:  # the former chart's log must never be read into the new one
            (folder / log).unlink(missing_ok=True)
    for name in (CHART, KEYS, *OPTIONAL):
        if (staged / name).exists():
            (staged / name).replace(folder / name)
        elif name not in journal.members:
            (folder / name).unlink(missing_ok=True)
    if aside and (folder / f".{aside}").exists():
        (folder / f".{aside}").rename(folder / aside)
    sync_folder(folder)
    (folder / JOURNAL).unlink()
    sync_folder(folder)
    shutil.rmtree(staged, ignore_errors=True)


def _journal(folder: Path) -> _Journal | None:
    """The journal in the folder, if there is one. A folder may come from anywhere: nothing else may be named in it."""
    try:
        kept = json.loads((folder / JOURNAL).read_text(encoding="utf-8"))
        journal = _Journal(kept["staged"], tuple(kept["members"]), kept["aside"])
        ours = _STAGED_NAME.fullmatch(journal.staged) and _ASIDE_NAME.fullmatch(journal.aside)
        if not ours or not {CHART, KEYS} <= {*journal.members}:
            raise ValueError("no journal of a restore")
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, RecursionError) as damaged:
        words = _(
            "{folder} holds the note of a restore, {name}, that cannot be read. Nothing was changed. "
            "Restore a backup into another folder."
        )
        raise SpoiltJournal(words.format(folder=folder, name=JOURNAL)) from damaged
    return journal


def _set_aside(folder: Path, now: datetime) -> Path | None:
    """Keep the present files under a second name. They get their lasting place when the new ones have theirs."""
    present = [name for name in (CHART, KEYS, *OPTIONAL, *_LOGS) if (folder / name).exists()]
    if not present:
        return None
    stem = f"{ASIDE}{now:%Y-%m-%d-%H%M%S}"
    names = (stem, *(f"{stem}-{count}" for count in range(2, 1000)))
    aside = next(folder / name for name in names if not (folder / name).exists())
    beside = folder / f".{aside.name}"
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(mode=0o700)
    for name in present:
        if not name.endswith("-shm"):
            _keep(folder / name, beside / name)
    sync_folder(beside)
    return aside


def _keep(file: Path, second: Path) -> None:
    try:
        os.link(file, second)
    except OSError:  # a stick without links
        shutil.copyfile(file, second)
        with second.open("rb+") as copied:
            os.fsync(copied.fileno())
