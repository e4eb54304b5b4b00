"""Agents, topicals, devices, kits and anticoagulants to choose from, read from resources/catalogue.

A clinic may type something else over any of them: a name that is not listed is simply not found here.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from charting.errors import Known
from charting.words import _

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "catalogue"
Entry = Mapping[str, Any]
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Limit:
    """What an authority allows of an agent at once; None where it gives no figure."""

    mg_per_kg: Decimal | None
    cap_mg: Decimal | None
    cap_24h_mg: Decimal | None


@dataclass(frozen=True, slots=True)
class Agent:
    """An injectable local anaesthetic. `drug` is the molecule whose doses add up; `adrenaline` its usual ratios."""

    name: str
    drug: str
    kind: str
    concentrations_pct: tuple[Decimal, ...]
    adrenaline: tuple[str, ...]
    uk: Limit | None
    us: Limit | None
    offered: bool
    warning: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Topical:
    """A topical anaesthetic: mg of each drug per gram, contact time in minutes, label maxima."""

    name: str
    mg_per_g: Mapping[str, Decimal]
    contact_min: tuple[Decimal, Decimal] | None
    max_g: Decimal | None
    max_area_cm2: Decimal | None
    warning: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Device:
    """A needling device; depths in mm."""

    name: str
    type: str
    depth_mm: tuple[Decimal, Decimal]
    step: str
    needles: str
    speed: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Kit:
    """A PRP system or method. `kind` is `kit` (has a lot), `method` (plain tubes) or `protocol` (from a paper)."""

    name: str
    kind: str
    blood_ml: tuple[Decimal, Decimal] | None
    anticoagulant: str
    spin: str
    minutes: str
    prp_ml: tuple[Decimal, Decimal] | None
    yields: str
    source: str


@dataclass(frozen=True, slots=True)
class Anticoagulant:
    """An anticoagulant by the code a record stores; `ratio` is its usual mL of blood for each mL."""

    code: str
    name: str
    ratio: tuple[Decimal, Decimal] | None
    source: str


def agent(name: str | None) -> Agent | None:
    """The agent of that name, however it is capitalised; None if it is not listed."""
    return _find(agents(), name)


def topical(name: str | None) -> Topical | None:
    """The topical agent of that name; None if it is not listed."""
    return _find(topicals(), name)


def device(name: str | None) -> Device | None:
    """The device of that name; None if it is not listed."""
    return _find(devices(), name)


def kit(name: str | None) -> Kit | None:
    """The kit or method of that name; None if it is not listed."""
    return _find(kits(), name)


def anticoagulant(code: str | None) -> Anticoagulant | None:
    """The anticoagulant of that code or name; None if it is not listed."""
    by_code = {entry.code: entry for entry in anticoagulants().values()}
    return by_code.get(code or "") or _find(anticoagulants(), code)


@cache
def agents(folder: Path = FOLDER) -> dict[str, Agent]:
    """All agents by folded name. Raises Known, naming file and entry, when the file cannot be used."""
    return _read(folder, "agents.toml", "agent", lambda entry: [_agent(entry)])


@cache
def topicals(folder: Path = FOLDER) -> dict[str, Topical]:
    """All topical agents by folded name. Raises Known as `agents`."""
    return _read(folder, "topicals.toml", "topical", lambda entry: [_topical(entry)])


@cache
def devices(folder: Path = FOLDER) -> dict[str, Device]:
    """All devices by folded name; models of one entry share its values. Raises Known as `agents`."""
    return _read(
        folder, "devices.toml", "device", lambda entry: [_device(entry, name) for name in _texts(entry, "names")]
    )


@cache
def kits(folder: Path = FOLDER) -> dict[str, Kit]:
    """All kits and methods by folded name. Raises Known as `agents`."""
    return _read(folder, "kits.toml", "kit", lambda entry: [_kit(entry)])


@cache
def anticoagulants(folder: Path = FOLDER) -> dict[str, Anticoagulant]:
    """All anticoagulants by folded name. Raises Known as `agents`."""
    return _read(folder, "anticoagulants.toml", "anticoagulant", lambda entry: [_anticoagulant(entry)])


@cache
def word_lists(folder: Path = FOLDER) -> dict[str, tuple[str, ...]]:
    """The plain lists by name. Raises Known as `agents`."""
    path = folder / "lists.toml"
    return {_text(e, "name", path): _texts(e, "entries") for e in _tables(path, "list")}


def suggestions(name: str) -> list[str]:
    """What an editor of `Text(suggest=name)` offers; nothing for a name that has no list."""
    makers: dict[str, Callable[[], list[str]]] = {
        "agents": lambda: [a.name for a in agents().values() if a.offered],
        "topicals": lambda: [t.name for t in topicals().values()],
        "devices": lambda: [d.name for d in devices().values()],
        "kits": lambda: [k.name for k in kits().values() if k.kind != "protocol"],
        "anticoagulants": lambda: [a.name for a in anticoagulants().values()],
    }
    if name in makers:
        return makers[name]()
    return list(word_lists().get(name, ()))


def version(file_name: str, folder: Path = FOLDER) -> str:
    """The `catalogue_version` of a file such as `agents.toml`."""
    return str(_document(folder / file_name)["catalogue_version"])


def _agent(e: Entry) -> Agent:
    return Agent(
        name=e["name"],
        drug=e["drug"],
        kind=e["kind"],
        concentrations_pct=tuple(Decimal(c) for c in e["concentrations_pct"]),
        adrenaline=_texts(e, "adrenaline"),
        uk=_limit(e.get("uk")),
        us=_limit(e.get("us")),
        offered=e.get("offered", True),
        warning=e.get("warning", ""),
        note=e.get("note", ""),
        source=e["source"],
    )


def _limit(e: Entry | None) -> Limit | None:
    if e is None:
        return None
    return Limit(_number(e, "mg_per_kg"), _number(e, "cap_mg"), _number(e, "cap_24h_mg"))


def _topical(e: Entry) -> Topical:
    return Topical(
        name=e["name"],
        mg_per_g={drug: Decimal(mg) for drug, mg in e.get("mg_per_g", {}).items()},
        contact_min=_pair(e, "contact_min"),
        max_g=_number(e, "max_g"),
        max_area_cm2=_number(e, "max_area_cm2"),
        warning=e.get("warning", ""),
        note=e.get("note", ""),
        source=e["source"],
    )


def _device(e: Entry, name: str) -> Device:
    low, high = (Decimal(mm) for mm in e["depth_mm"])
    return Device(name, e["type"], (low, high), e["step"], e["needles"], e["speed"], e.get("note", ""), e["source"])


def _kit(e: Entry) -> Kit:
    return Kit(
        name=e["name"],
        kind=e["kind"],
        blood_ml=_pair(e, "blood_ml"),
        anticoagulant=e.get("anticoagulant", ""),
        spin=e["spin"],
        minutes=e["minutes"],
        prp_ml=_pair(e, "prp_ml"),
        yields=e["yields"],
        source=e["source"],
    )


def _anticoagulant(e: Entry) -> Anticoagulant:
    return Anticoagulant(e["code"], e["name"], _pair(e, "ratio"), e["source"])


def _number(e: Entry, key: str) -> Decimal | None:
    return Decimal(e[key]) if key in e else None


def _pair(e: Entry, key: str) -> tuple[Decimal, Decimal] | None:
    if key not in e:
        return None
    low, high = e[key]
    return Decimal(low), Decimal(high)


def _text(e: Entry, key: str, path: Path) -> str:
    if not isinstance(e.get(key), str):
        raise Known(_("{file}: an entry has no {key}").format(file=path, key=key))
    return str(e[key])


def _texts(e: Entry, key: str) -> tuple[str, ...]:
    return tuple(str(text) for text in e[key])


def _find(entries: Mapping[str, Made], name: str | None) -> Made | None:
    return entries.get(name.strip().casefold()) if name else None


def _read(folder: Path, file_name: str, table: str, make: Callable[[Entry], list[Any]]) -> dict[str, Any]:
    path = folder / file_name
    found: dict[str, Any] = {}
    for number, entry in enumerate(_tables(path, table), start=1):
        named = entry.get("name") or ", ".join(entry.get("names", ())) or number
        try:
            made = make(entry)
        except (KeyError, ValueError, TypeError, InvalidOperation, AttributeError) as fault:
            raise Known(
                _("{file}: entry “{entry}” cannot be used ({fault}).").format(file=path, entry=named, fault=repr(fault))
            ) from fault
        for one in made:
            if one.name.casefold() in found:
                raise Known(_("{file}: “{entry}” stands there twice.").format(file=path, entry=one.name))
            found[one.name.casefold()] = one
    return found


def _tables(path: Path, table: str) -> list[Entry]:
    return list(_document(path).get(table, []))


def _document(path: Path) -> dict[str, Any]:
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Known(_("The catalogue {file} cannot be read: {fault}").format(file=path, fault=fault)) from fault
    if "catalogue_version" not in document:
        raise Known(_("The catalogue {file} names no catalogue_version.").format(file=path))
    return document
