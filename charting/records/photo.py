"""A photograph's picture: its bytes in the encrypted file, freed of the camera's notes, with their hash."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.columns import MomentText
from charting.records.base import Record
from charting.records.visit import Visit


class Photo(Record):
    """One JPEG of one visit, locked with it. `view` is a code of the photographs' VIEWS.

    `width` and `height` count pixels, `sha256` is 64 hexadecimal digits over `content`, `small` a JPEG for lists.
    """

    __tablename__ = "photo"
    title: ClassVar[str] = "Photo"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship(back_populates="photos")
    view: Mapped[str] = mapped_column(sa.Text())
    added_at: Mapped[datetime] = mapped_column(MomentText())
    by: Mapped[str] = mapped_column(sa.Text())
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(sa.Text())
    small: Mapped[bytes] = mapped_column(sa.LargeBinary(), deferred=True)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary(), deferred=True)
