"""The screening checklist and what each diagnosis means, read from resources/catalogue."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from charting.errors import Known
from charting.words import _

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "catalogue"
ALONE, ANEW, ITSELF, STANDING = "alone", "anew", "itself", ""
_ASKED = frozenset({ALONE, ANEW, ITSELF, STANDING})
ACTIONS = frozenset({"-", "ALLOW", "NOTE", "WARN", "BLOCK-O", "BLOCK-H"})
Entry = dict[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Pair:
    """The action for microneedling and the one for PRP."""

    mn: str
    prp: str


@dataclass(frozen=True, slots=True)
class When:
    """What changes while a field of the sheet holds a code; an empty action stays as it was."""

    field: str
    code: str
    mn: str
    prp: str
    product: str

    def pair(self, base: Pair) -> Pair:
        """The actions with this change."""
        return Pair(self.mn or base.mn, self.prp or base.prp)


@dataclass(frozen=True, slots=True)
class Limit:
    """A bound on a number of the sheet, in the unit of that field. Exactly one of the three bounds is set."""

    field: str
    pair: Pair
    why: str
    under: Decimal | None
    over: Decimal | None
    at_least: Decimal | None
    sex: str

    def holds(self, value: Decimal) -> bool:
        """Whether the number is beyond this bound."""
        if self.under is not None:
            return value < self.under
        if self.over is not None:
            return value > self.over
        return self.at_least is not None and value >= self.at_least


@dataclass(frozen=True, slots=True)
class Ago:
    """A day of the sheet that lies too near (`recent`) or too far back, counted in days before the visit."""

    field: str
    pair: Pair
    why: str
    days: int
    recent: bool
    upto: bool

    def holds(self, days_ago: int) -> bool:
        """Whether a day so long ago is within this bound."""
        if not self.recent:
            return days_ago > self.days
        return 0 <= days_ago < self.days + self.upto


@dataclass(frozen=True, slots=True)
class Row:
    """One question of the checklist. `of` and `product` speak of a product, `only` of a type of device.

    `asked` says how quickly it may be answered: ALONE, ANEW, ITSELF or STANDING. `means` says beside the answer what
    Yes and No mean, where a No could be taken for the other; `means_yes` and `means_no` what was answered.
    """

    code: str
    name: str
    group: str
    asked: str
    question: str
    means: str
    means_yes: str
    means_no: str
    ask: str
    pair: Pair
    product: str
    of: str
    only: str
    prp_only: bool
    when: tuple[When, ...]
    limits: tuple[Limit, ...]
    agos: tuple[Ago, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Painkiller:
    """Drugs that dull platelets, in lower case, and for how many hours before a draw they count."""

    names: tuple[str, ...]
    hours: int
    source: str


@dataclass(frozen=True, slots=True)
class DiagnosisRule:
    """What a kind of hair loss means for treatment: an action, what to say, what is known."""

    code: str
    action: str
    say: str
    evidence: str
    source: str


@cache
def screening_rows(folder: Path = FOLDER) -> dict[str, Row]:
    """The checklist by code, in the order it is asked. Raises Known, naming file and entry, when it cannot be read."""
    rows = read_entries(folder / "screening.toml", "row", _row)
    return {row.code: row for row in rows}


@cache
def painkillers(folder: Path = FOLDER) -> tuple[Painkiller, ...]:
    """Painkillers with their deferral. Raises Known as `screening_rows`."""
    return tuple(
        read_entries(
            folder / "screening.toml",
            "painkiller",
            lambda e: Painkiller(tuple(e["names"]), int(e["hours"]), e["source"]),
        )
    )


@cache
def diagnosis_rules(folder: Path = FOLDER) -> dict[str, DiagnosisRule]:
    """What each diagnosis means, by code. Raises Known as `screening_rows`."""
    rules = read_entries(
        folder / "diagnoses.toml",
        "diagnosis",
        lambda e: DiagnosisRule(e["code"], _action(e["action"]), e["say"], e["evidence"], e["source"]),
    )
    return {rule.code: rule for rule in rules}


def _row(e: Entry) -> Row:
    agos = [_ago(a, a["days"], recent=True) for a in e.get("recent", [])]
    agos += [_ago(a, a["over_days"], recent=False) for a in e.get("old", [])]
    return Row(
        code=e["code"],
        name=e["name"],
        group=e["group"],
        asked=_asked(e.get("asked", STANDING)),
        question=e["question"],
        means=e.get("means", ""),
        means_yes=e.get("means_yes", ""),
        means_no=e.get("means_no", ""),
        ask=e["ask"],
        pair=_pair(e),
        product=_action(e.get("product", "-")),
        of=e.get("of", ""),
        only=e.get("only", ""),
        prp_only=e.get("prp_only", False),
        when=tuple(_when(w) for w in e.get("when", [])),
        limits=tuple(_limit(n) for n in e.get("limit", [])),
        agos=tuple(agos),
        source=e["source"],
    )


def _when(e: Entry) -> When:
    changes = {key: _action(e[key]) if key in e else "" for key in ("mn", "prp", "product")}
    return When(field=e["field"], code=e["is"], **changes)


def _limit(e: Entry) -> Limit:
    bounds = {key: Decimal(e[key]) if key in e else None for key in ("under", "over", "at_least")}
    if sum(bound is not None for bound in bounds.values()) != 1:
        raise ValueError("one of under, over, at_least")
    return Limit(field=e["field"], pair=_pair(e), why=e["why"], sex=e.get("sex", ""), **bounds)


def _ago(e: Entry, days: int, *, recent: bool) -> Ago:
    return Ago(e["field"], _pair(e), e["why"], int(days), recent, bool(e.get("upto", False)))


def _pair(e: Entry) -> Pair:
    return Pair(_action(e["mn"]), _action(e["prp"]))


def _asked(asked: str) -> str:
    if asked not in _ASKED:
        raise ValueError(f"no such way of asking: {asked}")
    return asked


def _action(action: str) -> str:
    if action not in ACTIONS:
        raise ValueError(f"no such action: {action}")
    return action


def read_entries(path: Path, table: str, make: Callable[[Entry], Made]) -> list[Made]:
    """The entries of one table of a catalogue. Raises Known, naming file and entry, for one that cannot be used."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Known(_("The catalogue {file} cannot be read: {fault}").format(file=path, fault=fault)) from fault
    if "catalogue_version" not in document:
        raise Known(_("The catalogue {file} names no catalogue_version.").format(file=path))
    made: list[Made] = []
    codes: set[str] = set()
    for number, entry in enumerate(document.get(table, []), start=1):
        code = str(entry.get("code", number))
        try:
            made.append(make(entry))
        except (KeyError, ValueError, TypeError, InvalidOperation) as fault:
            raise Known(
                _("{file}: entry “{entry}” cannot be used ({fault}).").format(file=path, entry=code, fault=repr(fault))
            ) from fault
        if code in codes:
            raise Known(_("{file}: “{entry}” stands there twice.").format(file=path, entry=code))
        codes.add(code)
    return made
