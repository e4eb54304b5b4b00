"""What differs between a version of a visit and the one it amends: answers, rows that were added or removed, photos."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from charting.fields import fields_of, lines_of
from charting.kinds import Drawn
from charting.records.base import Line, Record, Sheet, slot_of
from charting.records.copied import copied_id
from charting.records.photograph import VIEWS
from charting.records.sheets import SHEETS
from charting.records.visit import Visit
from charting.words import _


@dataclass(frozen=True, slots=True)
class Change:
    """One difference in words; blank before where nothing stood, blank after where it was taken out.

    `sheet` is the title of the sheet, `row` says which row it is in, as `Zone 2`; blank for the sheet's own answers.
    `record_id` and `field` are where it stands in the newer version; `slot`, `lines` and `at` say the same for paper:
    the sheet's place in the visit, the name of its rows, and the row's place among them, or -1.
    """

    sheet: str
    label: str
    before: str
    after: str
    row: str = ""
    record_id: str = ""
    field: str = ""
    slot: str = ""
    lines: str = ""
    at: int = -1


def amendment_changes(visit: Visit) -> list[Change]:
    """What a version changed in the one it amends, in the order of the sheets; nothing for a first version."""
    if visit.amends is None:
        return []
    found = list(_of_record(visit.amends, visit, _Place(_(Visit.title), "visit")))
    for model in SHEETS:
        slot = slot_of(model)
        before, after = getattr(visit.amends, slot), getattr(visit, slot)
        if before is not None and after is not None:
            found += _of_sheet(before, after, visit, slot)
    return [*found, *_photos(visit.amends, visit)]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a change stands: the sheet, and for a row its words, its list and its place there."""

    sheet: str
    slot: str
    row: str = ""
    lines: str = ""
    at: int = -1

    def change(self, label: str, before: str, after: str, record_id: str = "", field: str = "") -> Change:
        return Change(self.sheet, label, before, after, self.row, record_id, field, self.slot, self.lines, self.at)


def _of_sheet(before: Sheet, after: Sheet, visit: Visit, slot: str) -> Iterator[Change]:
    whole = _Place(_(type(after).title), slot)
    yield from _of_record(before, after, whole)
    for name, declared in lines_of(type(after)).items():
        yield from _of_rows(
            getattr(before, name), getattr(after, name), visit, replace(whole, lines=name), declared.row
        )


def _of_rows(before: list[Line], after: list[Line], visit: Visit, place: _Place, word: str) -> Iterator[Change]:
    old = {copied_id(visit, row.id): row for row in before}
    for at, row in enumerate(after):
        here = replace(place, row=_caption(row) or f"{_(word)} {at + 1}", at=at)
        was = old.pop(row.id, None)
        if was is None:
            yield here.change(_(word), "", _words_of_row(row) or _("added without any answer"), row.id)
        else:
            yield from _of_record(was, row, here)
    for row in old.values():
        here = replace(place, row=_caption(row) or _("removed"))
        yield here.change(_(word), _words_of_row(row) or _("without any answer"), "")


def _of_record(before: Record, after: Record, place: _Place) -> Iterator[Change]:
    for name, declared in fields_of(type(after)).items():
        was, now = getattr(before, name), getattr(after, name)
        words = declared.printed_value(was), declared.printed_value(now)
        if was == now and words[0] == words[1]:
            continue
        if isinstance(declared, Drawn) and was is not None and now is not None:
            words = words[0], _("drawn anew")
        yield place.change(declared.title, *words, after.id, name)


def _caption(row: Line) -> str:
    """What a row of fixed questions is about, where rows have such words."""
    said = getattr(row, "caption", None)
    return str(said()) if said is not None else ""


def _words_of_row(row: Line) -> str:
    """The answers of a row that was added or removed, in one line."""
    shown = ((declared, getattr(row, name)) for name, declared in fields_of(type(row)).items())
    return ", ".join(
        f"{declared.title} {declared.printed_value(value)}"
        for declared, value in shown
        if value is not None and not isinstance(declared, Drawn)
    )


def _photos(before: Visit, after: Visit) -> Iterator[Change]:
    old: dict[str, Any] = {copied_id(after, photo.id): photo for photo in before.photos}
    for photo in after.photos:
        if old.pop(photo.id, None) is None:
            yield Change(_("Photos"), _("Photo"), "", VIEWS.label(photo.view), record_id=photo.id)
    for photo in old.values():
        yield Change(_("Photos"), _("Photo"), VIEWS.label(photo.view), "")
