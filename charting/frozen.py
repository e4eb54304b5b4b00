"""Rows as read off a record: label, words, state. Paper, signature and export read the same ones."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from charting.fields import fields_of, line_model, lines_of
from charting.records.base import Record


@dataclass(frozen=True, slots=True)
class Row:
    """One answer as printed. `value` is empty when nobody answered; `usual` is set when it is outside its range."""

    name: str
    label: str
    value: str
    usual: str = ""


@dataclass(frozen=True, slots=True)
class RowTable:
    """Repeated rows as printed: `names` and `heads` for the columns, one tuple of words per row."""

    name: str
    title: str
    names: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class RecordRows:
    """A record as printed."""

    title: str
    rows: tuple[Row, ...]
    tables: tuple[RowTable, ...]

    def row(self, name: str) -> Row:
        """The answer of a field. Raises KeyError for a field that is not printed."""
        for row in self.rows:
            if row.name == name:
                return row
        raise KeyError(name)


def rows_of(record: Record, day: date) -> RecordRows:
    """Read every printed answer off a record and its lines."""
    model = type(record)
    return RecordRows(
        model.title,
        tuple(_row(record, name, day) for name, declared in fields_of(model).items() if declared.printed),
        tuple(_table(record, name, day) for name, declared in lines_of(model).items() if declared.printed),
    )


def freeze(record: Record, day: date) -> dict[str, Any]:
    """A record's rows as plain JSON, to be kept under a signature."""
    rows = rows_of(record, day)
    return {
        "title": rows.title,
        "rows": [[row.name, row.label, row.value, row.usual] for row in rows.rows],
        "tables": [[t.name, t.title, list(t.names), list(t.heads), [list(r) for r in t.rows]] for t in rows.tables],
    }


def thaw(kept: dict[str, Any]) -> RecordRows:
    """The rows kept by `freeze`."""
    return RecordRows(
        kept["title"],
        tuple(Row(*row) for row in kept["rows"]),
        tuple(
            RowTable(name, title, tuple(names), tuple(heads), tuple(tuple(row) for row in rows))
            for name, title, names, heads, rows in kept["tables"]
        ),
    )


def _row(record: Record, name: str, day: date) -> Row:
    declared = fields_of(type(record))[name]
    value = getattr(record, name)
    doubtful = any(True for _ in declared.doubts(value)) if value is not None else False
    return Row(name, declared.title, declared.printed_value(value, day), declared.expects() if doubtful else "")


def _table(record: Record, name: str, day: date) -> RowTable:
    declared = lines_of(type(record))[name]
    fields = {n: f for n, f in fields_of(line_model(type(record), name)).items() if f.printed}
    heads = tuple(f"{f.title} ({f.unit.label})" if f.unit else f.title for f in fields.values())
    rows = tuple(tuple(f.show(getattr(row, n), day) for n, f in fields.items()) for row in getattr(record, name))
    return RowTable(name, declared.title, tuple(fields), heads, rows)
