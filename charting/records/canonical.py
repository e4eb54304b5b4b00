"""The exact bytes a signature covers, so that any later machine can check it.

UTF-8 JSON without spaces, keys sorted, text in NFC, values as they are stored in the file, lines in their order.
Scheme rootline-2 leaves out what nobody answered, so that a column added later changes no digest. Scheme rootline-1
wrote it as null, for the columns there were when it was in use.
"""

import functools
import json
import unicodedata
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

from charting.fields import lines_of
from charting.records.base import Record
from charting.records.visit import Visit

FIRST_SCHEME, SCHEME = "rootline-1", "rootline-2"
SCHEMES = frozenset({FIRST_SCHEME, SCHEME})
_PROSE = ("prose", "prose_of", "prose_at")
_VISIT_SINCE_FIRST = ("late_reason", "amends_id", "amend_reason", "moved_from_id", "room", *_PROSE)
_SCANNED = frozenset({"udi_raw"})
_WET = frozenset({"image_sha256"})
_PAPERS = frozenset({"home_needling_asked", "home_needling_sheet", "letter_agreed"})
_ADDED_SINCE_FIRST = {
    "visit": frozenset(_VISIT_SINCE_FIRST),
    "dose": _SCANNED,
    "topical": _SCANNED,
    "consent_signature": _WET,
    "photo_signature": _WET,
    "post_procedure": _PAPERS,
}
_TOO_LARGE = frozenset({"content", "small"})
_DIALECT = sqlite.dialect()


def canonical(record: Record, scheme: str = SCHEME) -> dict[str, Any]:
    """A record with its lines as plain stored text: answers, and the questions they were given to.

    Left out are typed text that could not be read, which a signed record has none of, a visit's own `signed_at`,
    which is set after the digest was made, a withdrawal, which may come after it, and a picture's bytes, for which
    its hash stands.
    """
    model = type(record)
    values: dict[str, Any] = {"record": model.__tablename__}
    for name, stored in _told(model, scheme):
        value = getattr(record, name)
        if value is not None or scheme == FIRST_SCHEME:
            values[name] = _plain(stored(value) if stored else value)
    for name in lines_of(model):
        rows = sorted(getattr(record, name), key=lambda row: row.position or 0)  # a row put back stands last in memory
        if rows or scheme == FIRST_SCHEME:
            values[name] = [canonical(row, scheme) for row in rows]
    return values


@functools.cache
def _told(model: type[Record], scheme: str) -> tuple[tuple[str, Callable[[Any], Any] | None], ...]:
    """The attributes that are told of a record, each with what makes stored text of its value."""
    left_out = {"unread", *model.open_after_seal, *({"signed_at"} if issubclass(model, Visit) else ()), *_TOO_LARGE}
    if scheme == FIRST_SCHEME:
        left_out |= {"origins"} | _ADDED_SINCE_FIRST.get(model.__tablename__, frozenset())
    mapped = sa.inspect(model)
    names = [attribute.key for attribute in mapped.column_attrs if attribute.key not in left_out]
    return tuple((name, mapped.columns[name].type.bind_processor(_DIALECT)) for name in names)


def canonical_bytes(records: list[Record], scheme: str = SCHEME) -> bytes:
    """The bytes of several records, in the order given."""
    return json.dumps(
        [canonical(record, scheme) for record in records], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode("utf-8")


def _plain(value: Any) -> Any:
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
