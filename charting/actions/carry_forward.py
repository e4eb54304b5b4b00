"""Same as last time: what the last signed visit of this kind would fill in, and where this visit differs from it.

Only fields that their declaration marks `carried` are copied, and only into empty places: no lots, times, counts,
weights, consent or screening ever come from another day. Where the patient has no such visit, what the declaration
marks as the `house`'s comes from the practitioner's last signed visit of that kind to anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from charting.actions.carry_source import Source as Source
from charting.actions.carry_source import last_of_its_kind as last_of_its_kind
from charting.actions.carry_source import source_of as source_of
from charting.context import Context
from charting.fields import fields_of, line_model, lines_of
from charting.findings import Level
from charting.origins import Origin
from charting.records.base import Line, Record, Sheet, copied_answers, findings
from charting.records.decision import decision_on
from charting.records.signed import sheets_of
from charting.records.versions import is_shut
from charting.records.visit import Visit
from charting.words import _

_TELLING = frozenset({Level.WARN, Level.BLOCK, Level.STOP})


@dataclass(frozen=True, slots=True)
class Copy:
    """One answer to put into `record`, an unsigned sheet or an empty row of it. Without an origin it is confirmed."""

    record: Record
    name: str
    value: Any
    origin: Origin | None


@dataclass(frozen=True, slots=True)
class NewRow:
    """One row to add to the repeated rows `name` of `sheet`, with its answers by field.

    The origin is of the answers in `only`, and of all where none are named.
    """

    sheet: Record
    name: str
    answers: tuple[tuple[str, Any], ...]
    origin: Origin | None
    only: tuple[str, ...] = ()

    def origin_of(self, name: str) -> Origin | None:
        """Where one of the answers comes from."""
        return self.origin if not self.only or name in self.only else None


Step = Copy | NewRow


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is not what it was last time, in words; blank where nothing was answered."""

    sheet: str
    what: str
    before: str
    after: str


def to_copy(visit: Visit, sheet: Record | None = None, source: Source | None = None) -> list[Step]:
    """What "same as last time" would do to an unsigned visit, or to one sheet of it; nothing is changed here.

    `source` spares the search for the visit to copy from.
    """
    source = source or source_of(visit)
    if source is None or is_shut(visit):
        return []
    before = {type(old): old for old in sheets_of(source.visit)}
    steps: list[Step] = []
    for new in sheets_of(visit):
        old = before.get(type(new))
        wanted = sheet is None or new is sheet
        if wanted and old is not None and not (new.seal and getattr(new, new.seal) is not None):
            steps += _answers(old, new, source)
            steps += _rows(old, new, source)
    return steps


def to_confirm(sheet: Record) -> list[Copy]:
    """What confirming all copied answers of a sheet and its rows does."""
    return [Copy(record, name, getattr(record, name), None) for record, name in copied_answers(sheet)]


def held_back(sheet: Sheet, context: Context) -> list[Copy]:
    """The copied answers of a sheet on which something stops or warns: each is confirmed in its own field."""
    told = {
        (one.record_id, one.field)
        for one in findings(sheet, context)
        if one.rule != "copied" and one.level in _TELLING and decision_on(sheet.visit, one) is None
    }
    return [copy for copy in to_confirm(sheet) if (copy.record.id, copy.name) in told]


def answers_in(steps: Sequence[Step]) -> int:
    """How many answers the steps give."""
    return sum(len(step.answers) if isinstance(step, NewRow) else 1 for step in steps)


def differences(visit: Visit) -> list[Difference]:
    """Where the carried answers of a visit are not those of the last one, in the order of the sheets.

    A sheet that nobody has begun differs in nothing yet.
    """
    source = last_of_its_kind(visit)
    if source is None:
        return []
    before = {type(old): old for old in sheets_of(source)}
    found: list[Difference] = []
    for new in sheets_of(visit):
        old = before.get(type(new))
        if old is not None and not new.is_blank():
            found += _differing(_(new.title), old, new)
            for name in lines_of(type(new)):
                found += _differing_rows(_(new.title), getattr(old, name), getattr(new, name))
    return found


def _carried(model: type[Record]) -> list[str]:
    return [name for name, declared in fields_of(model).items() if declared.carried]


def _given(model: type[Record], source: Source) -> list[str]:
    return [name for name, declared in fields_of(model).items() if source.gives(declared)]


def _answers(old: Record, new: Record, source: Source) -> list[Step]:
    unread = new.unread or {}
    return [
        Copy(new, name, getattr(old, name), source.origin)
        for name in _given(type(new), source)
        if getattr(old, name) is not None and getattr(new, name) is None and name not in unread
    ]


def _rows(old: Sheet, new: Sheet, source: Source) -> list[Step]:
    steps: list[Step] = []
    for name in lines_of(type(new)):
        names = _given(line_model(type(new), name), source)
        if not names or getattr(new, name):
            continue
        for row in getattr(old, name):
            answers = tuple((field, getattr(row, field)) for field in names if getattr(row, field) is not None)
            if answers:
                steps.append(NewRow(new, name, answers, source.origin))
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
