"""How two charts of one clinic stand to each other: their audit chains are the same as far as they have one past."""

from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

_SEAL_BYTES = 16


@dataclass(frozen=True, slots=True)
class End:
    """Where a chain ended: how many entries, and the first 16 bytes of the last one's MAC in hexadecimal."""

    entries: int
    seal: str


def end_of(chart: Any) -> End:
    """Where the chain of a chart ends; `chart` is a raw connection, here as below."""
    count = chart.execute("SELECT coalesce(max(seq), 0) FROM audit_entry").fetchone()[0]
    return End(count, _seal_at(chart, count))


def comes_by(chart: Any, end: End) -> bool:
    """Whether the chain of a chart leads through this end, so that the chart holds all that was written until then."""
    try:
        return bool(end.entries >= 0 and end.seal and _seal_at(chart, end.entries) == end.seal)
    except (sqlcipher.DatabaseError, OverflowError):  # a file may claim any number
        return False


def common_entries(one: Any, other: Any) -> int:
    """How many entries two charts have in common, from the first one on."""
    low, high = 0, min(end_of(one).entries, end_of(other).entries)
    while low < high:
        middle = (low + high + 1) // 2
        if _seal_at(one, middle) == _seal_at(other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def entries_after(chart: Any, count: int) -> dict[str, int]:
    """How many entries of each verb a chart has after its first `count`."""
    found = chart.execute("SELECT verb, count(*) FROM audit_entry WHERE seq > ? GROUP BY verb ORDER BY 2 DESC", [count])
    return dict(found.fetchall())


def _seal_at(chart: Any, count: int) -> str:
    """Entry 0 stands before the first one and is the same everywhere."""
    if count == 0:
        return bytes(_SEAL_BYTES).hex()
    row = chart.execute("SELECT mac FROM audit_entry WHERE seq = ?", [count]).fetchone()
    return "" if row is None else bytes(row[0])[:_SEAL_BYTES].hex()
