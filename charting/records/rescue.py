"""The time log of an emergency: what was done, how much, when and by whom (clinical.md 4.7, 10.5 H-22)."""

from datetime import datetime
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.fields import TO_SIGN, field
from charting.kinds import Moment, Text
from charting.records.base import Line

if TYPE_CHECKING:
    from charting.records.after import After


class RescueEntry(Line):
    """One line of the log. The emergency card writes it with its seconds; it can be added to and put right here."""

    __tablename__ = "rescue_entry"
    title: ClassVar[str] = "Emergency log"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("post_procedure.id"), index=True)
    parent: Mapped["After"] = relationship(back_populates="rescue_log")

    at: Mapped[datetime | None] = field(Moment("Time", required=TO_SIGN))
    what: Mapped[str | None] = field(Text("What happened", required=TO_SIGN, free=True))
    dose: Mapped[str | None] = field(Text("Amount", help="with its unit, as given", free=True))
    by: Mapped[str | None] = field(Text("Written by", suggest="staff"))
