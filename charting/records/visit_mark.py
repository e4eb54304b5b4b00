"""What became of a visit after it was written: voided, or moved to the right patient. The visit itself stays."""

from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.columns import MomentText
from charting.records.base import Record
from charting.records.visit import Visit

VOIDED, MOVED = "voided", "moved"
MARKS = Choices("visit_mark", (VOIDED, "Voided"), (MOVED, "Moved to another patient"))


class VisitMark(Record):
    """One mark of one visit; marks are only ever added, to signed visits and to drafts.

    `by` is the name and registration of who marked it, `to_visit_id` the visit that took its place after a move.
    """

    __tablename__ = "visit_mark"
    title: ClassVar[str] = "Mark"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship(back_populates="marks", foreign_keys=[visit_id])
    kind: Mapped[str] = mapped_column(sa.Text())
    reason: Mapped[str] = mapped_column(sa.Text())
    by: Mapped[str] = mapped_column(sa.Text())
    at: Mapped[datetime] = mapped_column(MomentText())
    to_visit_id: Mapped[str | None] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), nullable=True)
