"""The file itself: its pages, its schema and its references, as SQLite and SQLCipher check them."""

from collections.abc import Iterator
from typing import Any

from charting.store.inspection import expected_schema, schema_of
from charting.store.trouble import KEEP, RESTORE, Trouble
from charting.store.upgrade import HEAD
from charting.words import _

_MOST_LINES = 3


def pages(raw: Any) -> Iterator[Trouble]:
    """Pages that were changed or lost on the disk, and tables that do not hold together."""
    if found := raw.execute("PRAGMA cipher_integrity_check").fetchall():
        words = _("Pages of the chart’s file were changed or lost.")
        yield Trouble(words, "; ".join(str(row[0]) for row in found[:_MOST_LINES]), RESTORE)
    if (found := raw.execute("PRAGMA quick_check").fetchall()) != [("ok",)]:
        words = _("The tables of the chart do not hold together.")
        yield Trouble(words, "; ".join(str(row[0]) for row in found[:_MOST_LINES]), RESTORE)


def schema(raw: Any) -> Iterator[Trouble]:
    """Tables, indexes, locks and views that are not those Rootline made."""
    found = {(kind, name): sql for kind, name, _table, sql in schema_of(raw)}
    made = {(kind, name): sql for kind, name, _table, sql in expected_schema(HEAD, HEAD)}
    for kind, name in sorted(found.keys() | made.keys()):
        where = f"{kind} {name}"
        if (kind, name) not in made:
            yield Trouble(_("The chart’s file holds something that Rootline did not make."), where, KEEP)
        elif (kind, name) not in found:
            yield Trouble(_("A part of the chart’s file that guards or holds records is missing."), where, KEEP)
        elif found[kind, name] != made[kind, name]:
            yield Trouble(_("A part of the chart’s file is not as Rootline made it."), where, KEEP)


def parents(raw: Any) -> Iterator[Trouble]:
    """Rows whose parent is gone."""
    lost = sorted({(row[0], row[2]) for row in raw.execute("PRAGMA foreign_key_check").fetchall()})
    for table, parent in lost:
        yield Trouble(_("Records have lost what they belong to."), f"{table} → {parent}", KEEP)
