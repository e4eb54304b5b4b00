"""Papers, pictures and scans in the chart against the hash they were kept under, one after the other."""

import hashlib
from collections.abc import Iterator

import sqlalchemy as sa

from charting.records.photograph import VIEWS
from charting.store.names import Names
from charting.store.trouble import KEEP, Trouble
from charting.words import _

_PAPERS = sa.table("stored_document", *(sa.column(name) for name in ("id", "visit_id", "number", "sha256", "content")))
_PHOTOS = sa.table("photo", *(sa.column(name) for name in ("id", "visit_id", "view", "sha256", "content")))
_SCANS = sa.table("scan_file", *(sa.column(name) for name in ("id", "name", "sha256", "content")))
_PAGES = sa.table("scan_page", *(sa.column(name) for name in ("id", "place", "sha256", "content")))
_FILED = sa.table("scan_filing", sa.column("scan_page_id"), sa.column("visit_id"), sa.column("at"))


def unfitting(connection: sa.Connection, names: Names) -> Iterator[Trouble]:
    """Papers, photographs and scans whose bytes are not those that were kept. At most one is in memory at a time."""
    for row in connection.execute(sa.select(_PAPERS)):
        if _spoiled(row.content, row.sha256):
            where = _("Paper {number}, {visit}").format(number=row.number, visit=names.visit(row.visit_id))
            yield Trouble(_("A kept paper is not the one that was made."), where, KEEP, row.visit_id)
    for row in connection.execute(sa.select(_PHOTOS)):
        if _spoiled(row.content, row.sha256):
            where = _("Photo {view}, {visit}").format(view=VIEWS.label(row.view), visit=names.visit(row.visit_id))
            yield Trouble(_("A photo is not the one that was added."), where, KEEP, row.visit_id)
    for row in connection.execute(sa.select(_SCANS)):
        if _spoiled(row.content, row.sha256):
            where = _("Scanned file {name}").format(name=row.name)
            yield Trouble(_("A scanned file is not the one that was taken in."), where, KEEP)
    for row in connection.execute(sa.select(_PAGES)):
        if _spoiled(row.content, row.sha256):
            visit_id = connection.scalar(
                sa.select(_FILED.c.visit_id).where(_FILED.c.scan_page_id == row.id).order_by(_FILED.c.at.desc())
            )
            page = _("Scanned page {place}").format(place=row.place)
            where = f"{page}, {names.visit(visit_id)}" if visit_id else page
            yield Trouble(_("A scanned page is not the one that was taken in."), where, KEEP, visit_id)


def _spoiled(content: bytes, digest: str) -> bool:
    return hashlib.sha256(content).hexdigest() != digest
