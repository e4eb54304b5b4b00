"""One open clinic: its records in memory and in the file, saved together, lost never."""

import contextlib
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from charting.errors import Known
from charting.records import sheets  # noqa: F401  every record must be known before the first query
from charting.records.base import Record, new_id
from charting.records.clinic import Clinic, Practitioner
from charting.store.accounts import settle
from charting.store.audit import FIRST, Trail
from charting.store.backup import Source, back_up
from charting.store.backup import sweep as sweep_backups
from charting.store.clock import last_entry
from charting.store.database import make_engine, open_engine, refusal, require_writable, take_write_lock
from charting.store.files import CHART as CHART
from charting.store.files import DOOR
from charting.store.files import KEYS as KEYS
from charting.store.head_seal import HeadSeal
from charting.store.instance import Hold, InUse, hold
from charting.store.key_ring import KeyRing, Unlocked, open_ring
from charting.store.keys import WrongPassword, audit_key, make_keys, seal_key
from charting.store.places import require_safe
from charting.store.seal_head import SEAL, Head, write_head
from charting.store.search import keep_words
from charting.store.swap import finish_interrupted
from charting.store.swap import sweep as sweep_restores
from charting.store.tries import Tries
from charting.store.upgrade import NotUpgraded as NotUpgraded
from charting.store.upgrade import upgrade
from charting.words import _

BEFORE_UPGRADE = "before-upgrade"
_AT_ONCE_SECONDS = 1.0


class NotSaved(Known):
    """The file could not be written. Everything typed is still in memory."""


class ChartSession:
    """The records of one clinic. When the file cannot be written nothing typed is dropped; `save` can be repeated.

    `entered_as` is the id of the slot that opened it: a practitioner's, or the recovery key's. `at_work` is whoever
    works now; the audit trail writes that name.
    """

    def __init__(self, engine: sa.Engine, source: Source, held: Hold) -> None:
        self.source = source
        self.folder = source.folder
        self.entered_as: str | None = None
        self.at_work: Practitioner | None = None
        self.tries = Tries(time.monotonic)
        self._held = held
        self.saved_at: datetime | None = None
        self._engine = engine
        self._closed = False
        self.orm = Session(engine, expire_on_commit=False, autoflush=False)
        keep_words(self.orm)
        self.trail = Trail(self.orm, audit_key(source.key))
        self._seal = HeadSeal(source.folder / SEAL, seal_key(source.key))

    @classmethod
    def create(cls, folder: Path, password: str, owner_name: str = "") -> "ChartSession":
        """Make a new, empty clinic in `folder`. Raises Known when the folder cannot hold one, and leaves nothing.

        `password` becomes the owner's, whose record `found_clinic` keeps.
        """
        require_safe(folder)
        finish_interrupted(folder)
        if cls.exists(folder):
            raise _occupied(folder)
        engine: sa.Engine | None = None
        held: Hold | None = None
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = hold(folder)
            slot_id = new_id()
            key = make_keys(folder / KEYS, password, slot_id, owner_name)
            engine = make_engine(folder / CHART, key)
            upgrade(engine)
            write_head(folder / SEAL, seal_key(key), Head(0, FIRST))
        except InUse:
            raise
        except (OSError, DBAPIError, Known) as refused:
            if held is not None:
                held.release()
            if isinstance(refused, FileExistsError) and cls.exists(folder):
                raise _occupied(folder) from refused
            if engine is not None:
                engine.dispose()
            with contextlib.suppress(OSError):
                (folder / CHART).unlink(missing_ok=True)
                (folder / KEYS).unlink(missing_ok=True)
                (folder / SEAL).unlink(missing_ok=True)
            reason = getattr(refused, "strerror", None) or getattr(refused, "orig", None) or refused
            words = _("No clinic can be kept in {folder}: {reason}. Choose another folder.")
            raise Known(words.format(folder=folder, reason=reason)) from refused
        chart = cls(engine, Source(folder, key), held)
        chart.entered_as = slot_id
        chart.tries.right(slot_id, pin=False)
        return chart

    @classmethod
    def open(cls, folder: Path, password: str, who: str | None = None) -> "ChartSession":
        """Open the clinic kept in `folder`, bringing an older file up to date after a verified backup.

        `who` is the id or the name of whose password it is; without it everybody's is tried.
        Raises WrongPassword, DamagedKeys, NotAChart, NewerFile, NotUpgraded, UnsafePlace, or InUse, which says
        who has it open.
        """
        return cls._open(folder, lambda ring: ring.unwrap(who, password), password)

    @classmethod
    def open_with_recovery_key(cls, folder: Path, typed: str) -> "ChartSession":
        """Open with the recovery key; nobody is at work. Raises Mistyped or WrongRecoveryKey, and what `open` does."""
        return cls._open(folder, lambda ring: ring.unwrap_recovery(typed), None)

    @classmethod
    def _open(cls, folder: Path, unlock: Callable[[KeyRing], Unlocked], password: str | None) -> "ChartSession":
        require_safe(folder)
        finish_interrupted(folder)
        entered = unlock(open_ring(folder / KEYS))
        source = Source(folder, entered.key)
        held = hold(folder)
        copies: list[str] = []
        try:
            sweep_restores(folder)
            sweep_backups(folder, datetime.now().astimezone())
            engine = open_engine(folder / CHART, source.key)
            try:
                upgrade(engine, lambda: copies.append(_back_up_first(source)))
                require_writable(engine, folder / CHART)
            except BaseException:
                engine.dispose()
                raise
        except DBAPIError as damaged:  # a page that opening comes by cannot be read
            held.release()
            raise refusal(folder / CHART, damaged.orig or damaged) from damaged
        except BaseException:
            held.release()
            raise
        chart = cls(engine, source, held)
        with engine.connect() as connection:
            chart.trail.head = chart._seal.compare(connection) or chart.trail.head
        for words in copies:
            chart.note("backup", words=words)
        try:
            chart._settle_accounts(entered, password)
        except DBAPIError as damaged:
            chart.close()
            raise refusal(folder / CHART, damaged.orig or damaged) from damaged
        except BaseException:
            chart.close()
            raise
        return chart

    @classmethod
    def open_staged(cls, folder: Path, key: bytes) -> "ChartSession":
        """Open a copy that lies ready in a folder of its own, with the key it is known to have; nobody is at work.

        An older one is brought up to date without another backup: the copy is one. Raises what `open` raises.
        """
        held = hold(folder)
        try:
            engine = open_engine(folder / CHART, key)
            try:
                upgrade(engine)
                chart = cls(engine, Source(folder, key), held)
                with engine.connect() as connection:
                    chart.trail.head = chart._seal.compare(connection) or chart.trail.head
            except BaseException:
                engine.dispose()
                raise
        except BaseException:
            held.release()
            raise
        return chart

    def _settle_accounts(self, entered: Unlocked, password: str | None) -> None:
        """Let key file and chart agree. Somebody who left gets the answer of every wrong password."""
        for unfinished in (KEYS, DOOR):
            with contextlib.suppress(OSError):
                (self.folder / f".{unfinished}.part").unlink(missing_ok=True)
        self.entered_as, said = settle(self.ring(), self.everybody(), entered, password)
        for words in said:
            self.note("settings", words=words)
        if self.entered_as is None:
            self.note("failed_log_in", words=_("with the password of somebody who does not work here"))
            with contextlib.suppress(NotSaved):
                self.save(datetime.now().astimezone())
            raise WrongPassword
        person = next((person for person in self.practitioners() if person.id == self.entered_as), None)
        if person is not None:
            self.tries.right(person.id, pin=False)
            self.work_as(person)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a clinic is kept in `folder`."""
        return (folder / CHART).exists() or (folder / KEYS).exists()

    def clinic(self) -> Clinic:
        """The clinic of this file."""
        return self.orm.scalars(sa.select(Clinic)).one()

    def practitioners(self) -> list[Practitioner]:
        """Those who work here, the owner first."""
        return [person for person in self.everybody() if person.left_on is None]

    def everybody(self) -> list[Practitioner]:
        """Those who work here and those who left."""
        return list(self.orm.scalars(sa.select(Practitioner).order_by(Practitioner.owner.desc(), Practitioner.name)))

    def ring(self) -> KeyRing:
        """The key file as it is now. Raises DamagedKeys."""
        return open_ring(self.folder / KEYS)

    def work_as(self, person: Practitioner) -> None:
        """From now on this person works: the audit trail writes the name, and roles are asked of the record."""
        self.at_work = person
        self.trail.who = person.name or ""

    def last_entry(self) -> datetime | None:
        """The newest time Rootline wrote into this file, for `clock_finding`; None in a new file."""
        return last_entry(self.orm.connection().connection.driver_connection)

    def add(self, record: Record) -> None:
        """Keep a new record with the next save."""
        self.orm.add(record)

    def differs(self) -> bool:
        """Whether memory differs from the file."""
        return bool(self.orm.new or self.orm.deleted or any(self.orm.is_modified(r) for r in self.orm.dirty))

    @property
    def seal_trouble(self) -> str:
        """What did not fit between the audit trail and its seal at opening, in words; blank while all is well."""
        return self._seal.trouble

    def note(self, verb: str, record: Record | None = None, words: str = "", who: str = "") -> None:
        """Have the next save write down a deed that changes no record: viewed, printed, exported. A code of VERBS.

        It stands as the deed of whoever works, or of `who` where somebody else is meant.
        """
        self.trail.note(verb, record, words, who)

    def seal(self) -> str:
        """Seal the audit trail as it was last saved, and return what paper prints of it: `#123 K7QM-4R2X`."""
        self._seal.write(self.trail.head)
        return self.trail.head.code()

    def seal_anew(self, now: datetime, reason: str, who: str = "") -> None:
        """Go on after `seal_trouble`: it is written into the trail with the reason, as `who`'s. Raises NotSaved."""
        noted = self.trail.note("resealed", None, f"{self.seal_trouble} {reason}".strip(), who)
        try:
            self.save(now)
        except NotSaved:
            self.trail.take_back(noted)
            raise
        self._seal.begin_anew(self.trail.head)

    def save(self, now: datetime, last: Callable[[], None] | None = None, *, locked: bool = False) -> None:
        """Write what differs, in one transaction. Raises NotSaved and keeps everything in memory when it cannot.

        A change that the file itself refuses, as below a signature, is our own fault: it is dropped and the error
        passes on, so that it cannot keep every later save from the file. `last` sets what locks the rows: it runs
        when all else is written and is undone where the rest is not kept. Where a command wrote an entry since this
        chart was last read, it is done again with the file `locked` from the start.
        """
        if last is None and not self.differs() and not self.trail.waiting:
            return
        kept, began = _Kept(self.orm), time.monotonic()
        self.trail.wall = now
        try:
            if locked:
                take_write_lock(self.orm.connection())
            self.orm.flush()
            if last is not None:
                last()
                self.orm.flush()
            self.trail.write_notes(self.orm)
            self.orm.commit()
        except IntegrityError:
            self.trail.rolled_back()
            self.orm.rollback()
            self.orm.expire_all()
            raise
        except DBAPIError as refused:
            self.trail.rolled_back()
            self.orm.rollback()
            kept.put_back(self.orm)
            if not locked and _is_overtaken(refused, began):
                self.save(now, last, locked=True)
                return
            words = _("Not saved: {reason}. Everything typed is kept here; make room and it is saved again.")
            raise NotSaved(words.format(reason=refused.orig)) from refused
        self.trail.committed()
        self._seal.write(self.trail.head)
        self.saved_at = now

    def close(self) -> None:
        """Let go of the file, once. What was not saved stays unsaved."""
        if self._closed:
            return
        self._closed = True
        self.orm.close()
        self._seal.write(self.trail.head)
        with contextlib.suppress(DBAPIError), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self._engine.dispose()
        self._held.release()


class _Kept:
    """What a session was about to write, so that a refused commit loses nothing."""

    def __init__(self, orm: Session) -> None:
        self._new = list(orm.new)
        self._deleted = list(orm.deleted)
        self._changed = [(record, _changes(record)) for record in orm.dirty]

    def put_back(self, orm: Session) -> None:
        """Bring the session back to where it was before the commit that failed."""
        for record, values in self._changed:
            for name, value in values.items():
                setattr(record, name, value)
        orm.add_all(self._new)
        for record in self._deleted:
            orm.delete(record)


def _is_overtaken(refused: DBAPIError, began: float) -> bool:
    """Whether the file was written to since it was read: that is refused at once, while a lock is waited for first."""
    busy = getattr(refused.orig, "sqlite_errorname", "").startswith("SQLITE_BUSY")
    return busy and time.monotonic() - began < _AT_ONCE_SECONDS


def _changes(record: Any) -> dict[str, Any]:
    """Answers and rows that differ from the file; a roll-back reads both from there again."""
    found = {}
    for attribute in sa.inspect(record).attrs:
        if attribute.history.has_changes():
            value = attribute.value
            found[attribute.key] = list(value) if isinstance(value, list) else value
    return found


def _back_up_first(source: Source) -> str:
    """Make the backup without which nothing is brought up to date, and say how it went."""
    to = source.folder / BEFORE_UPGRADE
    now = datetime.now().astimezone()
    try:
        to.mkdir(mode=0o700, exist_ok=True)
    except OSError as refused:
        words = _("This file is older than Rootline and is not brought up to date without a backup: {reason}.")
        raise NotUpgraded(words.format(reason=refused.strerror)) from refused
    proof = back_up(source, to, now)
    if not proof.restorable:
        words = _("This file is older than Rootline and is not brought up to date without a backup. {reason}.")
        raise NotUpgraded(words.format(reason=proof.words.rstrip(".")))
    return _("{words} (before this version of Rootline changed the file)").format(words=proof.words)


def _occupied(folder: Path) -> Known:
    return Known(_("There is a clinic in {folder} already.").format(folder=folder))
