"""Results built from answers: the value, and the sum a pocket calculator would repeat."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from charting.results import Result, show_decimal
from charting.units import Unit
from charting.words import _


def work_out(
    name: str,
    unit: Unit | None,
    formula: str,
    needs: Mapping[str, Decimal | None],
    make: Callable[..., Decimal],
    working: str,
    *,
    source: str = "",
    places: int = 2,
) -> Result:
    """The result of `make` over the values of `needs`; while one is missing, a result that says which.

    `working` is the sum as text, with {0}, {1} where the values of `needs` stand, in their order.
    """
    lacking = [label for label, value in needs.items() if value is None]
    values = [value for value in needs.values() if value is not None]
    if not lacking:
        try:
            value = make(*values)
        except ValueError:
            return not_computable(name, unit, formula, _("needs numbers above zero"), source=source)
        shown = working.format(*(_legible(v) for v in values))
        return Result(name, value, unit, formula, shown, source=source, places=places)
    return not_computable(name, unit, formula, _("needs {what}").format(what=", ".join(lacking)), source=source)


def _legible(value: Decimal) -> str:
    """A number of the sum as it was entered; one that is itself computed, to four places."""
    exponent = value.as_tuple().exponent
    return show_decimal(value, 4) if isinstance(exponent, int) and exponent < -4 else show_decimal(value)


def not_computable(name: str, unit: Unit | None, formula: str, missing: str, *, source: str = "") -> Result:
    """A result without value, and why."""
    return Result(name, None, unit, formula, missing=missing, source=source)


def counted(name: str, value: int) -> Result:
    """A plain count, such as the number of zones."""
    return Result(name, Decimal(value), None, _("counted"), places=0)
