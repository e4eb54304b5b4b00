"""Copying what a visit says into a new draft, record by record, over the columns that the records declare."""

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import NAMESPACE_OID, uuid5

import sqlalchemy as sa

from charting.fields import lines_of
from charting.records.base import Record, Sheet, slot_of
from charting.records.sheets import SHEETS
from charting.records.visit import Visit

Kept = TypeVar("Kept", bound=Record)
LeftOut = Callable[[Record], frozenset[str]]
"""Which columns of a record its copy leaves empty."""
NOT_COPIED = frozenset({"signed_at", "amend_reason"})
"""What belongs to one version of a visit alone, beside its place among the others."""


def copied_id(into: Visit, record_id: str) -> str:
    """The id that the copy of a record has in a draft: by it a version's rows are found again in the next one."""
    return uuid5(NAMESPACE_OID, f"{into.id}/{record_id}").hex


def copy_visit(visit: Visit, into: Visit) -> list[Callable[[], None]]:
    """Copy every answer, sheet, row and photo of `visit` into the new visit `into`.

    Signature, documents, marks and calls stay with the version they were made on, and decisions unless they are taken
    over (`carry_decisions`). A sheet that is sealed can take no rows, so the seals are put on by calling what is
    returned once all else is written.
    """
    copy_columns(visit, into, NOT_COPIED)
    seals: list[Callable[[], None]] = []
    for sheet in (found for model in SHEETS if (found := getattr(visit, slot_of(model))) is not None):
        made = copy_record(sheet, into)
        setattr(into, slot_of(type(sheet)), made)
        if sheet.seal:
            seals.append(_seal(made, getattr(sheet, sheet.seal)))
    for photo in visit.photos:
        into.photos.append(copy_record(photo, into))
    return seals


def _seal(sheet: Sheet, moment: Any) -> Callable[[], None]:
    return lambda: setattr(sheet, sheet.seal, moment)


def copy_record(record: Kept, into: Visit, left_out: LeftOut = lambda _record: frozenset()) -> Kept:
    """A copy of a sheet with its rows, or of a photo, for the new visit `into`; its seal is not copied."""
    model = type(record)
    made = model(id=copied_id(into, record.id))
    copy_columns(record, made, left_out(record) | {model.seal})
    for name in lines_of(model):
        rows = sorted(getattr(record, name), key=lambda row: row.position or 0)
        getattr(made, name).extend(copy_record(row, into, left_out) for row in rows)
    return made


def copy_columns(record: Record, made: Record, left_out: frozenset[str]) -> None:
    """Copy all columns but the id, the places in other records, and those left out with all that stands beside them."""
    for attribute in sa.inspect(type(record)).column_attrs:
        name = attribute.key
        if name == "id" or name in left_out or attribute.columns[0].foreign_keys:
            continue
        value = getattr(record, name)
        if name in {"unread", "origins"} and value:
            value = {field: kept for field, kept in value.items() if field not in left_out} or None
        setattr(made, name, value)
