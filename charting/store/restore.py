"""Restoring a backup: first a rehearsal that shows what would change, then the exchange, with the present file kept."""

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

from charting.dates import show_moment
from charting.errors import Known
from charting.store import swap
from charting.store.backup import Source
from charting.store.bundle import unpack
from charting.store.files import CHART, JOURNAL, KEYS
from charting.store.inspection import Held, held_in, look, require_whole
from charting.store.instance import Hold, hold
from charting.store.keys import unwrap_key
from charting.store.places import require_safe
from charting.words import _, ngettext


class Foreign(Known):
    """The backup is of another clinic."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a restore would do. `present` is None where there is no chart yet or it cannot be read."""

    made_at: datetime
    copy: Held
    present: Held | None
    occupied: bool

    def sentences(self) -> list[str]:
        """What the copy holds and what would change, for a person to decide."""
        return [*self._holds(), *self._changes()]

    def loses(self) -> bool:
        """Whether the present chart has patients, visits or signatures that the copy lacks."""
        return self.present is not None and any(_missing(self.present, self.copy))

    def _holds(self) -> list[str]:
        copy = self.copy
        last = show_moment(copy.last_entry) if copy.last_entry else _("none")
        head = _("Backup of {moment}: {clinic}.").format(moment=show_moment(self.made_at), clinic=copy.clinic)
        held = _("It holds {patients}, {visits}, {signed} of them signed. Last entry: {last}.")
        counted = held.format(
            patients=_patients(len(copy.patients)), visits=_visits(len(copy.visits)), signed=len(copy.signed), last=last
        )
        return [head, counted, _("The password is the one of that day.")]

    def _changes(self) -> list[str]:
        if self.present is None:
            if not self.occupied:
                return [_("There is no clinic in this folder yet. Nothing is replaced.")]
            return [
                _("The present chart could not be read with this password, so the two cannot be compared."),
                _("The present chart is set aside, not deleted."),
            ]
        patients, visits, signed = _missing(self.present, self.copy)
        found = []
        if self.present.last_entry is not None:
            last = _("The present chart goes to {last}.")
            found.append(last.format(last=show_moment(self.present.last_entry)))
        if patients or visits or signed:
            lost = _("Afterwards these would be missing: {patients}, {visits}, {signatures}.")
            signatures = ngettext("{count} signature", "{count} signatures", signed).format(count=signed)
            found.append(lost.format(patients=_patients(patients), visits=_visits(visits), signatures=signatures))
        patients, visits, _signed = _missing(self.copy, self.present)
        if patients or visits:
            back = _("These would come back: {patients}, {visits}.")
            found.append(back.format(patients=_patients(patients), visits=_visits(visits)))
        return [*found, _("The present chart is set aside, not deleted.")]


@dataclass(frozen=True, slots=True)
class Restored:
    """A restore that was done, and the folder that keeps the former files."""

    rehearsal: Rehearsal
    aside: Path | None


def rehearse(
    file: Path, password: str, folder: Path, present: Source | None = None, who: str | None = None
) -> Rehearsal:
    """What restoring `file` into `folder` would do. Nothing is changed.

    `present` is the open clinic; without it the present chart is read with the same password where that fits.
    `who` is whose password it is; without a name everybody's is tried.
    Raises BadBackup, WrongPassword, DamagedKeys, NotAChart, NewerFile, Hostile, Damaged or Foreign, with the reason.
    """
    staged = None
    try:
        staged = _stage(folder)
        return _examined(file, password, staged, _Present(folder, present), who)
    except OSError as refused:
        words = _("{folder} cannot be written to: {reason}. The copy is looked into there.")
        raise Known(words.format(folder=folder, reason=refused.strerror)) from refused
    finally:
        if staged is not None:
            shutil.rmtree(staged, ignore_errors=True)


def restore(
    file: Path, password: str, folder: Path, now: datetime, held: Hold | None = None, who: str | None = None
) -> Restored:
    """Put the backup `file` in the place of the clinic in `folder`, which nobody has open.

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
        rehearsal = _examined(file, password, staged, _Present(folder, held=True), who)
        return Restored(rehearsal, swap.swap_in(folder, staged, now))
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
class _Present:
    """The present clinic: where it lies, its key when it is open here, whether it is held so that nobody writes."""

    folder: Path
    source: Source | None = None
    held: bool = False

    def occupied(self) -> bool:
        return (self.folder / CHART).exists() or (self.folder / KEYS).exists()

    def look_into(self, password: str, work: Path) -> Held | None:
        """What it holds; None where it cannot be read, which may be why somebody restores."""
        try:
            key = self.source.key if self.source is not None else unwrap_key(self.folder / KEYS, password)
            with closing(look(self._undisturbed(work), key)) as chart:
                return held_in(chart)
        except Known:
            return None

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


def _examined(file: Path, password: str, staged: Path, present: _Present, who: str | None) -> Rehearsal:
    manifest = unpack(file, staged)
    key = unwrap_key(staged / KEYS, password, who)
    with closing(look(staged / CHART, key)) as chart:
        require_whole(chart)
        copy = held_in(chart)
    here = None
    if present.occupied():
        with TemporaryDirectory(prefix=swap.STAGED, dir=present.folder) as work:
            here = present.look_into(password, Path(work))
    if here is not None and here.clinic_id != copy.clinic_id:
        words = _("This is a backup of another clinic ({clinic}). Restore it into an empty folder.")
        raise Foreign(words.format(clinic=copy.clinic))
    return Rehearsal(manifest.moment(), copy, here, present.occupied())


def _missing(from_this: Held, in_that: Held) -> tuple[int, int, int]:
    return (
        len(from_this.patients - in_that.patients),
        len(from_this.visits - in_that.visits),
        len(from_this.signed - in_that.signed),
    )


def _patients(count: int) -> str:
    return ngettext("{count} patient", "{count} patients", count).format(count=count)


def _visits(count: int) -> str:
    return ngettext("{count} visit", "{count} visits", count).format(count=count)
