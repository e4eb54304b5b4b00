"""Blood counts typed in another unit: what was meant, in both forms, before it is saved (clinical.md 0, 6.2, H-04).

Nothing is changed here: a slip is a question with the readings that make sense.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from charting.errors import Unreadable
from charting.ranges import Range, between
from charting.results import show_decimal
from charting.words import _

_PLATELETS = frozenset({"platelets", "prp_platelets"})
LOST_POWER = Decimal(105)
TEN_TO_THE_FIFTH_PER_UL = Decimal(100)
_MICRO = str.maketrans({"μ": "µ", "×": "", "*": "", " ": "", "³": "^3", "⁵": "^5", "⁶": "^6", "⁹": "^9", "¹": "^1"})


@dataclass(frozen=True, slots=True)
class Analyte:
    """A count: its own unit, units a person may type with their factor, and what is possible and usual.

    `second` is the unit of the other form shown before saving. Ranges are those of 6.2 in the own unit.
    """

    code: str
    unit: str
    factors: Mapping[str, Decimal]
    second: str
    usual: Range
    possible: Range
    bare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading: the value in the own unit, and both forms in words."""

    value: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Slip:
    """A question about what was typed, with the readings to choose from."""

    question: str
    meanings: tuple[Meaning, ...]


_CELLS = {
    "×10⁹/L": Decimal(1),
    "10³/µL": Decimal(1),
    "/nL": Decimal(1),
    "K/µL": Decimal(1),
    "/µL": Decimal("0.001"),
    "10¹²/L": Decimal(1000),
}
_RED = {
    "×10¹²/L": Decimal(1),
    "10⁶/µL": Decimal(1),
    "M/µL": Decimal(1),
    "10⁹/L": Decimal("0.001"),
    "/µL": Decimal("0.000001"),
}
_BARE_CELLS = ("×10⁹/L", "/µL", "10¹²/L")

ANALYTES = {
    a.code: a
    for a in (
        Analyte("platelets", "×10⁹/L", _CELLS, "/µL", between(150, 450), between(1, 2000), _BARE_CELLS),
        Analyte("prp_platelets", "×10⁹/L", _CELLS, "/µL", between(300, 2000), between(10, 6000), _BARE_CELLS),
        Analyte("wbc", "×10⁹/L", _CELLS, "/µL", between(4, 11), between("0.1", 100), ("×10⁹/L", "/µL")),
        Analyte("rbc", "×10¹²/L", _RED, "/µL", between("3.8", "6.0"), between(1, 10), ("×10¹²/L", "10⁹/L", "/µL")),
        Analyte(
            "hb",
            "g/L",
            {"g/L": Decimal(1), "g/dL": Decimal(10)},
            "g/dL",
            between(120, 180),
            between(30, 250),
            ("g/L", "g/dL"),
        ),
        Analyte(
            "hct",
            "L/L",
            {"L/L": Decimal(1), "%": Decimal("0.01")},
            "%",
            between("0.36", "0.54"),
            between("0.1", "0.8"),
            ("L/L", "%"),
        ),
    )
}


def to_canonical(analyte: str, number: Decimal, unit: str = "") -> Decimal:
    """A number in any accepted unit, in the own unit of the analyte; without a unit it is taken as the own one.

    Raises Unreadable for a unit that this analyte does not have, KeyError for an unknown analyte.
    """
    found = ANALYTES[analyte]
    if not unit.strip():
        return number
    for label, factor in found.factors.items():
        if _plain(label) == _plain(unit):
            return number * factor
    raise Unreadable(_("write it in {units}").format(units=", ".join(found.factors)))


def from_canonical(analyte: str, value: Decimal, unit: str) -> Decimal:
    """A value of the own unit, in another one. Raises Unreadable and KeyError as `to_canonical`."""
    return value / to_canonical(analyte, Decimal(1), unit)


def both_forms(analyte: str, value: Decimal) -> str:
    """A value of the own unit in both forms, such as `250 ×10⁹/L (250,000 /µL)`."""
    found = ANALYTES[analyte]
    second = value / found.factors[found.second]
    return f"{show_decimal(value)} {found.unit} ({show_decimal(second)} {found.second})"


def slip(analyte: str, number: Decimal, unit: str = "") -> Slip | None:
    """The question to ask about a number as typed, or None where it can stand.

    Asked for what is impossible as read, for a bare number that is unusual as read but usual in another unit, and for
    the platelet count 105, which is what remains of 10⁵ /µL without its superscript.
    Raises Unreadable and KeyError as `to_canonical`.
    """
    found = ANALYTES[analyte]
    value = to_canonical(analyte, number, unit)
    typed = f"{show_decimal(number)} {unit.strip()}".rstrip()
    if analyte in _PLATELETS and number == LOST_POWER and _plain(unit) in {"", _plain("/µL")}:
        readings = [_meaning(analyte, LOST_POWER), _lost_power(analyte)]
        return Slip(_asked(typed, readings), tuple(readings))
    if found.possible.refuses(value):
        meant = [m for m in _other_readings(found, number) if m.value != value]
        return Slip(_asked(typed, meant) if meant else _impossible(found, typed, value), tuple(meant))
    if unit.strip() or not found.usual.refuses(value):
        return None
    usual = [m for m in _other_readings(found, number) if m.value != value and not found.usual.refuses(m.value)]
    if not usual:
        return None
    meant = [_meaning(analyte, value), *usual]
    return Slip(_asked(typed, meant), tuple(meant))


def _other_readings(found: Analyte, number: Decimal) -> list[Meaning]:
    values = dict.fromkeys(number * found.factors[unit] for unit in found.bare)
    return [_meaning(found.code, value) for value in values if not found.possible.refuses(value)]


def _meaning(analyte: str, value: Decimal) -> Meaning:
    return Meaning(value, both_forms(analyte, value))


def _lost_power(analyte: str) -> Meaning:
    forms = both_forms(analyte, TEN_TO_THE_FIFTH_PER_UL)
    return Meaning(TEN_TO_THE_FIFTH_PER_UL, _("10⁵ /µL, which is {forms}").format(forms=forms))


def _asked(typed: str, meanings: list[Meaning]) -> str:
    choices = _(", or ").join(meaning.words for meaning in meanings)
    return _("{typed}: did you mean {choices}?").format(typed=typed, choices=choices)


def _impossible(found: Analyte, typed: str, value: Decimal) -> str:
    return _("{typed} would be {forms}: possible is {range} {unit}. Check number and unit.").format(
        typed=typed, forms=both_forms(found.code, value), range=found.possible.words(), unit=found.unit
    )


def _plain(unit: str) -> str:
    plain = unit.strip().translate(_MICRO).replace("^1²", "^12").replace("^1^2", "^12").replace("^", "")
    return plain.replace("uL", "µL").casefold().removeprefix("x")
