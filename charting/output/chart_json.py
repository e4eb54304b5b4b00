"""Records as JSON for machines: every answer with its label, unit and code, whatever sheet it stands on."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from charting.context import Context
from charting.fields import Field, fields_of, lines_of
from charting.kinds import Drawn
from charting.output.plain_text import valid
from charting.records.base import Record, slot_of
from charting.records.course import Course
from charting.records.house_rules import results_of
from charting.records.patient import Patient
from charting.records.sheets import SHEETS
from charting.records.signed import ALTERED, is_altered
from charting.records.visit import VISIT_KINDS, Visit
from charting.records.visit_mark import MOVED, VOIDED
from charting.results import Result
from charting.words import _

FORMAT, VERSION = "rootline-chart", 1
ABOUT = {
    "answers": "one entry for each field of a sheet, answered or not",
    "value": "null: nobody answered (never zero, never no). Numbers are JSON numbers, or text where those would round; "
    "days and times are ISO 8601; choices are codes; yes and no are true and false",
    "shown": "the same answer as people read it, without its unit",
    "unit, ucum": "the unit as read, and its code in the Unified Code for Units of Measure",
    "lists": "repeated rows of a sheet: doses, zones, spins",
    "worked_out": "values that Rootline computed from the answers, with formula and working; missing says why not",
    "kept": "what Rootline keeps beside the answers: times, hashes, versions. Keys ending in _id point to another id",
    "state": "draft, signed, altered (it no longer says what was signed), replaced (an amendment took its place), "
    "voided, or moved (it belongs to another patient and only its place is kept here)",
    "file": "the part of this export that holds the picture or the paper",
}
_LEFT_OUT = frozenset({"id", "position"})


def chart_json(patient: Patient, now: datetime, files: dict[str, str]) -> dict[str, Any]:
    """One patient's chart. `files` names the part that holds a photo or a stored paper, by its id."""
    context = Context.at(now)
    return {
        "format": FORMAT,
        "version": VERSION,
        "about": ABOUT,
        "patient": record_json(patient, context),
        "courses": [course_json(course, now, files) for course in patient.courses],
    }


def course_json(course: Course, now: datetime, files: dict[str, str]) -> dict[str, Any]:
    """A course with its visits, oldest first."""
    visits = sorted(course.visits, key=lambda visit: visit.opened_at)
    return {**record_json(course, Context.at(now)), "visits": [visit_json(visit, now, files) for visit in visits]}


def visit_json(visit: Visit, now: datetime, files: dict[str, str]) -> dict[str, Any]:
    """A visit with its sheets and all that hangs on it; of a visit that was moved away, only its place."""
    state = state_of(visit)
    if state == MOVED:
        return {"record": "visit", "id": visit.id, "state": state, "opened_at": visit.opened_at.isoformat()}
    day = visit.opened_at.date()
    signature = visit.visit_signature
    context = Context(signature.signed_at if signature else now, day)
    sheets = [sheet for model in SHEETS if (sheet := getattr(visit, slot_of(model))) is not None]
    told: dict[str, Any] = {
        **record_json(visit, context),
        "state": state,
        "kind": VISIT_KINDS.label(visit.kind),
        "sheets": [record_json(sheet, context) for sheet in sheets],
        "signature": None if signature is None else record_json(signature, context),
    }
    for name, records in hangers_of(visit):
        told[name] = [_with_file(record, context, files) for record in records]
    return told


def state_of(visit: Visit) -> str:
    """draft, signed, altered, replaced, voided or moved."""
    kinds = {mark.kind for mark in visit.marks}
    if MOVED in kinds:
        return MOVED
    if VOIDED in kinds:
        return VOIDED
    if is_altered(visit):
        return ALTERED
    if visit.signed_at is None:
        return "draft"
    return "signed" if visit.in_force else "replaced"


def hangers_of(visit: Visit) -> list[tuple[str, list[Record]]]:
    """What hangs on a visit besides its sheets: decisions, marks, photos, papers, calls."""
    found = []
    for relation in sa.inspect(Visit).relationships:
        target = relation.mapper.class_
        if relation.uselist and target is not Visit and "visit_id" in target.__table__.c:
            found.append((relation.key, list(getattr(visit, relation.key))))
    return found


def record_json(record: Record, context: Context) -> dict[str, Any]:
    """One record with its answers, rows and computed values."""
    model = type(record)
    fields = fields_of(model)
    told: dict[str, Any] = {"record": model.__tablename__, "title": _(model.title), "id": record.id}
    kept = {
        name: _plain(getattr(record, name))
        for name, column in _columns(model).items()
        if name not in fields and name not in _LEFT_OUT and not isinstance(column.type, sa.LargeBinary)
    }
    told["answers"] = [_answer(field, getattr(record, name), context.day) for name, field in fields.items()]
    told["lists"] = [
        {
            "name": name,
            "title": declared.title,
            "rows": [record_json(row, context) for row in getattr(record, name)],
        }
        for name, declared in lines_of(model).items()
    ]
    told["worked_out"] = [_result(result) for result in results_of(record, context)]
    told["kept"] = {name: value for name, value in kept.items() if value is not None}
    return told


def _with_file(record: Record, context: Context, files: dict[str, str]) -> dict[str, Any]:
    told = record_json(record, context)
    return {**told, "file": files[record.id]} if record.id in files else told


def _columns(model: type[Record]) -> dict[str, Any]:
    mapper = sa.inspect(model)
    return {attribute.key: mapper.columns[attribute.key] for attribute in mapper.column_attrs}


def _answer(field: Field, value: Any, day: date) -> dict[str, Any]:
    unit = field.unit
    return {
        "field": field.name,
        "label": field.title,
        "value": _plain(value),
        "shown": _("signed by hand") if isinstance(field, Drawn) and value else valid(field.show(value)),
        "unit": unit.label if unit else None,
        "ucum": unit.ucum if unit else None,
    }


def _result(result: Result) -> dict[str, Any]:
    return {
        "name": result.name,
        "value": _plain(result.value),
        "shown": valid(result.shown()),
        "unit": result.unit.label if result.unit else None,
        "ucum": result.unit.ucum if result.unit else None,
        "formula": result.formula,
        "working": valid(result.working),
        "missing": result.missing,
    }


def _plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return _number(value)
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    if isinstance(value, str):
        return valid(value)
    if isinstance(value, dict):
        return {valid(str(name)): _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value


def _number(value: Decimal) -> int | float | str:
    """The number where JSON's readers get back the very digits, else its digits as text."""
    if value == value.to_integral_value():
        return int(value)
    near = float(value)
    return near if Decimal(repr(near)) == value else f"{value:f}"
