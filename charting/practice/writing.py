"""Answers written as plain words and numbers, by the names of their fields."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from charting.context import Context
from charting.fields import fields_of
from charting.kinds import Number
from charting.records.base import Line, Record

Kept = TypeVar("Kept", bound=Record)
Row = TypeVar("Row", bound=Line)


def write(record: Kept, **answers: Any) -> Kept:
    """Answer fields of a record, numbers as text: `write(prp, draw_volume_ml="13.5")`.

    Raises KeyError for a name that is no field.
    """
    declared = fields_of(type(record))
    for name, value in answers.items():
        number = isinstance(declared[name], Number) and value is not None
        setattr(record, name, Decimal(value) if number else value)
    return record


def add_row(rows: list[Row], model: type[Row], **answers: Any) -> Row:
    """Write one more row at the end of the rows of a record."""
    row = write(model(position=len(rows)), **answers)
    rows.append(row)
    return row


@dataclass(frozen=True, slots=True)
class Workday:
    """The clock of one visit, counted in minutes from its opening."""

    opens: datetime

    @property
    def day(self) -> date:
        """The calendar day of the visit."""
        return self.opens.date()

    def at(self, minutes: int) -> datetime:
        """The time so many minutes after the opening."""
        return self.opens + timedelta(minutes=minutes)

    def context(self, minutes: int) -> Context:
        """What answers are read against at that time."""
        return Context.at(self.at(minutes))

    def days(self, count: int) -> date:
        """The day so many days after this one; before it when negative."""
        return self.day + timedelta(days=count)
