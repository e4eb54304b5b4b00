"""The history of a record or of one answer, read off the audit trail in sentences."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from charting.dates import show_moment
from charting.fields import fields_of
from charting.records.audit_entry import VERBS, audit_entry
from charting.records.base import Record
from charting.store.chart_session import ChartSession
from charting.words import _


def history(chart: ChartSession, record: Record, field: str | None = None, day: date | None = None) -> list[str]:
    """What was done to a record, or to one of its answers, oldest first, as far as it was saved.

    `14:02 Dr Pat Practice changed Depth from 0.5 mm to 1.5 mm`. The date stands before times of other days than `day`.
    """
    columns = audit_entry.c
    entries = chart.orm.execute(
        sa.select(columns.at, columns.who, columns.verb, columns.said)
        .where(columns.record == record.__tablename__, columns.record_id == record.id)
        .order_by(columns.seq)
    )
    said = []
    for entry in entries:
        about = f"{show_moment(entry.at, day)} {entry.who or _('somebody')}"
        said += [f"{about} {words}" for words in _sentences(type(record), entry.verb, entry.said or {}, field)]
    return said


def audit_line(label: str, before: str | None, after: str | None) -> str:
    """`Depth (mm): 0.5 → 1.5`, as a list of entries shows a change."""
    return f"{label}: {before or '–'} → {after or '–'}"


def _sentences(model: type[Record], verb: str, said: dict[str, Any], field: str | None) -> Iterator[str]:
    changes = [change for change in said.get("changes", ()) if field in (None, change[0])]
    told = field is not None or verb in {"edited", "settings"}
    if told and changes:
        yield from (_change(model, *change) for change in changes)
    elif field is None or verb == "removed":
        yield _deed(verb, said.get("words", ""))


def _deed(verb: str, words: str) -> str:
    deed = VERBS.label(verb)
    return f"{deed[:1].lower()}{deed[1:]}{f': {words}' if words else ''}"


def _change(model: type[Record], name: str, label: str, before: str | None, after: str | None) -> str:
    declared = fields_of(model).get(name)
    unit = f" {declared.unit.label}" if declared and declared.unit else ""
    title = label.removesuffix(f" ({unit.strip()})") if unit else label
    if not before:
        return _("entered {label}: {after}").format(label=title, after=f"{after}{unit}")
    if not after:
        return _("cleared {label}, which was {before}").format(label=title, before=f"{before}{unit}")
    words = _("changed {label} from {before} to {after}")
    return words.format(label=title, before=f"{before}{unit}", after=f"{after}{unit}")
