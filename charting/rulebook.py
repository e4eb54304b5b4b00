"""The thresholds of the safety rules: versioned files in resources/rules, which a clinic may change within bounds."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

from charting.errors import Known
from charting.results import show_decimal
from charting.words import _

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "rules"
ANAESTHESIA = "anaesthesia"
SHORTEST_REASON = 15
DIRECTIONS = ("lower", "higher")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_KEYS = frozenset({"id", "value", "unit", "source", "note", "low", "high", "stricter"})


@dataclass(frozen=True, slots=True)
class Change:
    """A threshold as a clinic has it: the new value, why, by whom, and when (with its offset)."""

    id: str
    value: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Rule:
    """One threshold. A clinic may move it from `low` to `high`, both included; where they are equal it is fixed.

    `stricter` tells which way is the more careful one; `change` is the clinic's own, if any, over `standard`.
    """

    id: str
    value: Decimal
    unit: str
    source: str
    note: str
    low: Decimal
    high: Decimal
    stricter: str
    standard: Decimal
    change: Change | None = None

    @property
    def fixed(self) -> bool:
        """Whether no clinic may change it."""
        return self.low == self.high

    @property
    def words(self) -> str:
        """What it says, as a name within a sentence; its id is for the program alone."""
        return self.note.rstrip(".")

    @property
    def loosened(self) -> bool:
        """Whether the clinic's value is less careful than the one delivered."""
        return self.value > self.standard if self.stricter == "lower" else self.value < self.standard


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The thresholds of one file. `orders` are pairs of ids whose first value may not exceed the second."""

    name: str
    version: str
    rules: Mapping[str, Rule]
    orders: tuple[tuple[str, str], ...] = field(default=())

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id. Raises KeyError for an id that is not in the file."""
        return self.rules[rule_id]

    def value(self, rule_id: str) -> Decimal:
        """The value that applies. Raises KeyError for an id that is not in the file."""
        return self.rules[rule_id].value

    def own(self) -> tuple[Rule, ...]:
        """The rules that the clinic has changed."""
        return tuple(rule for rule in self.rules.values() if rule.change is not None)

    def used(self) -> dict[str, str]:
        """Every id with its value as text: what a signed visit keeps beside the version."""
        return {rule_id: str(rule.value) for rule_id, rule in self.rules.items()}

    def changed(self, changes: Iterable[Change]) -> "Rulebook":
        """This rulebook with a clinic's changes. Raises Known, in words, for the first that cannot be taken."""
        rules = dict(self.rules)
        for change in changes:
            rules[change.id] = _changed(rules.get(change.id), change)
        book = replace(self, rules=rules)
        if fault := _out_of_order(book):
            raise Known(fault)
        return book


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule file that cannot be used: the calculators that depend on it are off, and say this."""

    name: str
    reason: str


def load(name: str = ANAESTHESIA, folder: Path = FOLDER) -> Rulebook | Broken:
    """The rulebook of that name, or why there is none."""
    try:
        return rulebook(name, folder)
    except Known as fault:
        return Broken(name, str(fault))


@cache
def rulebook(name: str = ANAESTHESIA, folder: Path = FOLDER) -> Rulebook:
    """The rulebook of that name. Raises Known with file, line and reason when the file cannot be used."""
    path = folder / f"{name}.toml"
    try:
        text = path.read_text(encoding="utf-8")
        document = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Known(_("The rules {file} cannot be read: {fault}").format(file=path.name, fault=fault)) from fault
    version = document.get("rules_version")
    if not isinstance(version, str) or not version:
        raise Known(_("{file}, line 1: it names no rules_version.").format(file=path.name))
    rules: dict[str, Rule] = {}
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if line.strip() == "[[rule]]"]
    for place, entry in enumerate(document.get("rule", ())):
        try:
            rule = _rule(entry)
            if rule.id in rules:
                raise ValueError(_("“{id}” stands there twice").format(id=rule.id))
        except ValueError as fault:
            line = lines[place] if place < len(lines) else 1
            raise Known(_("{file}, line {line}: {fault}.").format(file=path.name, line=line, fault=fault)) from fault
        rules[rule.id] = rule
    if not rules:
        raise Known(_("{file}, line 1: it holds no rule.").format(file=path.name))
    book = Rulebook(name, version, rules, _orders(document, rules, path.name))
    if fault_in_order := _out_of_order(book):
        raise Known(_("{file}: {fault}").format(file=path.name, fault=fault_in_order))
    return book


def _rule(entry: Any) -> Rule:
    if not isinstance(entry, dict) or set(entry) - _KEYS:
        raise ValueError(_("a rule holds only {keys}").format(keys=", ".join(sorted(_KEYS))))
    for key in ("id", "value", "unit", "source", "note"):
        if not isinstance(entry.get(key), str) or (key != "unit" and not entry[key].strip()):
            raise ValueError(_("“{id}” has no text for “{key}”").format(id=entry.get("id", "?"), key=key))
    stricter = entry.get("stricter", "lower")
    if stricter not in DIRECTIONS:
        raise ValueError(_("“stricter” is {allowed}").format(allowed=" / ".join(DIRECTIONS)))
    value = _number(entry["value"])
    low, high = _number(entry.get("low", entry["value"])), _number(entry.get("high", entry["value"]))
    if not low <= value <= high:
        raise ValueError(_("the value of “{id}” lies outside its own bounds").format(id=entry["id"]))
    return Rule(entry["id"], value, entry["unit"], entry["source"], entry["note"], low, high, stricter, value)


def _number(text: object) -> Decimal:
    if not isinstance(text, str) or not _NUMBER.fullmatch(text):
        raise ValueError(_('“{text}” is not a number written as text, such as "0.80"').format(text=text))
    return Decimal(text)


def _orders(document: Mapping[str, Any], rules: Mapping[str, Rule], file: str) -> tuple[tuple[str, str], ...]:
    found = []
    for entry in document.get("order", ()):
        pair = (entry.get("smaller"), entry.get("larger"))
        for rule_id in pair:
            if rule_id not in rules:
                raise Known(_("{file}: an order names “{id}”, which is no rule.").format(file=file, id=rule_id))
        found.append(pair)
    return tuple(found)


def _out_of_order(book: Rulebook) -> str:
    for smaller, larger in book.orders:
        if book.value(smaller) > book.value(larger):
            return _("“{smaller}” ({a}) may not exceed “{larger}” ({b}).").format(
                smaller=book.rule(smaller).words,
                a=show_decimal(book.value(smaller)),
                larger=book.rule(larger).words,
                b=show_decimal(book.value(larger)),
            )
    return ""


def _changed(rule: Rule | None, change: Change) -> Rule:
    if rule is None:
        raise Known(_("There is no rule “{id}”.").format(id=change.id))
    try:
        value = _number(change.value.strip().replace(",", "."))
    except (ValueError, InvalidOperation) as fault:
        raise Known(_("“{value}” is not a number.").format(value=change.value)) from fault
    if rule.fixed:
        raise Known(_("“{rule}” is fixed at {value}.").format(rule=rule.words, value=show_decimal(rule.value)))
    if not rule.low <= value <= rule.high:
        raise Known(
            _("“{rule}” may lie between {low} and {high} {unit}.").format(
                rule=rule.words, low=show_decimal(rule.low), high=show_decimal(rule.high), unit=rule.unit
            )
        )
    if len(change.reason.strip()) < SHORTEST_REASON:
        raise Known(_("Give a reason of at least {count} characters.").format(count=SHORTEST_REASON))
    if not change.by.strip():
        raise Known(_("A change needs a name."))
    if change.at.tzinfo is None:
        raise ValueError("a change needs a time with its offset")
    return replace(rule, value=value, change=change)
