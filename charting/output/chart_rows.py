"""Answers as rows of a table: one row for each, with where it stands."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from charting.dates import show_day
from charting.fields import Field, fields_of, lines_of
from charting.output.chart_json import state_of
from charting.records.base import Record, slot_of
from charting.records.patient import Patient
from charting.records.sheets import SHEETS
from charting.records.visit import VISIT_KINDS, Visit
from charting.records.visit_mark import MOVED
from charting.words import _

HEAD = ("patient", "visit", "kind", "state", "sheet", "list", "line", "field", "value", "unit")
Row = tuple[str, ...]


def chart_rows(patient: Patient) -> Iterator[Row]:
    """Every answer of one patient's chart, a visit that was moved to another patient left out."""
    who = (patient.number or "", "", "", "")
    yield from _rows(patient, who)
    for course in patient.courses:
        yield from _rows(course, who)
        for visit in sorted(course.visits, key=lambda visit: visit.opened_at):
            if (state := state_of(visit)) != MOVED:
                yield from _visit_rows(visit, state)


def visit_words(visit: Visit) -> str:
    """`2026-11-21 session 3`, by which a visit is told from the others."""
    day = visit.opened_at.date().isoformat()
    return day if visit.kind == "review" else _("{day} session {number}").format(day=day, number=visit.session_number)


def visit_line(visit: Visit) -> str:
    """`21-Nov-2026, M-PRP`, for people."""
    return f"{show_day(visit.opened_at.date())}, {VISIT_KINDS.label(visit.kind)}"


def _visit_rows(visit: Visit, state: str) -> Iterator[Row]:
    where = (visit.course.patient.number or "", visit_words(visit), VISIT_KINDS.label(visit.kind), state)
    for model in SHEETS:
        sheet = getattr(visit, slot_of(model))
        if sheet is not None:
            yield from _rows(sheet, where)
    yield from _rows(visit, where)


def _rows(record: Record, where: Row) -> Iterator[Row]:
    model = type(record)
    sheet = _(model.title)
    yield from _answers(record, (*where, sheet, "", ""))
    for name, declared in lines_of(model).items():
        for number, line in enumerate(getattr(record, name), start=1):
            yield from _answers(line, (*where, sheet, declared.title, _line(line, number)))


def _line(line: Record, number: int) -> str:
    """Which row it is: its number, and the question it asks where it asks one."""
    question = getattr(line, "question", None) or getattr(line, "sentence", None)
    return f"{number} {question}" if question else str(number)


def _answers(record: Record, where: Row) -> Iterator[Row]:
    for name, field in fields_of(type(record)).items():
        value = getattr(record, name)
        if value is not None:
            yield (*where, field.title, _words(field, value), field.unit.label if field.unit else "")


def _words(field: Field, value: Any) -> str:
    """A number as its digits, a day or time as ISO 8601, everything else as people read it."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return value.isoformat()
    return field.show(value)
