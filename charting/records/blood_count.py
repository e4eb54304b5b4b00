"""A blood count: a number that knows the units it is mistyped in (clinical.md 0, 6.2, H-04)."""

import re
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from typing import Any

from charting.context import Context
from charting.errors import Unreadable
from charting.findings import Finding, Level
from charting.kinds import Number
from charting.results import show_decimal
from charting.rules.unit_slip import ANALYTES, Slip, from_canonical, slip
from charting.words import _

_TYPED = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:[.,][0-9]+)?)\s*(.*)", re.ASCII | re.DOTALL)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+", re.ASCII)


@dataclass(frozen=True)
class Count(Number):
    """A number of `charting.rules.unit_slip`: what looks like another unit is asked, and both forms are shown."""

    _: KW_ONLY
    analyte: str

    def parse(self, text: str, context: Context) -> Decimal | None:
        try:
            return super().parse(text, context)
        except Unreadable as refused:
            asked = self._slip_of(text)
            if asked is None:
                raise
            raise Unreadable(asked.question) from refused

    def doubts(self, value: Any) -> Iterator[Finding]:
        asked = None if value is None else slip(self.analyte, value)
        if asked is None:
            yield from super().doubts(value)
            return
        yield Finding(
            Level.WARN,
            _("{label} {value}: is this the unit?").format(label=self.title, value=self.printed_value(value)),
            why=asked.question,
            next_step=_("Type it again with its unit, or accept it if it is right."),
            rule="unit-slip",
            field=self.name,
            inputs=((self.title, self.printed_value(value)),),
            source="H-04",
        )

    def note(self, value: Any) -> str:
        if value is None:
            return super().note(value)
        second = ANALYTES[self.analyte].second
        return f"= {show_decimal(from_canonical(self.analyte, value, second))} {second}"

    def _slip_of(self, text: str) -> Slip | None:
        match = _TYPED.fullmatch(text.strip())
        if match is None:
            return None
        number = match[1].replace(",", "") if _GROUPED.fullmatch(match[1]) else match[1].replace(",", ".")
        try:
            return slip(self.analyte, Decimal(number), match[2])
        except Unreadable:
            return None
