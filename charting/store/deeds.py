"""What a save does to a record, as the rows of the audit trail say it: one row for each answer that changed."""

import json
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from charting.columns import FrozenJson, StrokesText, WholeText
from charting.fields import fields_of
from charting.origins import origin_words
from charting.records.base import Line, Record, Sheet
from charting.records.call import Call
from charting.records.carried_decisions import carried_from
from charting.records.clinic import Clinic, Practitioner
from charting.records.decision import Decision
from charting.records.rule_change import RuleChange
from charting.records.text_version import TextConfirmation, TextVersion
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark

_SETTINGS = (Clinic, Practitioner, RuleChange)
_UNSAID = (FrozenJson, StrokesText, WholeText, sa.LargeBinary)
Change = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Deed:
    """One row to be written: a code of VERBS, the record, and what is said about it.

    `who` is set where the row is about another person than whoever works at the time.
    """

    verb: str
    record: str | None = None
    record_id: str | None = None
    visit_id: str | None = None
    field: str | None = None
    said: Any = None
    content: bytes | None = None
    who: str = ""

    def holding(self, content: bytes | None) -> "Deed":
        """The same deed with the digest of what the record holds afterwards."""
        return replace(self, content=content)

    def stored(self) -> dict[str, Any]:
        """The row's fields in their stored form."""
        said = None if self.said is None else json.dumps(self.said, ensure_ascii=False, sort_keys=True)
        return {
            "verb": self.verb,
            "record": self.record,
            "record_id": self.record_id,
            "visit_id": self.visit_id,
            "field": self.field,
            "said": said,
            "content": self.content,
        }


def deeds_of(record: Record) -> list[Deed]:
    """What the flush that runs does to a new or changed record."""
    place = (record.__tablename__, record.id, visit_of(record))
    state = sa.inspect(record)
    if state.key is None or state.pending:
        return [Deed(_birth(record), *place, said={"changes": _first_answers(record)})]
    return [
        Deed(_verb(record, change), *place, field=change[0], said={"changes": [change]}) for change in _changes(record)
    ]


def visit_of(record: Record) -> str | None:
    """The id of the visit a record belongs to, if it belongs to one."""
    if isinstance(record, Visit):
        return record.id
    if "visit_id" in record.__table__.c:
        own: Any = record
        visit_id: str | None = own.visit_id or (own.visit.id if own.visit else None)
        return visit_id
    parent = getattr(record, "parent", None) if isinstance(record, Line) else None
    return visit_of(parent) if isinstance(parent, Sheet) else None


def _birth(record: Record) -> str:
    if isinstance(record, Decision | VisitMark):
        carried = isinstance(record, Decision) and carried_from(record) is not None
        return "carried" if carried else record.kind
    if isinstance(record, Call):
        return "called"
    if isinstance(record, Visit) and record.amends_id is not None:
        return "amended"
    return "settings" if isinstance(record, RuleChange | TextVersion | TextConfirmation) else "created"


def _verb(record: Record, change: Change) -> str:
    name, _label, before, _after = change
    if before is None and name == "signed_at" and isinstance(record, Visit):
        return "signed"
    if before is None and record.seal == name:
        return "sealed"
    return "settings" if isinstance(record, _SETTINGS) else "edited"


def _first_answers(record: Record) -> list[Change]:
    """What a new record holds, but for its places in other records."""
    said: list[Change] = []
    for name in _columns(record):
        value = getattr(record, name)
        if value is not None and name not in {"id", "position"} and not name.endswith("_id"):
            said.append((name, _label(record, name), None, _words(record, name, value)))
    return said


def _changes(record: Record) -> list[Change]:
    said: list[Change] = []
    for name in _columns(record):
        history = sa.inspect(record).attrs[name].history
        before, after = (values[0] if values else None for values in (history.deleted, history.added))
        if history.has_changes() and (before, after) != (None, None):
            words = (_words(record, name, before), _words(record, name, after))
            said.append((name, _label(record, name), *words))
    return said


def _columns(record: Record) -> list[str]:
    return [attribute.key for attribute in sa.inspect(type(record)).column_attrs]


def _label(record: Record, name: str) -> str:
    """`Depth (mm)`; columns without a label are named in words."""
    declared = fields_of(type(record)).get(name)
    if declared is None:
        return name.replace("_", " ").capitalize()
    return f"{declared.title} ({declared.unit.label})" if declared.unit else declared.title


def _words(record: Record, name: str, value: Any) -> str | None:
    if value is None:
        return None
    declared = fields_of(type(record)).get(name)
    if declared is not None:
        return declared.show(value)
    if name == "unread":
        return "; ".join(f"{_label(record, field)}: “{typed}”" for field, typed in value.items())
    if name == "origins":
        return "; ".join(f"{_label(record, field)}: {origin_words(origin)}" for field, origin in value.items())
    kind = sa.inspect(type(record)).columns[name].type
    return "…" if isinstance(kind, _UNSAID) else str(value)
