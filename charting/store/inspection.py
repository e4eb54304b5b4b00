"""Looking into a chart that may be damaged or hostile: nothing it holds is run, nothing is written."""

import functools
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from charting.errors import Known
from charting.store.clock import last_entry
from charting.store.database import APPLICATION_ID, PAGE, NotAChart, memory_engine, refusal
from charting.store.upgrade import HEAD, NewerFile, revisions, run_steps
from charting.words import _

Schema = frozenset[tuple[str, str, str, str | None]]
_REFUSED = (sqlcipher.SQLITE_ATTACH, sqlcipher.SQLITE_DETACH)


class Damaged(Known):
    """The chart does not hold together."""


class Hostile(Known):
    """The chart holds tables, triggers or views that Rootline did not make."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a chart holds. The ids serve to compare two charts and are never shown."""

    clinic: str
    patients: frozenset[str] = field(repr=False)
    visits: frozenset[str] = field(repr=False)
    signed: frozenset[str] = field(repr=False)
    last_entry: datetime | None
    revision: str
    clinic_id: str = field(repr=False)


def look(path: Path, key: bytes) -> Any:
    """A raw connection to a chart, for reading only. Raises NotAChart when the key does not fit or nothing is there."""
    if not path.is_file() or path.stat().st_size < PAGE:  # SQLite takes a shorter file for an empty one
        raise NotAChart(_("There is no chart in {name}, or it is empty.").format(name=path.name))
    raw = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=5)
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    raw.set_authorizer(lambda action, *_of: sqlcipher.SQLITE_DENY if action in _REFUSED else sqlcipher.SQLITE_OK)
    try:
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "temp_store = MEMORY"):
            raw.execute(f"PRAGMA {pragma}")
        found = raw.execute("PRAGMA application_id").fetchone()[0]
    except sqlcipher.DatabaseError as refused:
        raw.close()
        if not getattr(refused, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            raise refusal(path, refused) from refused  # a full or failing disk: the chart may be whole
        words = _("{name} is damaged, or its key file belongs to another chart.")
        raise NotAChart(words.format(name=path.name)) from refused
    if found != APPLICATION_ID:
        raw.close()
        raise NotAChart(_("{name} is not a Rootline chart.").format(name=path.name))
    return raw


@contextmanager
def looking(path: Path, key: bytes) -> Iterator[Any]:
    """What `look` returns, closed afterwards; what cannot be read while it is open is NotAChart or CannotWrite too."""
    with closing(look(path, key)) as chart:
        try:
            yield chart
        except sqlcipher.DatabaseError as damaged:
            raise refusal(path, damaged) from damaged


def require_whole(connection: Any) -> str:
    """Check a chart from schema to last page and return its revision. Raises NewerFile, Hostile or Damaged."""
    try:
        revision = _revision(connection)
        if schema_of(connection) != expected_schema(revision, HEAD):
            raise Hostile(_("This chart holds tables or triggers that Rootline did not make. It is not opened."))
        if connection.execute("PRAGMA cipher_integrity_check").fetchall():
            raise Damaged(_("Pages of this chart were changed or lost after they were written."))
        if connection.execute("PRAGMA quick_check").fetchall() != [("ok",)]:
            raise Damaged(_("The tables of this chart do not hold together."))
        if connection.execute("PRAGMA foreign_key_check").fetchall():
            raise Damaged(_("Entries of this chart have lost what they belong to."))
    except sqlcipher.DatabaseError as refused:
        raise Damaged(_("This chart cannot be read to its end: {reason}.").format(reason=refused)) from refused
    return revision


def count_rows(connection: Any) -> dict[str, int]:
    """The rows of every table, by its name."""
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in names}


def held_in(connection: Any) -> Held:
    """What a chart holds, in words and ids that every revision has. Raises Damaged when there is no clinic in it."""
    try:
        clinic = connection.execute("SELECT id, name FROM clinic").fetchone()
        if clinic is None:
            raise Damaged(_("There is no clinic in this chart."))
        return Held(
            clinic[1] or _("a clinic without a name"),
            _ids(connection, "SELECT id FROM patient"),
            _ids(connection, "SELECT id FROM visit"),
            _ids(connection, "SELECT id FROM visit WHERE signed_at IS NOT NULL"),
            last_entry(connection),
            _revision(connection),
            clinic[0],
        )
    except (sqlcipher.DatabaseError, ValueError) as refused:
        raise Damaged(_("This chart cannot be read to its end: {reason}.").format(reason=refused)) from refused


def schema_of(connection: Any) -> Schema:
    """Tables, indexes, triggers and views as a file describes them."""
    return frozenset(connection.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall())


@functools.cache
def expected_schema(revision: str, head: str) -> Schema:
    """The schema a chart of `revision` has when Rootline made it; `head` only keeps versions apart."""
    engine = memory_engine()
    try:
        run_steps(engine, revision)
        raw: Any = engine.raw_connection().driver_connection
        return schema_of(raw)
    finally:
        engine.dispose()


def _revision(connection: Any) -> str:
    found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    revision = "" if found is None else str(found[0])
    if revision not in revisions():
        raise NewerFile(_("This copy was made by a newer Rootline. Install that version to restore it."))
    return revision


def _ids(connection: Any, query: str) -> frozenset[str]:
    return frozenset(row[0] for row in connection.execute(query))
