"""The encrypted file: opened with its key, never made by opening, never half upgraded."""

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2 as sqlcipher

from charting.errors import CannotWrite, Known
from charting.store.files import PAGE as PAGE
from charting.words import _

APPLICATION_ID = 0x524F4F54
OLDEST_SQLITE = (3, 51, 3)
_NOT_WRITABLE = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_PERM")
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "recursive_triggers = ON",  # without it INSERT OR REPLACE passes by the locks on DELETE
    "secure_delete = ON",
    "trusted_schema = OFF",
    "temp_store = MEMORY",
    "cache_size = -65536",
)


class NotAChart(Known):
    """The file is missing, empty, damaged, of another program, or does not fit its key."""


def make_engine(path: Path, key: bytes) -> sa.Engine:
    """Make a new, empty encrypted file and an engine on it. Raises FileExistsError where there is one."""
    with path.open("xb"):
        pass
    path.chmod(0o600)
    engine = _engine(path, key)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    return engine


def open_engine(path: Path, key: bytes) -> sa.Engine:
    """Open an existing chart. Raises NotAChart or CannotWrite; a file is never made by opening."""
    if not path.is_file() or path.stat().st_size < PAGE:
        raise NotAChart(_("There is no chart in {name}, or it is empty. Restore a backup.").format(name=path.name))
    engine = _engine(path, key)
    with engine.connect() as connection:
        found = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
    if found != APPLICATION_ID:
        engine.dispose()
        raise NotAChart(_("{name} is not a Rootline chart.").format(name=path.name))
    return engine


def take_write_lock(connection: sa.Connection) -> None:
    """Be the one who writes before anything is read: what is read then is not written to meanwhile by another program.

    Changes nothing. Raises DBAPIError where the file can be read only or another one writes for longer than 5 s.
    """
    connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num WHERE 0")


def require_writable(engine: sa.Engine, path: Path) -> None:
    """Raise CannotWrite where the file can be read only: SQLite opens such a file without a word."""
    try:
        with engine.connect() as connection:
            take_write_lock(connection)
    except DBAPIError as refused:
        engine.dispose()
        raise refusal(path, refused.orig or refused) from refused


def refusal(path: Path, refused: BaseException) -> Known:
    """What SQLite's refusal while opening means to a person: the file cannot be written, or it cannot be read."""
    if getattr(refused, "sqlite_errorname", "").startswith(_NOT_WRITABLE):
        return CannotWrite(_("{name} cannot be written to: {reason}.").format(name=path.name, reason=refused))
    words = _("{name} cannot be read: {reason}. Restore a backup if this stays.")
    return NotAChart(words.format(name=path.name, reason=refused))


def memory_engine() -> sa.Engine:
    """An engine on an empty chart that is nowhere on a disk."""
    return _engine(Path(":memory:"), os.urandom(32))


def _engine(path: Path, key: bytes) -> sa.Engine:
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise RuntimeError(f"SQLite {sqlcipher.sqlite_version} can corrupt its write-ahead log")

    def connect() -> Any:
        raw = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=5)
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        try:
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in _PRAGMAS:
                raw.execute(f"PRAGMA {pragma}")
        except sqlcipher.DatabaseError as refused:
            raw.close()
            raise refusal(path, refused) from refused
        return raw

    engine = sa.create_engine("sqlite+pysqlite://", module=sqlcipher, creator=connect, poolclass=sa.pool.StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return engine
