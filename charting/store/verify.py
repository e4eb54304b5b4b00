"""Verify: does the chart still say what was written into it? What does not fit is named in words, with what to do.

Everything is read from the file through a connection of its own, so it may run beside the work and on another thread.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2 as sqlcipher

from charting.errors import Known
from charting.records.patient import Patient
from charting.records.signed import ALTERED, SIGNED, signature_state, signed_parts
from charting.records.visit import Visit
from charting.store.audit import head_of, mac_at, rows_in
from charting.store.backup import Source
from charting.store.blobs import unfitting
from charting.store.chain import Walked, walk
from charting.store.contents import compare, gone, tables
from charting.store.database import open_engine
from charting.store.file_checks import pages, parents, schema
from charting.store.files import CHART
from charting.store.head_seal import sealed_at, trouble_of
from charting.store.keys import audit_key, seal_key
from charting.store.names import Names
from charting.store.seal_head import SEAL, Head, NoSeal, slot_spoiled
from charting.store.search import patient_word, words_for
from charting.store.trouble import KEEP, RESTORE, Trouble
from charting.words import _, ngettext

MOST_LISTED = 100
_VISITS_AT_ONCE = 50
UNREADABLE = (DBAPIError, sqlcipher.Error, Known, ValueError, ArithmeticError, LookupError, TypeError)


@dataclass(frozen=True, slots=True)
class Report:
    """What Verify found. `seal` is the end of the audit trail as paper prints it; `notes` are no faults."""

    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]
    entries: int
    records: int
    signed: int
    seal: str
    at: datetime

    @property
    def whole(self) -> bool:
        """Whether everything fits."""
        return not self.troubles

    def lines(self) -> list[str]:
        """The report in words, for a window or a terminal."""
        counted = _("Checked {entries} of the audit trail, {records} and {signed}.").format(
            entries=ngettext("{count} entry", "{count} entries", self.entries).format(count=self.entries),
            records=ngettext("{count} record", "{count} records", self.records).format(count=self.records),
            signed=ngettext("{count} signed visit", "{count} signed visits", self.signed).format(count=self.signed),
        )
        said = [counted, _("Record seal {code}").format(code=self.seal or "–"), *self.notes]
        if self.whole:
            return [*said, _("Everything fits.")]
        count = len(self.troubles)
        said.append(ngettext("{count} thing does not fit:", "{count} things do not fit:", count).format(count=count))
        said += [line for trouble in self.troubles[:MOST_LISTED] for line in ("", *trouble.lines())]
        if (left := count - MOST_LISTED) > 0:
            said += ["", ngettext("… and {count} more.", "… and {count} more.", left).format(count=left)]
        return said


def verify(source: Source, now: datetime) -> Report:
    """Check a chart whole: pages, schema, audit chain and its seal, every record, every signature.

    Raises NotAChart where the file does not open at all.
    """
    sealed = sealed_at(source.folder / SEAL, seal_key(source.key))
    engine = open_engine(source.folder / CHART, source.key)
    try:
        with engine.connect() as connection:
            try:
                return _Check(source, connection, sealed).run(now)
            finally:
                with suppress(DBAPIError):  # after a damaged page SQLCipher refuses even this
                    connection.rollback()
    finally:
        engine.dispose()


def printed_code_fits(source: Source, count: int, code: str) -> bool:
    """Whether paper that says `Record seal #count code` was printed from this very trail."""
    engine = open_engine(source.folder / CHART, source.key)
    try:
        with engine.connect() as connection:
            mac = mac_at(connection, count)
            return mac is not None and Head(count, mac).code() == f"#{count} {code.strip().upper()}"
    finally:
        engine.dispose()


class _Check:
    """One run over one file. A part that cannot be read is a trouble of its own, and the others still run."""

    def __init__(self, source: Source, connection: sa.Connection, sealed: Head | None) -> None:
        self._source, self._connection, self._sealed = source, connection, sealed
        self._names = Names(connection)
        self._walked = Walked()
        self._records = self._signed = 0

    def run(self, now: datetime) -> Report:
        raw = self._connection.connection.driver_connection
        damaged = [*self._guarded(lambda: pages(raw))]
        troubles = damaged or [
            *self._guarded(lambda: schema(raw)),
            *self._guarded(lambda: parents(raw)),
            *self._guarded(self._chain),
            *self._guarded(self._head),
            *self._contents(),
            *self._guarded(lambda: unfitting(self._connection, self._names)),
            *self._guarded(self._signatures),
            *self._guarded(self._finder),
        ]
        notes = [_("Nothing else could be checked while pages are damaged.")] if damaged else []
        if count := self._walked.clock_back:
            words = ngettext("{count} entry was", "{count} entries were", count).format(count=count)
            notes.append(_("{entries} written while the computer’s clock stood back.").format(entries=words))
        seal = ""
        with suppress(*UNREADABLE):
            seal = head_of(self._connection).code()
        return Report(tuple(troubles), tuple(notes), self._walked.entries, self._records, self._signed, seal, now)

    def _guarded(self, part: Callable[[], Iterator[Trouble]], where: str = "") -> Iterator[Trouble]:
        try:
            yield from part()
        except UNREADABLE as refused:
            reason = getattr(refused, "orig", None) or refused
            yield Trouble(_("Part of the chart cannot be read: {reason}.").format(reason=reason), where, RESTORE)

    def _chain(self) -> Iterator[Trouble]:
        return walk(rows_in(self._connection), audit_key(self._source.key), self._names, self._walked)

    def _head(self) -> Iterator[Trouble]:
        path, key = self._source.folder / SEAL, seal_key(self._source.key)
        if words := trouble_of(self._connection, self._sealed):
            yield Trouble(words, path.name, KEEP)
        with suppress(NoSeal):
            if slot_spoiled(path, key):
                words = _(
                    "Half of the seal beside the chart cannot be read: a power cut while sealing, or a hand in it."
                )
                yield Trouble(words, path.name, _("If the power failed, carry on: the next seal mends it."))

    def _contents(self) -> Iterator[Trouble]:
        known = self._walked.records
        self._records = sum(said.content is not None for said in known.values())
        for table in tables():
            yield from self._guarded(
                lambda table=table: compare(self._connection, table, known, self._names),  # type: ignore[misc]
                self._names.record(table.name, None),
            )
        yield from self._guarded(lambda: gone(known, self._names))

    def _signatures(self) -> Iterator[Trouble]:
        with Session(self._connection) as orm:
            visits = orm.scalars(sa.select(Visit.id).order_by(Visit.opened_at)).all()
            for start in range(0, len(visits), _VISITS_AT_ONCE):
                part = visits[start : start + _VISITS_AT_ONCE]
                together = _states(orm, part)
                for visit_id in part:
                    state = together.get(visit_id, ALTERED)
                    if state == ALTERED:  # looked at alone, for one that cannot be read hides those beside it
                        state = _states(orm, [visit_id]).get(visit_id, ALTERED)
                    self._signed += state == SIGNED
                    if state == ALTERED:
                        what = _("A signed visit no longer says what was signed.")
                        yield Trouble(what, self._names.visit(visit_id), KEEP, visit_id)

    def _finder(self) -> Iterator[Trouble]:
        kept: dict[str, set[str]] = {}
        for word, patient_id in self._connection.execute(sa.select(patient_word)):
            kept.setdefault(patient_id, set()).add(word)
        with Session(self._connection) as orm:
            for patient in orm.scalars(sa.select(Patient)):
                if kept.get(patient.id, set()) != words_for(patient):
                    what = _("The finder’s words do not fit the patient.")
                    step = _("Change and save the patient’s name: the words are made anew.")
                    yield Trouble(what, self._names.record("patient", None, patient.id), step)


def _states(orm: Session, visits: Sequence[str]) -> dict[str, str]:
    """The state of each visit's signature; of none where one of them cannot be read."""
    query = sa.select(Visit).where(Visit.id.in_(visits)).options(*signed_parts())
    try:
        return {visit.id: signature_state(visit) for visit in orm.scalars(query)}
    except UNREADABLE:
        return {}
    finally:
        orm.expunge_all()
