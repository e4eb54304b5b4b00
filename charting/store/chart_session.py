"""One open clinic: its records in memory and in the file, saved together, lost never."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from charting.errors import Known
from charting.records import sheets  # noqa: F401  every record must be known before the first query
from charting.records.base import Record
from charting.records.clinic import Clinic, Practitioner
from charting.store.database import make_engine, open_engine
from charting.store.keys import make_keys, unwrap_key
from charting.store.search import keep_words
from charting.store.upgrade import upgrade
from charting.words import _

CHART = "chart.rootline"
KEYS = "chart.keys"


class NotSaved(Known):
    """The file could not be written. Everything typed is still in memory."""


class ChartSession:
    """The records of one clinic. When the file cannot be written nothing typed is dropped; `save` can be repeated."""

    def __init__(self, engine: sa.Engine, folder: Path) -> None:
        self.folder = folder
        self.saved_at: datetime | None = None
        self._engine = engine
        self._closed = False
        self.orm = Session(engine, expire_on_commit=False, autoflush=False)
        keep_words(self.orm)

    @classmethod
    def create(cls, folder: Path, password: str) -> "ChartSession":
        """Make a new, empty clinic in `folder`. Raises Known when the folder cannot hold one, and leaves nothing."""
        if cls.exists(folder):
            raise _occupied(folder)
        engine: sa.Engine | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            engine = make_engine(folder / CHART, make_keys(folder / KEYS, password))
            upgrade(engine)
        except (OSError, DBAPIError, Known) as refused:
            if isinstance(refused, FileExistsError) and cls.exists(folder):
                raise _occupied(folder) from refused
            if engine is not None:
                engine.dispose()
            with contextlib.suppress(OSError):
                (folder / CHART).unlink(missing_ok=True)
                (folder / KEYS).unlink(missing_ok=True)
            reason = getattr(refused, "strerror", None) or getattr(refused, "orig", None) or refused
            words = _("No clinic can be kept in {folder}: {reason}. Choose another folder.")
            raise Known(words.format(folder=folder, reason=reason)) from refused
        return cls(engine, folder)

    @classmethod
    def open(cls, folder: Path, password: str) -> "ChartSession":
        """Open the clinic kept in `folder`. Raises WrongPassword, DamagedKeys, NotAChart or NewerFile."""
        engine = open_engine(folder / CHART, unwrap_key(folder / KEYS, password))
        try:
            upgrade(engine)
        except Known:
            engine.dispose()
            raise
        return cls(engine, folder)

    @staticmethod
    def exists(folder: Path) -> bool:
        """Whether a clinic is kept in `folder`."""
        return (folder / CHART).exists() or (folder / KEYS).exists()

    def clinic(self) -> Clinic:
        """The clinic of this file."""
        return self.orm.scalars(sa.select(Clinic)).one()

    def practitioners(self) -> list[Practitioner]:
        """Those who work here, the owner first."""
        return list(self.orm.scalars(sa.select(Practitioner).order_by(Practitioner.owner.desc(), Practitioner.name)))

    def add(self, record: Record) -> None:
        """Keep a new record with the next save."""
        self.orm.add(record)

    def differs(self) -> bool:
        """Whether memory differs from the file."""
        return bool(self.orm.new or self.orm.deleted or any(self.orm.is_modified(r) for r in self.orm.dirty))

    def save(self, now: datetime, last: Callable[[], None] | None = None) -> None:
        """Write what differs, in one transaction. Raises NotSaved and keeps everything in memory when it cannot.

        A change that the file itself refuses, as below a signature, is our own fault: it is dropped and the error
        passes on, so that it cannot keep every later save from the file. `last` sets what locks the rows: it runs
        when all else is written and is undone where the rest is not kept.
        """
        if last is None and not self.differs():
            return
        kept = _Kept(self.orm)
        try:
            if last is not None:
                self.orm.flush()
                last()
            self.orm.commit()
        except IntegrityError:
            self.orm.rollback()
            self.orm.expire_all()
            raise
        except DBAPIError as refused:
            self.orm.rollback()
            kept.put_back(self.orm)
            words = _("Not saved: {reason}. Everything typed is kept here; make room and it is saved again.")
            raise NotSaved(words.format(reason=refused.orig)) from refused
        self.saved_at = now

    def close(self) -> None:
        """Let go of the file, once. What was not saved stays unsaved."""
        if self._closed:
            return
        self._closed = True
        self.orm.close()
        with contextlib.suppress(DBAPIError), self._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        self._engine.dispose()


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


def _changes(record: Any) -> dict[str, Any]:
    """Answers and rows that differ from the file; a roll-back reads both from there again."""
    found = {}
    for attribute in sa.inspect(record).attrs:
        if attribute.history.has_changes():
            value = attribute.value
            found[attribute.key] = list(value) if isinstance(value, list) else value
    return found


def _occupied(folder: Path) -> Known:
    return Known(_("There is a clinic in {folder} already.").format(folder=folder))
