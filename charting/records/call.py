"""The call a day or two after a visit: who was reached, and how they are (practice.md 1)."""

from datetime import date, datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.columns import DayText, MomentText, YesNoInteger
from charting.records.base import Record
from charting.records.visit import Visit


class Call(Record):
    """One call about one visit; calls are only ever added, after the visit was signed as well.

    The four answers are None where they were not asked. `again_on` is the day of the next try.
    """

    __tablename__ = "call"
    title: ClassVar[str] = "Call"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship(back_populates="calls")
    at: Mapped[datetime] = mapped_column(MomentText())
    by: Mapped[str] = mapped_column(sa.Text())
    reached: Mapped[int] = mapped_column()
    pain_or_swelling: Mapped[bool | None] = mapped_column(YesNoInteger(), nullable=True)
    fever_or_pus: Mapped[bool | None] = mapped_column(YesNoInteger(), nullable=True)
    still_bleeding: Mapped[bool | None] = mapped_column(YesNoInteger(), nullable=True)
    aftercare_kept: Mapped[bool | None] = mapped_column(YesNoInteger(), nullable=True)
    note: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    again_on: Mapped[date | None] = mapped_column(DayText(), nullable=True)
