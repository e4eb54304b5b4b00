"""The audit chain checked row by row: a row that was changed, removed, reordered or put in no longer fits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from charting.dates import show_moment
from charting.records.audit_entry import VERBS
from charting.store.audit import FIRST, mac_of
from charting.store.names import Names
from charting.store.trouble import KEEP, Trouble
from charting.words import _


@dataclass(frozen=True, slots=True)
class Known:
    """What the trail says a record holds: the digest, or None once it was removed, and the visit it belongs to."""

    content: bytes | None
    visit_id: str | None
    seq: int
    at: str


@dataclass(slots=True)
class Walked:
    """What a walk along the chain left behind: how many entries, and what each record should hold now."""

    entries: int = 0
    clock_back: int = 0
    records: dict[tuple[str, str], Known] = field(default_factory=dict)


def walk(rows: Iterable[Any], key: bytes, names: Names, walked: Walked) -> Iterator[Trouble]:
    """Check every row, in order, and fill `walked`. Rows that follow each other and do not fit are one trouble."""
    previous, last, before = FIRST, 0, ""
    run: list[Any] = []
    for row in rows:
        if row.seq != last + 1:
            yield _gap(last + 1, row.seq - 1, before, row.at)
        elif mac_of(key, previous, row[:-1]) != row.mac:
            run.append(row)
        elif run:
            yield _misfit(run, names)
            run = []
        previous, last, before = row.mac, row.seq, row.at
        walked.entries += 1
        walked.clock_back += bool(row.clock_went_back)
        if row.record and (row.content is not None or row.verb == "removed"):
            walked.records[row.record, row.record_id] = Known(row.content, row.visit_id, last, row.at)
    if run:
        yield _misfit(run, names)


def _gap(first: int, last: int, before: str, after: str) -> Trouble:
    what = _("Entries {numbers} of the audit trail were removed.").format(numbers=_numbers(first, last))
    times = _("between {before} and {after}").format(before=_moment(before) or _("the beginning"), after=_moment(after))
    return Trouble(what, times, KEEP)


def _misfit(run: list[Any], names: Names) -> Trouble:
    first, last = run[0], run[-1]
    what = _("Entries {numbers} of the audit trail were changed, moved, or follow others than they did.")
    if len(run) == 1:
        what = _("Entry {numbers} of the audit trail was changed, moved, or follows another than it did.")
    verb = VERBS.label(first.verb)
    where = [f"{_moment(first.at)}, {verb}"]
    if first.record:
        where.append(names.record(first.record, first.visit_id))
    numbers = _numbers(first.seq, last.seq)
    return Trouble(what.format(numbers=numbers), ", ".join(where), KEEP, first.visit_id)


def _numbers(first: int, last: int) -> str:
    return f"#{first}" if first == last else _("#{first} to #{last}").format(first=first, last=last)


def _moment(stored: str) -> str:
    try:
        return show_moment(datetime.fromisoformat(stored))
    except ValueError:
        return ""
