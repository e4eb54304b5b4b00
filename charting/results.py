"""A computed value that carries its working: screen, print and export show the same."""

from dataclasses import dataclass
from decimal import Decimal

from charting.units import Unit
from charting.words import _


@dataclass(frozen=True, slots=True)
class Result:
    """A value worked out from answers.

    `value` is None when it is not computable, and `missing` then says why.
    `formula` is the rule in words, `working` the same with the real numbers, `source` where the rule comes from.
    `places` is for display only: nothing is rounded before it is compared.
    """

    name: str
    value: Decimal | None
    unit: Unit | None
    formula: str
    working: str = ""
    missing: str = ""
    source: str = ""
    places: int = 2
    text: str = ""

    def shown(self) -> str:
        """The value as read by people, without its unit; words when it is not computable."""
        if self.text:
            return self.text
        if self.value is None:
            return _("not computable")
        return show_decimal(self.value, self.places)

    def with_unit(self) -> str:
        """The value with its unit, or the words and the reason."""
        if self.value is None and not self.text:
            return f"{self.shown()} ({self.missing})" if self.missing else self.shown()
        return f"{self.shown()} {self.unit_shown()}" if self.unit else self.shown()

    def unit_shown(self) -> str:
        """The unit as it stands behind the value shown; empty without one."""
        if self.unit is None:
            return ""
        if self.value is None:
            return self.unit.words
        return self.unit.behind(self.value.quantize(Decimal(1).scaleb(-self.places)))


def plural_of(value: Decimal) -> int:
    """The count by which ngettext chooses the words behind a value: one only behind exactly 1."""
    return int(value) if value == value.to_integral_value() else 2


def show_decimal(value: Decimal, places: int | None = None, *, group: bool = True) -> str:
    """A decimal as read by people: thousands grouped, no exponent, never a trailing zero.

    `places` rounds for display; None shows the value as it was stored.
    """
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places))
    shown = f"{value:,f}" if group else f"{value:f}"
    if "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown
