"""Backups of an open clinic: made, proved with a paper, kept as a series, and missed when they stay away."""

import json
import os
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager, closing, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.dates import moment_in_file, show_day, show_moment
from charting.errors import Known, MissingGlyph
from charting.findings import Finding, Level
from charting.output.documents import build, gather
from charting.records.clinic import Clinic
from charting.records.visit import Visit
from charting.store.backup import Proof, Source, back_up, no_backup
from charting.store.branch import comes_by
from charting.store.bundle import AT_CLOSE, BY_COMMAND, BY_HAND
from charting.store.database import open_engine
from charting.store.durable import write_json
from charting.store.files import BACKUPS, CHART
from charting.store.inspection import look
from charting.store.nearness import inside, is_folder
from charting.store.series import thin_out
from charting.words import _, ngettext

TOO_OLD = timedelta(days=7)
LEAST_FREE_BYTES = 2 << 30


@dataclass(frozen=True, slots=True)
class Standing:
    """The last backup that proved itself, and how the last attempt after it failed, if one did."""

    last_good: datetime | None = None
    file: Path | None = None
    words: str = ""
    failed_at: datetime | None = None
    failed: str = ""


def make_backup(
    source: Source,
    to: Path,
    now: datetime,
    printing: AbstractContextManager[Any] | None = None,
    occasion: str = BY_HAND,
    cancelled: Callable[[], bool] = lambda: False,
) -> Proof:
    """Make a backup in the folder `to`, write down how it went, and thin the series out. Fit for a worker thread.

    `printing` is held while the paper is made, where others print at the same time. `occasion` is why it is made. Once
    `cancelled()` no file gets its name any more.
    """

    def read_paper(copy: Source, moment: datetime) -> str:
        with printing or nullcontext():
            return print_last_visit(copy, moment)

    proof = back_up(source, to, now, read_paper, cancelled, occasion)
    with suppress(OSError):  # a full disk: the proof itself tells
        _write_down(source.folder, proof)
    if proof.file is not None:
        with suppress(OSError, Known), closing(look(source.folder / CHART, source.key)) as chart:
            thin_out(to, proof.series, proof.file, now, lambda end: comes_by(chart, end))
    return proof


def give_up(folder: Path, now: datetime) -> Proof:
    """Write down that a backup of the clinic in `folder` did not come to its end before Rootline was closed."""
    proof = no_backup(now, _("the folder for backups did not answer any more when Rootline was closed"))
    with suppress(OSError):
        _write_down(folder, proof)
    return proof


def entry_of(proof: Proof, to: Path, occasion: str) -> tuple[str, str]:
    """What the audit trail says of a backup: a code of VERBS, and the words."""
    made = {BY_HAND: _("By hand"), AT_CLOSE: _("At closing"), BY_COMMAND: _("By command")}.get(occasion, _("Daily"))
    words = _("{made}, into {folder}: {words}").format(made=made, folder=to, words=proof.words)
    return ("backup" if proof.restorable else "backup_failed"), words


def print_last_visit(copy: Source, now: datetime) -> str:
    """Print the consent of the last signed visit from a copy and say so; the summary where there is no consent.

    Raises PaperFault when the paper does not say what the chart says.
    """
    engine = open_engine(copy.folder / CHART, copy.key)
    try:
        with Session(engine) as session:
            signed = sa.select(Visit).where(Visit.signed_at.is_not(None)).order_by(Visit.opened_at.desc())
            visit = session.scalars(signed.limit(1)).first()
            if visit is None:
                return _("no signed visit to print yet")
            paper = gather(visit, session.scalars(sa.select(Clinic)).one(), now, "")
            kind = "consent" if paper.consent is not None else "chart_summary"
            day = show_day(paper.day)
    finally:
        engine.dispose()
    words = {"consent": _("consent of {day} printed"), "chart_summary": _("summary of {day} printed")}[kind]
    try:
        build(kind, paper)
    except MissingGlyph:
        # A letter without a glyph is a fault of the paper. The copy is whole, and may be the only one.
        words = _("the paper of {day} has a letter that cannot be printed")
    return words.format(day=day)


def standing(folder: Path) -> Standing:
    """How the backups of the clinic in `folder` stand. Unknown where nothing is written down or it cannot be read."""
    try:
        kept = json.loads((folder / BACKUPS).read_text(encoding="utf-8"))
        good, failed = kept.get("good"), kept.get("failed")
        return Standing(
            moment_in_file(good["at"]) if good else None,
            _path(good["file"]) if good else None,
            str(good["words"]) if good else "",
            moment_in_file(failed["at"]) if failed else None,
            str(failed["words"]) if failed else "",
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Standing()


def _path(written: str) -> Path:
    if b"\0" in os.fsencode(written):
        raise ValueError("no path")
    return Path(written)


def lies_in(kept: Standing, to: Path) -> bool:
    """Whether the last good backup is still where backups go, as far as the folder `to` can be looked into."""
    if kept.file is None or Path(os.path.realpath(kept.file)).parent != Path(os.path.realpath(to)):
        return False
    return not is_folder(to) or _exists(kept.file)


def _exists(file: Path) -> bool:
    try:
        return file.exists()
    except OSError:
        return False


def is_due(kept: Standing, now: datetime, to: Path | None = None) -> bool:
    """Whether today's backup is still to be made, to the folder `to`. After a failure it is tried again every hour."""
    if kept.failed_at is not None and timedelta(0) <= now - kept.failed_at < timedelta(hours=1):
        return False
    if kept.last_good is None or (to is not None and not lies_in(kept, to)):
        return True
    return kept.last_good.astimezone(now.tzinfo).date() != now.date()


def backup_findings(folder: Path, to: Path | None, now: datetime) -> list[Finding]:
    """What somebody has to be told about the backups of the clinic in `folder`, which go to `to`."""
    kept = standing(folder)
    found = []
    if to is None:
        found.append(_warn("backup_none", _("No backups are made"), _("Choose a folder for them in Settings.")))
    elif not is_folder(to):
        words = _("{folder} is not there. Plug the stick in, or choose another folder.").format(folder=to)
        found.append(_warn("backup_folder", _("The folder for backups is missing"), words))
    elif inside(to, folder):
        words = _("Whatever happens to the clinic’s folder happens to them. Choose another disk or a stick.")
        found.append(_warn("backup_inside", _("Backups lie in the clinic’s own folder"), words))
    if to is not None and kept.last_good is None:
        words = kept.failed or _("Make one now.")
        found.append(_finding(kept, "backup_never", _("No backup has proved itself yet"), words))
    elif kept.last_good is not None and now - kept.last_good > TOO_OLD:
        days = (now - kept.last_good).days
        words = ngettext("The last good backup is {count} day old", "The last good backup is {count} days old", days)
        words = words.format(count=days)
        found.append(_finding(kept, "backup_old", words, kept.failed or _("Make one now.")))
    elif kept.failed:
        moment = show_moment(kept.failed_at or now, now.date())
        what = _("The backup of {moment} failed").format(moment=moment)
        found.append(_finding(kept, "backup_failed", what, kept.failed))
    elif to is not None and is_folder(to) and not lies_in(kept, to):
        words = _("The last good one, of {moment}, is not there. Make one now.")
        moment = show_moment(kept.last_good, now.date()) if kept.last_good else ""
        found.append(_warn("backup_elsewhere", _("No backup in this folder yet"), words.format(moment=moment)))
    for place in _places(folder, to):
        free = _free_bytes(place)
        if free is not None and free < LEAST_FREE_BYTES:
            words = _("The disk of {folder} is filling: {free} MB left").format(folder=place, free=free >> 20)
            entries = place == folder
            room = _("Make room before entries cannot be saved.") if entries else _("Make room before backups fail.")
            found.append(_warn("disk_filling", words, room))
    return found


def _finding(kept: Standing, rule: str, what: str, next_step: str) -> Finding:
    """A failure is worse than a backup that was not yet made."""
    return Finding(Level.STOP if kept.failed else Level.WARN, what, next_step=next_step, rule=rule)


def _places(folder: Path, to: Path | None) -> list[Path]:
    """The folders to look at, one to a disk; none that cannot be looked at."""
    found: dict[int, Path] = {}
    for place in (to, folder):
        with suppress(OSError):
            if place is not None and is_folder(place):
                found[place.stat().st_dev] = place
    return list(found.values())


def _free_bytes(place: Path) -> int | None:
    try:
        return shutil.disk_usage(place).free
    except OSError:
        return None


def _warn(rule: str, what: str, next_step: str) -> Finding:
    return Finding(Level.WARN, what, next_step=next_step, rule=rule)


def _write_down(folder: Path, proof: Proof) -> None:
    """Keep the result beside the chart, in plain words without a patient's."""
    path = folder / BACKUPS
    try:
        kept = dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError, RecursionError):
        kept = {}
    told = {"at": proof.at.isoformat(timespec="seconds"), "words": proof.words}
    if proof.restorable:
        kept = {"good": {**told, "file": str(proof.file), "rows": proof.rows, "bytes": proof.bytes}}
    else:
        kept["failed"] = told
    write_json(path, kept)
