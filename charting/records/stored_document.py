"""A paper as it was made: its bytes in the encrypted file with their hash, to be shown and printed again."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.columns import MomentText
from charting.records.base import Record
from charting.records.visit import Visit


class StoredDocument(Record):
    """One PDF of one visit, kept when it was printed or saved; documents are only ever added.

    `kind` is a code of the documents, `number` what stands on the paper, `seal_code` the record seal in its footer,
    `sha256` 64 hexadecimal digits over `content`.
    """

    __tablename__ = "stored_document"
    title: ClassVar[str] = "Document"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship(back_populates="documents")
    kind: Mapped[str] = mapped_column(sa.Text())
    number: Mapped[str] = mapped_column(sa.Text())
    made_at: Mapped[datetime] = mapped_column(MomentText())
    by: Mapped[str] = mapped_column(sa.Text())
    seal_code: Mapped[str] = mapped_column(sa.Text())
    pages: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.Text())
    content: Mapped[bytes] = mapped_column(sa.LargeBinary(), deferred=True)
