"""Every record of a chart against what the audit trail says it holds: changes made past Rootline have no entry."""

from collections.abc import Iterator

import sqlalchemy as sa

from charting.records.audit_entry import audit_entry, content_digest
from charting.records.base import Record
from charting.store.audit import records_in
from charting.store.chain import Known
from charting.store.names import Names
from charting.store.search import patient_word
from charting.store.trouble import KEEP, Trouble
from charting.words import _

APART = {audit_entry.name, patient_word.name}
"""Tables that hold no records: the trail is its own witness, and the finder's words are worked out from patients."""


def compare(
    connection: sa.Connection, table: sa.Table, known: dict[tuple[str, str], Known], names: Names
) -> Iterator[Trouble]:
    """The rows of one table that do not hold what they should. Found ones are taken out of `known`."""
    for row in records_in(connection, table):
        said = known.pop((table.name, row["id"]), None)
        if said is not None and said.content == content_digest(table.name, row):
            continue
        here, patient = names.place(table.name, row)
        visit = said.visit_id if said and said.visit_id else here
        where = names.record(table.name, visit, patient)
        if said is None:
            yield Trouble(_("A record was added past Rootline."), where, KEEP, visit)
        elif said.content is None:
            yield Trouble(_("A record that was removed is there again."), where, KEEP, visit)
        else:
            yield Trouble(_("A record was changed past Rootline."), where, KEEP, visit)


def gone(known: dict[tuple[str, str], Known], names: Names) -> Iterator[Trouble]:
    """What the trail says is there and is not, once every table was compared."""
    for (table, _record_id), said in known.items():
        if said.content is not None:
            yield Trouble(
                _("A record was removed past Rootline."), names.record(table, said.visit_id), KEEP, said.visit_id
            )


def tables() -> list[sa.Table]:
    """The tables that hold records."""
    return [table for table in Record.metadata.sorted_tables if table.name not in APART]
