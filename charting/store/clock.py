"""A computer's clock that went back: noticed against the last entry of the file itself."""

from datetime import datetime, timedelta
from typing import Any

from charting.columns import MomentText
from charting.dates import show_moment
from charting.findings import Finding, Level
from charting.records.base import Record
from charting.words import _

ALLOWED = timedelta(minutes=5)


def last_entry(connection: Any) -> datetime | None:
    """The newest time that Rootline itself wrote into a chart; `connection` is a raw one. None in a new file.

    Times that a person types (a procedure's start, a lot's expiry) do not count: they may lie ahead.
    """
    found = []
    for table, column in _stamped(connection):
        ordered = f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY julianday({column}) DESC LIMIT 1"
        if row := connection.execute(ordered).fetchone():
            found.append(datetime.fromisoformat(row[0]))
    return max(found, default=None)


def clock_finding(now: datetime, last: datetime | None) -> Finding | None:
    """What to say when the clock is more than five minutes behind the last entry."""
    if last is None or last - now <= ALLOWED:
        return None
    here = last.astimezone(now.tzinfo)
    clock, entry = (show_moment(moment, now.date() if here.date() == now.date() else None) for moment in (now, here))
    return Finding(
        Level.WARN,
        _("The clock says {clock}, the last entry is of {entry}").format(clock=clock, entry=entry),
        why=_("entries would stand in the wrong order"),
        next_step=_("Set the computer's clock, or confirm that it is right now."),
        rule="clock_back",
    )


def _stamped(connection: Any) -> list[tuple[str, str]]:
    """The stamped columns that this file has: an older one may lack some."""
    found = []
    for table in Record.metadata.sorted_tables:
        stamps = {c.name for c in table.columns if isinstance(c.type, MomentText) and "field" not in c.info}
        if stamps:
            there = {row[1] for row in connection.execute(f"PRAGMA table_info({table.name})")}
            found += [(table.name, name) for name in sorted(stamps & there)]
    return found
