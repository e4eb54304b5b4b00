"""Column types that keep an answer in one canonical text, so that a file reads the same on every machine."""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

Stroke = tuple[tuple[float, ...], ...]
Strokes = tuple[Stroke, ...]


class DecimalText(TypeDecorator[Decimal]):
    """A decimal as plain digits; SQLite's own numbers are binary floats."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class YesNoInteger(TypeDecorator[bool]):
    """Yes as 1, no as 0, unanswered as NULL."""

    impl = sa.Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class WholeText(TypeDecorator[str]):
    """A text of many pages: the audit trail tells that it changed, and keeps its digest, not its words."""

    impl = sa.Text
    cache_ok = True


class DayText(TypeDecorator[date]):
    """A calendar day as ISO 8601, never a time with a zone."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class MomentText(TypeDecorator[datetime]):
    """A time with its UTC offset as ISO 8601. A time without offset is refused."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a stored time needs its offset")
        return None if value is None else value.isoformat()

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)

    def compare_values(self, x: Any, y: Any) -> bool:
        """One instant told with two offsets is two texts: what memory holds must be what the file will hold."""
        return bool(x == y and (x is None or x.utcoffset() == y.utcoffset()))


class CodesText(TypeDecorator[tuple[str, ...]]):
    """Several choice codes as a JSON list. The empty selection is stored as unanswered."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[str, ...] | None, dialect: Dialect) -> str | None:
        return json.dumps(list(value)) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...] | None:
        return None if value is None else tuple(json.loads(value))


class StrokesText(TypeDecorator[Strokes]):
    """Drawn strokes as JSON: a list of strokes, each a list of points."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Strokes | None, dialect: Dialect) -> str | None:
        return json.dumps(value, separators=(",", ":")) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> Strokes | None:
        if value is None:
            return None
        return tuple(tuple(tuple(point) for point in stroke) for stroke in json.loads(value))


class UnreadText(TypeDecorator[dict[str, str]]):
    """Typed text that could not be read, by field name, so that it is shown again and blocks signing."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, str] | None, dialect: Dialect) -> str | None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[str, str] | None:
        return None if value is None else dict(json.loads(value))


class OriginsText(TypeDecorator[dict[str, tuple[str, str]]]):
    """Where answers came from that nobody typed, by field name: what kind, and of which day or time."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, tuple[str, str]] | None, dialect: Dialect) -> str | None:
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> dict[str, tuple[str, str]] | None:
        return None if value is None else {name: (kind, when) for name, (kind, when) in json.loads(value).items()}


class FrozenJson(TypeDecorator[Any]):
    """Plain JSON that is written once and never edited in place."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)
