"""Reading records into frozen answers: words for every printed field, computed values with their working."""

from datetime import date
from typing import Any

from charting.choices import Choices
from charting.context import Context
from charting.dates import age_on, readings, show_day
from charting.fields import Field, fields_of, line_model, lines_of
from charting.frozen import RecordRows, rows_of
from charting.kinds import Number
from charting.output.came import copied_words, mark_of
from charting.output.info import Identity
from charting.output.visit_paper import Answer, LineColumn, LineTable, SheetPaper
from charting.records.base import Record
from charting.records.house_rules import results_of
from charting.records.patient import ALLERGY_STATUS, SEXES
from charting.words import _, in_language


def sheet_paper(record: Record, slot: str, context: Context) -> SheetPaper:
    """A record with its lines and computed values."""
    model = type(record)
    answers = (
        Answer(
            row.name,
            row.label,
            row.value,
            row.usual,
            fields_of(model)[row.name].needed(record),
            mark=mark_of(record, row.name),
        )
        for row in rows_of(record, context.day).rows
    )
    tables = (_table(record, name, context.day) for name, declared in lines_of(model).items() if declared.printed)
    results = tuple(results_of(record, context))
    return SheetPaper(slot, _(model.title), tuple(answers), tuple(tables), results, copied_words(record))


def kept_paper(kept: RecordRows, slot: str) -> SheetPaper:
    """A record as it was kept under a signature."""
    tables = (
        LineTable(
            table.name,
            table.title,
            table.title,
            tuple(LineColumn(name, head) for name, head in zip(table.names, table.heads, strict=True)),
            tuple(
                tuple(
                    Answer(name, head, value) for name, head, value in zip(table.names, table.heads, row, strict=True)
                )
                for row in table.rows
            ),
        )
        for table in kept.tables
    )
    answers = (Answer(row.name, row.label, row.value, row.usual) for row in kept.rows)
    return SheetPaper(slot, _(kept.title), tuple(answers), tuple(tables), ())


def _table(record: Record, name: str, day: date) -> LineTable:
    declared = lines_of(type(record))[name]
    model: Any = line_model(type(record), name)
    fields = {n: f for n, f in fields_of(model).items() if f.printed}
    columns = tuple(
        LineColumn(n, f.title, f.unit.label if f.unit else "", isinstance(f, Number)) for n, f in fields.items()
    )
    rows = tuple(tuple(_cell(row, n, f, day) for n, f in fields.items()) for row in getattr(record, name))
    return LineTable(name, declared.title, _(declared.row), columns, rows, declared.needed(record))


def _cell(row: Any, name: str, declared: Field, day: date) -> Answer:
    value = getattr(row, name)
    doubtful = value is not None and any(True for _doubt in declared.doubts(value))
    usual = declared.expects() if doubtful else ""
    return Answer(name, declared.title, declared.show(value, day), usual, mark=mark_of(row, name))


def sex_code(rows: RecordRows) -> str | None:
    """The code of the sex at birth that the rows name; None if they name none."""
    return _code(SEXES, rows.row("sex_at_birth").value)


def _code(choices: Choices, shown: str) -> str | None:
    """The choice that rows name; they are kept in the language of the screen."""
    with in_language(None):
        return next((choice.code for choice in choices if choices.label(choice.code) == shown), None)


def allergy_agents(rows: RecordRows) -> tuple[str, ...]:
    """The substances a patient does not bear."""
    return tuple(agent for agent, _reaction in _allergies(rows) if agent)


def _allergies(rows: RecordRows) -> list[tuple[str, str]]:
    table = next(table for table in rows.tables if table.name == "allergies")
    agent, reaction = table.names.index("agent"), table.names.index("reaction")
    return [(row[agent], row[reaction]) for row in table.rows]


def identity_of(rows: RecordRows, number: str, day: date) -> Identity:
    """The identity band as the patient's rows stand, today's or those kept under a signature."""
    family, given = rows.row("family_name").value, rows.row("given_name").value
    born = rows.row("date_of_birth").value
    label, detail, warns = _allergy_band(rows, day)
    return Identity(
        ", ".join(part for part in (family.upper(), given) if part) or _("Name not known"),
        _born(born, day) or _("Not recorded"),
        _(rows.row("sex_at_birth").value) or _("Not recorded"),
        number,
        label,
        detail,
        allergy_warns=warns,
        address_as=rows.row("title_of_address").value,
    )


def unbroken(number: str) -> str:
    """A telephone number that stays on one line."""
    return "\u00a0".join(number.split())


def birth_day(rows: RecordRows, day: date) -> str:
    """`12-Mar-1989`, or what was written; empty where nobody knows it."""
    return _day_here(rows.row("date_of_birth").value, day)


def _day_here(shown: str, day: date) -> str:
    """A day of a kept row as it is written in the language here; what is no day, as it was kept."""
    found = readings(shown, day) if shown else []
    return show_day(found[0]) if found else shown


def spoken_name(rows: RecordRows) -> str:
    """`Ada Sample`, as it stands under a signature."""
    return " ".join(part for part in (rows.row("given_name").value, rows.row("family_name").value) if part)


def _born(shown: str, day: date) -> str:
    found = readings(shown, day) if shown else []
    if not found:
        return shown
    return _("{day} ({age}y)").format(day=show_day(found[0]), age=age_on(found[0], day))


def _allergy_band(rows: RecordRows, day: date) -> tuple[str, str, bool]:
    entries = [f"{agent} ({reaction})" if reaction else agent for agent, reaction in _allergies(rows)]
    entries = [entry for entry in entries if entry]
    status = _code(ALLERGY_STATUS, rows.row("allergy_status").value)
    if entries:
        said = ("; " if any("," in entry for entry in entries[:2]) else ", ").join(entries[:2])
        if len(entries) > 2:
            said = _("{allergies} + {count}, see Patient").format(allergies=said, count=len(entries) - 2)
        return _("Known allergies"), said, True
    if status == "known":
        return _("Known allergies"), _("not yet listed"), True
    if status == "none_known":
        asked = _day_here(rows.row("allergies_asked_on").value, day)
        return _("No known allergies"), _("asked {day}").format(day=asked) if asked else "", False
    if status == "unavailable":
        return _("Allergies unavailable"), rows.row("allergies_unavailable_reason").value, True
    return _("Allergies not recorded"), _("ask now"), True
