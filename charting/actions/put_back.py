"""Putting an earlier answer of a draft back, as the audit trail has it: an answer of its own, never a rewriting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from charting.actions.trail_words import models
from charting.context import Context
from charting.errors import Unreadable
from charting.fields import Field, fields_of
from charting.kinds import Number
from charting.records.audit_entry import audit_entry
from charting.records.base import Line, Record, Sheet
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.words import _


@dataclass(frozen=True, slots=True)
class PutBack:
    """What an answer was before a change; `value` is None where nobody had answered."""

    record: Record
    name: str
    value: Any
    words: str


def put_back_of(chart: ChartSession, seq: int, context: Context) -> PutBack | None:
    """The answer that stood before the entry `seq` of the trail; None where it cannot be put back.

    That is so for what is no answer of a visit that may still be written, for what is gone, for what stands like that
    already, and for what its words do not give back exactly, such as a drawn signature.
    """
    entry = chart.orm.execute(sa.select(audit_entry).where(audit_entry.c.seq == seq)).one_or_none()
    changes: Sequence[Any] = (entry.said or {}).get("changes", ()) if entry is not None else ()
    if entry is None or entry.verb != "edited" or len(changes) != 1 or entry.record not in models():
        return None
    name, before = changes[0][0], changes[0][2]
    model = models()[entry.record]
    declared = fields_of(model).get(name)
    record = chart.orm.get(model, entry.record_id)
    if declared is None or record is None or not _may_be_written(record):
        return None
    known, value = _read(declared, before, context)
    if not known or getattr(record, name) == value:
        return None
    what = declared.printed_value(value) or _("no answer")
    return PutBack(record, name, value, _("{label}: {answer}").format(label=declared.title, answer=what))


def _read(declared: Field, before: str | None, context: Context) -> tuple[bool, Any]:
    """Whether the words of the trail give back an answer, and which."""
    if before is None:
        return True, None
    try:
        value = declared.parse(before.replace(",", "") if isinstance(declared, Number) else before, context)
    except (Unreadable, TypeError):
        return False, None
    return declared.show(value) == before, value


def _may_be_written(record: Any) -> bool:
    """Whether a record is part of a visit that is not shut, on a sheet that is not sealed."""
    while isinstance(record, Line):
        record = getattr(record, "parent", None)
    if isinstance(record, Sheet):
        sealed = record.seal and getattr(record, record.seal) is not None
        return not sealed and not is_shut(record.visit)
    return isinstance(record, Visit) and not is_shut(record)
