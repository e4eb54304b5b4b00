"""Restoring a backup: first a rehearsal that shows what would change, then the exchange, with the present file kept."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from charting.dates import show_moment
from charting.errors import Known
from charting.store import swap
from charting.store.accounts_in import Accounts, Today, accounts_in, ways_after
from charting.store.backup import Source
from charting.store.branch import common_entries, entries_after
from charting.store.bundle import unpack
from charting.store.files import CHART, JOURNAL, KEYS
from charting.store.inspection import Damaged, Held, held_in, look, require_whole
from charting.store.instance import Hold, hold
from charting.store.key_file import read_slots
from charting.store.key_ring import open_ring, same_key
from charting.store.places import require_safe
from charting.store.rehearsal import Rehearsal
from charting.store.restored import recovery_dates, write_down
from charting.words import _


class Foreign(Known):
    """The backup is of another clinic."""


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done, and the folder that keeps the former files."""

    rehearsal: Rehearsal
    aside: Path | None

    def lines(self) -> list[str]:
        """That it was done, what to come in with, and where the former files lie."""
        moment = show_moment(self.rehearsal.made_at)
        said = [_("The backup of {moment} was restored.").format(moment=moment)]
        if self.aside is not None:
            said.append(_("What was there before lies in {folder}.").format(folder=self.aside))
        return [*said, *self.rehearsal.ways.words]


def rehearse(
    file: Path, password: str, folder: Path, present: Source | None = None, who: str | None = None
) -> Rehearsal:
    """What restoring `file` into `folder` would do. Nothing is changed.

    `present` is the open clinic; without it the present chart is read with the copy's key, which never changes.
    `who` is whose password it is; without a name everybody's is tried.
    Raises BadBackup, WrongPassword, DamagedKeys, NotAChart, NewerFile, Hostile, Damaged or Foreign, with the reason.
    """
    staged = None
    try:
        staged = _stage(folder)
        return _examined(file, password, staged, _Present(folder, present), who).rehearsal
    except OSError as refused:
        words = _("{folder} cannot be written to: {reason}. The copy is looked into there.")
        raise Known(words.format(folder=folder, reason=refused.strerror)) from refused
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)


def restore(
    file: Path,
    password: str,
    folder: Path,
    now: datetime,
    held: Hold | None = None,
    who: str | None = None,
    *,
    by: str = "",
    allow: Callable[[Rehearsal], None] = lambda _seen: None,
) -> Restored:
    """Put the backup `file` in the place of the clinic in `folder`, which nobody has open.

    The copy's audit trail says so as `by`'s deed, by default of whose password it is. `allow` may raise Known.
    Raises what `rehearse` raises, InUse when the clinic is open somewhere, and Known when the folder cannot be written;
    then the present clinic is as it was. `held` is a hold the caller has already; it stays the caller's.
    """
    require_safe(folder)
    holding = held
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        holding = held or hold(folder)
        swap.finish(folder)
        swap.sweep(folder)
        staged = _stage(folder)
        seen = _examined(file, password, staged, _Present(folder, held=True), who)
        allow(seen.rehearsal)
        told = " ".join([f"{file.name}.", *seen.rehearsal.sentences()])
        write_down(staged, seen.key, seen.rehearsal.ways, told, by or seen.by, now, seen.recovery)
        return Restored(seen.rehearsal, swap.swap_in(folder, staged, now))
    except OSError as refused:
        words = _("{folder} cannot be written to: {reason}. The present chart is still in it.")
        raise Known(words.format(folder=folder, reason=refused.strerror)) from refused
    finally:
        if holding is not None:
            try:
                if not (folder / JOURNAL).exists():
                    swap.sweep(folder)
            finally:
                if held is None:
                    holding.release()


def _stage(folder: Path) -> Path:
    return Path(mkdtemp(prefix=swap.STAGED, dir=folder if folder.is_dir() else None))


@dataclass(frozen=True, slots=True)
class _Examined:
    """What was seen of a copy: its key, whose password opened it, and the dates of a recovery key that stays."""

    rehearsal: Rehearsal
    key: bytes = field(repr=False)
    by: str
    recovery: Any


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was seen of the present chart, beside what the copy holds."""

    held: Held
    accounts: Accounts
    lost: dict[str, int]
    regained: dict[str, int]
    recovery: Any


@dataclass(frozen=True, slots=True)
class _Present:
    """The present clinic: where it lies, its key when it is open here, whether it is held so that nobody writes."""

    folder: Path
    source: Source | None = None
    held: bool = False

    def occupied(self) -> bool:
        return (self.folder / CHART).exists() or (self.folder / KEYS).exists()

    def today(self, accounts: Accounts | None, key: bytes, password: str) -> Today:
        """The ways in as they are; none of them where the key file cannot be read."""
        try:
            slots = read_slots(self.folder / KEYS)
        except Known:
            return Today(accounts=accounts)
        return Today(slots, accounts, self.source is not None or self._fits(key, password))

    def look_into(self, copy: Any, copy_key: bytes, password: str) -> _Seen | None:
        """What it holds beside the open `copy`; None where it cannot be read, which may be why somebody restores."""
        if not self.occupied():
            return None
        with TemporaryDirectory(prefix=swap.STAGED, dir=self.folder) as work:
            path = self._undisturbed(Path(work))
            for key in self._keys(copy_key, password):
                try:
                    with closing(look(path, key)) as chart:
                        return _seen(chart, copy)
                except Known:
                    continue
        return None

    def _keys(self, copy_key: bytes, password: str) -> Iterator[bytes]:
        """The key to read it with: its own where it is open, else the copy's, else what the password opens."""
        if self.source is not None:
            yield self.source.key
            return
        yield copy_key
        try:
            yield open_ring(self.folder / KEYS).unwrap(None, password).key
        except Known:
            return

    def _fits(self, key: bytes, password: str) -> bool:
        try:
            return same_key(open_ring(self.folder / KEYS).unwrap(None, password).key, key)
        except Known:
            return False

    def _undisturbed(self, work: Path) -> Path:
        """The chart, or a copy where reading would bring its log to an end: what is set aside stays as it was found."""
        log = self.folder / f"{CHART}-wal"
        if not (self.held and log.exists() and (self.folder / CHART).exists()):
            return self.folder / CHART
        present = work / "present"
        present.mkdir()
        for file in (self.folder / CHART, log):
            shutil.copyfile(file, present / file.name)
        return present / CHART


def _examined(file: Path, password: str, staged: Path, present: _Present, who: str | None) -> _Examined:
    manifest = unpack(file, staged)
    entered = open_ring(staged / KEYS).unwrap(who, password)
    with closing(look(staged / CHART, entered.key)) as chart:
        require_whole(chart)
        copy, accounts = held_in(chart), accounts_in(chart)
        seen = present.look_into(chart, entered.key, password)
    if seen is not None and seen.held.clinic_id != copy.clinic_id:
        words = _("This is a backup of another clinic ({clinic}). Restore it into an empty folder.")
        raise Foreign(words.format(clinic=copy.clinic))
    today = Today()
    if present.occupied():
        today = present.today(None if seen is None else seen.accounts, entered.key, password)
    ways = ways_after(accounts, read_slots(staged / KEYS), today)
    rehearsal = Rehearsal(
        made_at=manifest.moment(),
        copy=copy,
        present=None if seen is None else seen.held,
        occupied=present.occupied(),
        ways=ways,
        lost={} if seen is None else seen.lost,
        regained={} if seen is None else seen.regained,
        by=None if seen is None else seen.accounts.get(entered.slot_id, accounts.get(entered.slot_id)),
    )
    by = accounts[entered.slot_id].name if entered.slot_id in accounts else ""
    recovery = seen.recovery if seen is not None and ways.as_today else None
    return _Examined(rehearsal, entered.key, by, recovery)


def _seen(chart: Any, copy: Any) -> _Seen:
    """Raises Damaged where it cannot be read to its end."""
    held = held_in(chart)
    try:
        common = common_entries(chart, copy)
        after = entries_after(chart, common), entries_after(copy, common)
        return _Seen(held, accounts_in(chart), *after, recovery_dates(chart))
    except (sqlcipher.DatabaseError, ValueError) as refused:
        raise Damaged(_("This chart cannot be read to its end: {reason}.").format(reason=refused)) from refused
