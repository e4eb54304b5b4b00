"""One zone of the scalp as it received PRP (clinical.md 7)."""

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.fields import TO_SIGN, field
from charting.kinds import Number, OneOf
from charting.ranges import at_least, between, over
from charting.records.base import Line
from charting.records.zones import ZONES
from charting.units import CM2, ML

if TYPE_CHECKING:
    from charting.records.application import Application


class AppliedZone(Line):
    """A zone: how much was injected in how many points, how much was left on the skin."""

    __tablename__ = "applied_zone"
    title: ClassVar[str] = "Zone"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("prp_application.id"), index=True)
    parent: Mapped["Application"] = relationship(back_populates="zones")

    zone: Mapped[str | None] = field(OneOf("Zone", choices=ZONES, required=TO_SIGN, carried=True))
    area_cm2: Mapped[Decimal | None] = field(Number("Area", unit=CM2, places=1, hard=over(0, to=800), carried=True))
    ml: Mapped[Decimal | None] = field(Number("Injected", unit=ML, places=2, hard=between(0, 15)))
    points: Mapped[Decimal | None] = field(Number("Points", hard=at_least(0)))
    topical_ml: Mapped[Decimal | None] = field(Number("On the skin", unit=ML, places=2, hard=between(0, 10)))
