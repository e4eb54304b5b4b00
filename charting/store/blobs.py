"""Papers and pictures in the chart against the hash they were kept under, one after the other."""

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from charting.records.photograph import VIEWS
from charting.store.names import Names
from charting.store.trouble import KEEP, Trouble
from charting.words import _

_PAPERS = sa.table("stored_document", *(sa.column(name) for name in ("id", "visit_id", "number", "sha256", "content")))
_PHOTOS = sa.table("photo", *(sa.column(name) for name in ("id", "visit_id", "view", "sha256", "content")))


def unfitting(connection: sa.Connection, names: Names) -> Iterator[Trouble]:
    """Papers and photographs whose bytes are not those that were kept. At most one is in memory at a time."""
    for row in connection.execute(sa.select(_PAPERS)):
        if _spoiled(row.content, row.sha256):
            where = _("Paper {number}, {visit}").format(number=row.number, visit=names.visit(row.visit_id))
            yield Trouble(_("A kept paper is not the one that was made."), where, KEEP, row.visit_id)
    for row in connection.execute(sa.select(_PHOTOS)):
        if _spoiled(row.content, row.sha256):
            where = _("Photo {view}, {visit}").format(view=VIEWS.label(row.view), visit=names.visit(row.visit_id))
            yield Trouble(_("A photo is not the one that was added."), where, KEEP, row.visit_id)


def _spoiled(content: bytes, digest: str) -> bool:
    return hashlib.sha256(content).hexdigest() != digest
