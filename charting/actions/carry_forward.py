"""Same as last time: what the last signed visit of this kind would fill in, and where this visit differs from it.

Only fields that their declaration marks `carried` are copied, and only into empty places: no lots, times, counts,
weights, consent or screening ever come from another day.
"""

from dataclasses import dataclass
from typing import Any

from charting.fields import fields_of, line_model, lines_of
from charting.origins import Origin, copied_from
from charting.records.base import Line, Record, Sheet
from charting.records.signed import sheets_of
from charting.records.versions import others_in_force
from charting.records.visit import Visit
from charting.words import _


@dataclass(frozen=True, slots=True)
class Copy:
    """One answer to copy into `record`, an unsigned sheet or an empty row of it."""

    record: Record
    name: str
    value: Any
    origin: Origin


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row to add to the repeated rows `name` of `sheet`, with its answers by field."""

    sheet: Sheet
    name: str
    answers: tuple[tuple[str, Any], ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not what it was last time, in words; blank where nothing was answered."""

    sheet: str
    what: str
    before: str
    after: str


def last_of_its_kind(visit: Visit) -> Visit | None:
    """The patient's newest signed visit of the same kind before this one that counts, or None."""
    signed = [
        other
        for other in others_in_force(visit)
        if other.kind == visit.kind and other.signed_at is not None and other.opened_at < visit.opened_at
    ]
    return max(signed, key=lambda other: other.opened_at, default=None)


def to_copy(visit: Visit, sheet: Sheet | None = None) -> list[Copy | NewRow]:
    """What "same as last time" would do to an unsigned visit, or to one sheet of it; nothing is changed here."""
    source = last_of_its_kind(visit)
    if source is None or visit.signed_at is not None:
        return []
    origin = copied_from(source.opened_at.date())
    before = {type(old): old for old in sheets_of(source)}
    steps: list[Copy | NewRow] = []
    for new in sheets_of(visit) if sheet is None else [sheet]:
        old = before.get(type(new))
        if old is not None and not (new.seal and getattr(new, new.seal) is not None):
            steps += _answers(old, new, origin)
            steps += _rows(old, new, origin)
    return steps


def differences(visit: Visit) -> list[Difference]:
    """Where the carried answers of a visit are not those of the last one, in the order of the sheets."""
    source = last_of_its_kind(visit)
    if source is None:
        return []
    before = {type(old): old for old in sheets_of(source)}
    found: list[Difference] = []
    for new in sheets_of(visit):
        old = before.get(type(new))
        if old is not None:
            found += _differing(_(new.title), old, new)
            for name in lines_of(type(new)):
                found += _differing_rows(_(new.title), getattr(old, name), getattr(new, name))
    return found


def _carried(model: type[Record]) -> list[str]:
    return [name for name, declared in fields_of(model).items() if declared.carried]


def _answers(old: Record, new: Record, origin: Origin) -> list[Copy | NewRow]:
    unread = new.unread or {}
    return [
        Copy(new, name, getattr(old, name), origin)
        for name in _carried(type(new))
        if getattr(old, name) is not None and getattr(new, name) is None and name not in unread
    ]


def _rows(old: Sheet, new: Sheet, origin: Origin) -> list[Copy | NewRow]:
    steps: list[Copy | NewRow] = []
    for name in lines_of(type(new)):
        names = _carried(line_model(type(new), name))
        if not names or getattr(new, name):
            continue
        for row in getattr(old, name):
            answers = tuple((field, getattr(row, field)) for field in names if getattr(row, field) is not None)
            if answers:
                steps.append(NewRow(new, name, answers, origin))
    return steps


def _differing(sheet: str, old: Record, new: Record, prefix: str = "") -> list[Difference]:
    return [
        Difference(sheet, prefix + fields_of(type(new))[name].title, old.shown(name), new.shown(name))
        for name in _carried(type(new))
        if getattr(old, name) != getattr(new, name)
    ]


def _differing_rows(sheet: str, old: list[Line], new: list[Line]) -> list[Difference]:
    """Rows are held against each other by what they are about, their first carried answer."""
    found: list[Difference] = []
    left = list(old)
    for row in new:
        names = _carried(type(row))
        if not names:
            return []
        about = row.shown(names[0])
        same = next((other for other in left if getattr(other, names[0]) == getattr(row, names[0])), None)
        if same is None:
            found.append(Difference(sheet, about or _(row.title), "", _("added")))
        else:
            left.remove(same)
            found += _differing(sheet, same, row, f"{about}, " if about else "")
    for row in left:
        names = _carried(type(row))
        if names and any(getattr(row, name) is not None for name in names):
            found.append(Difference(sheet, row.shown(names[0]) or _(row.title), "", _("not this time")))
    return found
