"""What one clinical answer means, declared once: label, unit, reading, showing, checking.

`field()` keeps the declaration in the column's `info`; `fields_of()` is its only reader. From here come editor,
parser, formatter, checks, printed row and data dictionary. The kinds of answer are in `charting.kinds`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import MappedColumn, mapped_column, relationship

from charting.context import Context
from charting.findings import Finding
from charting.units import Unit
from charting.words import _ as translate

Needed = bool | Callable[[Any], bool]
TO_SIGN = True
_FIELDS: dict[Any, dict[str, "Field"]] = {}
_LINES: dict[Any, dict[str, "Lines"]] = {}


@dataclass(frozen=True)
class Field:
    """One declared answer.

    `required` speaks of signing; a callable decides by the record. `source` names the clinical source of the
    ranges. `printed` is False only for what must not stand on paper. `carried` marks what "same as last time" copies:
    device, settings, protocol and plan, never what is measured, scanned, timed or asked on the day. `house` marks
    what of that is the house's and not the patient's, so that it may come from another patient's visit. `may_lack`
    lets a signer leave a required answer open with a written reason: what was thrown away with its box, or not
    looked at.
    """

    label: str
    _: KW_ONLY
    name: str = ""
    unit: Unit | None = None
    required: Needed = False
    help: str = ""
    source: str = ""
    printed: bool = True
    carried: bool = False
    house: bool = False
    may_lack: bool = False

    @property
    def title(self) -> str:
        """The label in the user's language."""
        return translate(self.label)

    def column_type(self) -> sa.types.TypeEngine[Any]:
        """The SQL type that keeps the value in canonical form."""
        raise TypeError(f"{type(self).__name__} has no column type")

    def parse(self, text: str, context: Context) -> Any:
        """The value that typed `text` means; blank is None. Raises `Unreadable` in words."""
        raise TypeError(f"{type(self).__name__} is not typed")

    def readings(self, text: str, context: Context) -> Sequence[Any]:
        """Every value that typed `text` can mean, where there may be several, the likeliest first."""
        return ()

    def edit_text(self, value: Any, context: Context) -> str:
        """The value as it stands in an editor; `parse` reads it back to the same value."""
        return "" if value is None else self.show(value, context.day)

    def show(self, value: Any, day: date | None = None) -> str:
        """The value as read on screen and paper, without its unit; blank for None."""
        return "" if value is None else str(value)

    def printed_value(self, value: Any, day: date | None = None) -> str:
        """The value with its unit, for a line of its own."""
        shown = self.show(value, day)
        return f"{shown} {self.unit.behind(value)}" if shown and self.unit else shown

    def needed(self, record: Any) -> bool:
        """Whether this record may not be signed while the answer is missing."""
        return self.required(record) if callable(self.required) else self.required

    def doubts(self, value: Any) -> Iterator[Finding]:
        """What is unusual about a value that was accepted."""
        return iter(())

    def ahead(self, value: Any, context: Context) -> Iterator[Finding]:
        """What a time says of something as done that is still to come."""
        return iter(())

    def expects(self) -> str:
        """The usual range in words, or nothing."""
        return ""

    def note(self, value: Any) -> str:
        """What stands in small under the answer while nothing is wrong with it."""
        return self.expects() or self.help


@dataclass(frozen=True)
class Lines:
    """Repeated rows of one sheet: doses, zones, spins. `required` asks for at least one before signing."""

    label: str
    _: KW_ONLY
    name: str = ""
    row: str = "Row"
    required: Needed = False
    printed: bool = True

    @property
    def title(self) -> str:
        """The label in the user's language."""
        return translate(self.label)

    def needed(self, record: Any) -> bool:
        """Whether this record may not be signed without any line."""
        return self.required(record) if callable(self.required) else self.required


def field(declared: Field) -> MappedColumn[Any]:
    """A nullable column that carries its declaration."""
    return mapped_column(declared.column_type(), nullable=True, info={"field": declared}, active_history=True)


def lines(declared: Lines, target: str, order_by: str) -> Any:
    """A relationship to repeated rows that carries its declaration; `target` and `order_by` name mapped things."""
    return relationship(
        target, order_by=order_by, cascade="all, delete-orphan", back_populates="parent", info={"lines": declared}
    )


def fields_of(model: type[Any]) -> dict[str, Field]:
    """The declared answers of a record, by attribute name, in the order they were declared."""
    if model not in _FIELDS:
        _FIELDS[model] = {
            attribute.key: replace(attribute.columns[0].info["field"], name=attribute.key)
            for attribute in sa.inspect(model).column_attrs
            if "field" in attribute.columns[0].info
        }
    return _FIELDS[model]


def lines_of(model: type[Any]) -> dict[str, Lines]:
    """The declared repeated rows of a record, by attribute name."""
    if model not in _LINES:
        _LINES[model] = {
            attribute.key: replace(attribute.info["lines"], name=attribute.key)
            for attribute in sa.inspect(model).relationships
            if "lines" in attribute.info
        }
    return _LINES[model]


def line_model(model: type[Any], name: str) -> type[Any]:
    """The record of one row of the repeated rows `name`."""
    found: type[Any] = sa.inspect(model).relationships[name].mapper.class_
    return found
