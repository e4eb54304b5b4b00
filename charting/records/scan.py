"""Paper that came back: files as the scanner made them, their pages, where each page was filed, and who looked at it.

Nothing here is ever changed or removed: a page that was filed wrongly is taken off by a later filing.
"""

from datetime import datetime
from typing import ClassVar, Optional

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.columns import MomentText
from charting.records.base import Record
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit

BY_CODE, ASSIGNED, DISCARDED, TAKEN_OFF = "by_code", "assigned", "discarded", "taken_off"
FILINGS = Choices(
    "filing",
    (BY_CODE, "Filed by its page code"),
    (ASSIGNED, "Assigned by a person"),
    (DISCARDED, "Discarded"),
    (TAKEN_OFF, "Taken off the document"),
)
COMES_BACK = {"consent": "consent", "blank_consent": "consent", "photo_consent": "photo_consent"}
"""Kinds of paper that are signed by hand and come back, with the sheet they belong to."""


def papers_signed_for(sheet: str) -> list[str]:
    """The kinds of paper that are signed by hand for a sheet."""
    return [kind for kind, signed in COMES_BACK.items() if signed == sheet]


class ScanFile(Record):
    """One file with at least one page that was taken. `kind` is pdf, tiff, jpeg or png; `sha256` is over `content`."""

    __tablename__ = "scan_file"
    title: ClassVar[str] = "Scanned file"

    received_at: Mapped[datetime] = mapped_column(MomentText())
    by: Mapped[str] = mapped_column(sa.Text())
    name: Mapped[str] = mapped_column(sa.Text())
    kind: Mapped[str] = mapped_column(sa.Text())
    pages: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.Text(), index=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary(), deferred=True)


class ScanPage(Record):
    """One page of a file as a JPEG set upright. `place` counts from 1 in its file, `width` and `height` are pixels.

    `code` is the text of its page code, None where none was read; `why` says in words why it was not filed by itself.
    """

    __tablename__ = "scan_page"
    title: ClassVar[str] = "Scanned page"

    file_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("scan_file.id"), index=True)
    file: Mapped[ScanFile] = relationship()
    place: Mapped[int] = mapped_column()
    code: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    why: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.Text())
    content: Mapped[bytes] = mapped_column(sa.LargeBinary(), deferred=True)
    filings: Mapped[list["ScanFiling"]] = relationship(
        back_populates="scan_page", order_by="ScanFiling.at, ScanFiling.id"
    )

    @property
    def filed(self) -> Optional["ScanFiling"]:
        """The filing that counts: the last one, unless it took the page off."""
        last = self.filings[-1] if self.filings else None
        return None if last is None or last.kind == TAKEN_OFF else last


class ScanFiling(Record):
    """Where a page was put, by its code or by a person; `kind` is a code of FILINGS, `page` its place in the document.

    Without a document the page was discarded or taken off again, and `reason` says why.
    """

    __tablename__ = "scan_filing"
    title: ClassVar[str] = "Filing of a scan"

    scan_page_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("scan_page.id"), index=True)
    scan_page: Mapped[ScanPage] = relationship(back_populates="filings")
    visit_id: Mapped[str | None] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), nullable=True)
    visit: Mapped[Visit | None] = relationship()
    document_id: Mapped[str | None] = mapped_column(
        sa.Text(), sa.ForeignKey("stored_document.id"), nullable=True, index=True
    )
    document: Mapped[StoredDocument | None] = relationship()
    kind: Mapped[str] = mapped_column(sa.Text())
    page: Mapped[int | None] = mapped_column(nullable=True)
    reason: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    by: Mapped[str] = mapped_column(sa.Text())
    at: Mapped[datetime] = mapped_column(MomentText())


class ScanCheck(Record):
    """A person looked at the scan beside the print. `digest` is over the hashes of the pages that were looked at.

    `signed_by` says in words who signed on the paper, as that person read it. Without a digest nothing was scanned: the
    signed paper is kept as paper, and `reason` says where.
    """

    __tablename__ = "scan_check"
    title: ClassVar[str] = "Check of a scan"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship()
    document_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("stored_document.id"), index=True)
    document: Mapped[StoredDocument] = relationship()
    digest: Mapped[str] = mapped_column(sa.Text())
    signed_by: Mapped[str] = mapped_column(sa.Text())
    reason: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    by: Mapped[str] = mapped_column(sa.Text())
    at: Mapped[datetime] = mapped_column(MomentText())
