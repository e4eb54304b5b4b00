"""The audit chain checked row by row: a row that was changed, removed, reordered or put in no longer fits."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from charting.dates import show_moment
from charting.records.audit_entry import VERBS
from charting.store.audit import FIRST, SEALED_FIELDS, Macs
from charting.store.names import Names
from charting.store.trouble import KEEP, Trouble
from charting.words import _

Stored = bytes | None
Row = Sequence[Stored]
"""A row of the trail as `rows_in` gives it: the sealed fields in their order, then the MAC."""

_SEQ, _AT, _CLOCK, _VERB, _RECORD, _RECORD_ID, _VISIT, _CONTENT = (
    SEALED_FIELDS.index(name)
    for name in ("seq", "at", "clock_went_back", "verb", "record", "record_id", "visit_id", "content")
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the trail says a record holds: the digest, or None once it was removed, and the visit it belongs to."""

    content: bytes | None
    visit_id: str | None


@dataclass(slots=True)
class Walked:
    """What a walk along the chain left behind: how many entries, and what each record should hold now."""

    entries: int = 0
    clock_back: int = 0
    records: dict[tuple[str, str], Known] = field(default_factory=dict)


def walk(rows: Iterable[Row], key: bytes, names: Names, walked: Walked) -> Iterator[Trouble]:
    """Check every row, in order, and fill `walked`. Rows that follow each other and do not fit are one trouble."""
    macs = Macs(key)
    previous, last, before = FIRST, 0, b""
    run: list[Row] = []
    newest: dict[tuple[Stored, Stored], tuple[Stored, Stored]] = {}
    for row in rows:
        seq, at, mac = int(row[_SEQ] or 0), row[_AT] or b"", row[-1] or b""
        if seq != last + 1:
            yield _gap(last + 1, seq - 1, _text(before), _text(at))
        elif macs.of(previous, row[:-1]) != mac:
            run.append(row)
        elif run:
            yield _misfit(run, names)
            run = []
        previous, last, before = mac, seq, at
        walked.entries += 1
        if row[_CLOCK] != b"0":
            walked.clock_back += 1
        if row[_RECORD] and (row[_CONTENT] is not None or row[_VERB] == b"removed"):
            newest[row[_RECORD], row[_RECORD_ID]] = row[_CONTENT], row[_VISIT]
    for (table, record), (content, visit_id) in newest.items():
        walked.records[_text(table), _text(record)] = Known(content, None if visit_id is None else _text(visit_id))
    if run:
        yield _misfit(run, names)


def _gap(first: int, last: int, before: str, after: str) -> Trouble:
    what = _("Entries {numbers} of the audit trail were removed.").format(numbers=_numbers(first, last))
    times = _("between {before} and {after}").format(before=_moment(before) or _("the beginning"), after=_moment(after))
    return Trouble(what, times, KEEP)


def _misfit(run: list[Row], names: Names) -> Trouble:
    first, last = _told(run[0]), _told(run[-1])
    what = _("Entries {numbers} of the audit trail were changed, moved, or follow others than they did.")
    if len(run) == 1:
        what = _("Entry {numbers} of the audit trail was changed, moved, or follows another than it did.")
    verb, visit_id = VERBS.label(first["verb"]), first["visit_id"] or None
    where = [f"{_moment(first['at'])}, {verb}"]
    if first["record"]:
        where.append(names.record(first["record"], visit_id))
    numbers = _numbers(int(first["seq"]), int(last["seq"]))
    return Trouble(what.format(numbers=numbers), ", ".join(where), KEEP, visit_id)


def _told(row: Row) -> dict[str, str]:
    """The fields of a row in words; blank where it has none."""
    return {name: _text(value) for name, value in zip(SEALED_FIELDS, row, strict=False)}


def _text(stored: Stored) -> str:
    return (stored or b"").decode("utf-8", "replace")


def _numbers(first: int, last: int) -> str:
    return f"#{first}" if first == last else _("#{first} to #{last}").format(first=first, last=last)


def _moment(stored: str) -> str:
    try:
        return show_moment(datetime.fromisoformat(stored))
    except ValueError:
        return ""
