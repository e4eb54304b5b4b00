"""The audit trail of an open chart: each deed is written in the transaction of the record it touched.

Row i carries `mac_i = HMAC-SHA256(key, mac_{i-1} ‖ fields)`, the first one after 32 zero bytes. The fields are those of
`SEALED_FIELDS` in their stored form, each after its length as four big-endian bytes; NULL is the length 2³²-1 alone.
"""

import functools
import hmac
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from charting.records.audit_entry import audit_entry, content_digest
from charting.records.base import Record
from charting.store.deeds import Deed, deeds_of, visit_of
from charting.store.seal_head import Head

SEALED_FIELDS = (
    *("seq", "at", "wall", "clock_went_back", "who", "verb"),
    *("record", "record_id", "visit_id", "field", "said", "content"),
)
FIRST = bytes(32)
ALLOWED_BACK = timedelta(minutes=5)
_NULL = b"\xff\xff\xff\xff"
_MOST_AT_ONCE = 500
_RAW = sa.table("audit_entry", *(sa.column(name) for name in (*SEALED_FIELDS, "mac")))
_STORED = ", ".join(f"CAST({name} AS BLOB)" for name in SEALED_FIELDS)
_LENGTHS = tuple(length.to_bytes(4, "big") for length in range(1024))


@dataclass(frozen=True, slots=True)
class _Tail:
    seq: int
    at: datetime | None
    mac: bytes


class Trail:
    """Writes the audit rows of one session. `who` is whoever works now; blank stands for the owner of the file.

    `wall` is the time of the save; `written_at` is set where records are written at another time than they tell of.
    `head` is where the chain ended after the last save.
    """

    def __init__(self, session: Session, key: bytes) -> None:
        self.who = ""
        self.wall: datetime | None = None
        self.written_at: datetime | None = None
        self.head = Head(0, FIRST)
        self._macs = Macs(key)
        self._written: Head | None = None
        self._notes: list[Deed] = []
        self._touched: list[Deed] = []
        self._removed: list[Record] = []
        event.listen(session, "after_flush", self._gather)
        event.listen(session, "persistent_to_deleted", lambda _session, record: self._removed.append(record))
        event.listen(session, "after_flush_postexec", self._write)

    @property
    def waiting(self) -> bool:
        """Whether deeds without a change of a record wait for the next save."""
        return bool(self._notes)

    def note(self, verb: str, record: Record | None, words: str, who: str = "") -> Deed:
        """Keep a deed that changes no record, to be written with the next save; as `who`'s where one is named."""
        about = {} if record is None else {"record": record.__tablename__, "record_id": record.id}
        visit_id = None if record is None else visit_of(record)
        noted = Deed(verb, visit_id=visit_id, said={"words": words} if words else None, who=who, **about)
        self._notes.append(noted)
        return noted

    def take_back(self, noted: Deed) -> None:
        """Drop a deed that waits and did not happen after all."""
        self._notes = [waiting for waiting in self._notes if waiting is not noted]

    def write_notes(self, session: Session) -> None:
        """Write what waits, within the transaction of a save."""
        self._append(session, self._notes)

    def committed(self) -> None:
        """The transaction was committed: nothing waits any more, and the chain ends where it was written to."""
        self._notes = []
        self.head, self._written = self._written or self.head, None

    def rolled_back(self) -> None:
        """Nothing of the transaction was kept; what waited still waits."""
        self._written = None

    def _gather(self, session: Session, _context: Any) -> None:
        changed = [r for r in session.dirty if session.is_modified(r, include_collections=False)]
        self._touched = [d for r in (*session.new, *changed) if isinstance(r, Record) for d in deeds_of(r)]
        self._removed = []

    def _write(self, session: Session, _context: Any) -> None:
        gone = {record.id for record in self._removed}
        kept = [deed for deed in self._touched if deed.record_id not in gone]
        removed = [self._removal(session, record) for record in self._removed]
        self._touched, self._removed = [], []
        self._append(session, [*_with_contents(session, kept), *removed])

    def _removal(self, session: Session, record: Record) -> Deed:
        before = sa.select(audit_entry.c.visit_id).where(audit_entry.c.record_id == record.id).limit(1)
        visit_id, parent_id = session.scalar(before), getattr(record, "parent_id", None)
        said = {"of": parent_id} if visit_id is None and parent_id else None  # whose row it was, once it is gone
        return Deed("removed", record.__tablename__, record.id, visit_id, said=said)

    def _append(self, session: Session, deeds: Iterable[Deed]) -> None:
        if not (waiting := list(deeds)):
            return
        tail = tail_of(session.connection())
        wall = self.written_at or self.wall or tail.at or datetime.now(UTC)
        at = wall if tail.at is None else max(wall, tail.at)
        when = {"at": at.isoformat(), "wall": wall.isoformat(), "clock_went_back": int(at - wall > ALLOWED_BACK)}
        who = self.who or _owner(session)
        rows, mac = [], tail.mac
        for seq, deed in enumerate(waiting, tail.seq + 1):
            row = {"seq": seq, **when, "who": deed.who or who, **deed.stored()}
            mac = self._macs.of(mac, [_bytes(row[name]) for name in SEALED_FIELDS])
            rows.append({**row, "mac": mac})
        session.execute(sa.insert(_RAW), rows)
        self._written = Head(tail.seq + len(rows), mac)


class Macs:
    """The MACs of one key. The key is taken in once and copied for each row, which halves the time of a row."""

    def __init__(self, key: bytes) -> None:
        self._begun = hmac.new(key, digestmod="sha256")

    def of(self, previous: bytes, stored: Sequence[bytes | None]) -> bytes:
        """The MAC of a row, after the MAC of the row before it; `stored` are its sealed fields as bytes."""
        mac = self._begun.copy()
        mac.update(message_of(previous, stored))
        return mac.digest()


def mac_of(key: bytes, previous: bytes, stored: Sequence[Any]) -> bytes:
    """The MAC of a row whose sealed fields are given as the file holds them: text, numbers, bytes or NULL."""
    return Macs(key).of(previous, [_bytes(value) for value in stored])


def message_of(previous: bytes, stored: Sequence[bytes | None]) -> bytes:
    """The bytes that a row's MAC is taken over."""
    message = [previous]
    for value in stored:
        if value is None:
            message.append(_NULL)
            continue
        length = len(value)
        message.append(_LENGTHS[length] if length < len(_LENGTHS) else length.to_bytes(4, "big"))
        message.append(value)
    return b"".join(message)


def _bytes(value: Any) -> bytes | None:
    return value if value is None or isinstance(value, bytes) else str(value).encode("utf-8")


def rows_in(connection: sa.Connection) -> Iterable[tuple[bytes | None, ...]]:
    """Every row of the trail in order: the sealed fields as bytes, then the MAC.

    They are read past SQLAlchemy, within the connection's own read transaction. Raises sqlcipher3's errors.
    """
    rows: Iterable[tuple[bytes | None, ...]] = _raw(connection).execute(
        f"SELECT {_STORED}, mac FROM audit_entry ORDER BY seq"
    )
    return rows


def head_of(connection: sa.Connection, epoch: int = 0) -> Head:
    """Where the chain ends now."""
    tail = tail_of(connection)
    return Head(tail.seq, tail.mac, epoch)


def mac_at(connection: sa.Connection, seq: int) -> bytes | None:
    """The MAC of one row; None where there is no such row. Row 0 stands before the first."""
    if seq == 0:
        return FIRST
    found: bytes | None = connection.execute(sa.select(_RAW.c.mac).where(_RAW.c.seq == seq)).scalar_one_or_none()
    return found


def tail_of(connection: sa.Connection) -> _Tail:
    """The last row."""
    newest = sa.select(_RAW.c.seq, _RAW.c.at, _RAW.c.mac).order_by(_RAW.c.seq.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return _Tail(0, None, FIRST) if row is None else _Tail(row.seq, datetime.fromisoformat(row.at), row.mac)


def records_in(connection: sa.Connection, table: sa.Table) -> Iterator[dict[str, Any]]:
    """Every row of a table as the file holds it, without any reading of its types. They are read as `rows_in` reads."""
    columns = [column.name for column in table.columns]
    named = ", ".join(f'{table.name}."{name}"' for name in columns)  # a bare "name" that is gone would be read as text
    for stored in _raw(connection).execute(f"SELECT {named} FROM {table.name}"):
        yield dict(zip(columns, stored, strict=True))


def _raw(connection: sa.Connection) -> Any:
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.driver_connection


def _stored_rows(connection: sa.Connection, table: sa.Table, ids: list[str]) -> Iterable[sa.RowMapping]:
    raw = _untyped(table.name)
    return connection.execute(sa.select(raw).where(raw.c.id.in_(ids))).mappings()


@functools.cache
def _untyped(name: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column.name) for column in Record.metadata.tables[name].columns))


def _with_contents(session: Session, deeds: list[Deed]) -> list[Deed]:
    """The deeds with the digest of what the file holds now: read back, so that it is what a check will find there."""
    wanted: dict[str, list[str]] = {}
    for deed in deeds:
        if deed.record and deed.record_id:
            wanted.setdefault(deed.record, []).append(deed.record_id)
    found: dict[tuple[str | None, str | None], bytes] = {}
    for name, repeated in wanted.items():
        ids = list(dict.fromkeys(repeated))
        for start in range(0, len(ids), _MOST_AT_ONCE):
            part = ids[start : start + _MOST_AT_ONCE]
            for row in _stored_rows(session.connection(), Record.metadata.tables[name], part):
                found[name, row["id"]] = content_digest(name, dict(row))
    return [deed.holding(found.get((deed.record, deed.record_id))) for deed in deeds]


def _owner(session: Session) -> str:
    owner = sa.table("practitioner", sa.column("name"), sa.column("owner"))
    found = session.execute(sa.select(owner.c.name).where(owner.c.owner == 1).limit(1)).scalar_one_or_none()
    return found or ""
