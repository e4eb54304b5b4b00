"""Where printed answers came from that nobody typed: the dagger of a copied one, the words of a time put right."""

from charting.fields import fields_of, lines_of
from charting.origins import CORRECTED, origin_words, waits
from charting.records.base import Record, copied_answers

DAGGER = "†"
"""Stands behind an answer that was copied from another visit and not confirmed."""


def mark_of(record: Record, name: str) -> str:
    """What stands behind an answer: the dagger, `(put right 14:05)`, or nothing."""
    origin = (record.origins or {}).get(name)
    if origin is None or getattr(record, name) is None:
        return ""
    if waits(origin):
        return DAGGER
    return f" ({origin_words(origin)})" if origin[0] == CORRECTED else ""


def row_mark(record: Record) -> str:
    """The dagger, where any answer of a row was copied and not confirmed."""
    return DAGGER if any(waits(origin) for origin in (record.origins or {}).values()) else ""


def times_put_right(record: Record) -> list[str]:
    """`On at put right 14:05`, for a table that has no room beside the time."""
    declared, origins = fields_of(type(record)), record.origins or {}
    return [f"{declared[name].title} {origin_words(o)}" for name, o in origins.items() if o[0] == CORRECTED]


def copied_words(record: Record) -> tuple[str, ...]:
    """Where the copied answers of a record and its rows are from, each said once."""
    if not lines_of(type(record)) and not record.origins:
        return ()
    found = ((one.origins or {})[name] for one, name in copied_answers(record))
    return tuple(dict.fromkeys(origin_words(origin) for origin in found))
