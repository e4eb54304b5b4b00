"""One zone of the scalp as it received PRP (clinical.md 7)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.fields import TO_SIGN, field
from charting.kinds import Number, OneOf
from charting.ranges import at_least, between, over
from charting.records.base import Line
from charting.records.needled_zone import was_left
from charting.records.zones import ZONES
from charting.units import CM2, ML
from charting.words import _

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

    def is_applied(self) -> bool:
        """Whether the zone received its PRP, injected or left on the skin."""
        return self.ml is not None or self.topical_ml is not None

    def was_not_needled(self) -> bool:
        """Whether the needling of the visit says of this zone, and nothing else, that it was not needled."""
        visit = self.parent.visit if self.parent is not None else None
        needling = visit.needling if visit is not None else None
        rows = [] if needling is None or self.zone is None else [z for z in needling.zones if z.zone == self.zone]
        return bool(rows) and all(was_left(zone) for zone in rows)

    def in_row(self, name: str, day: date) -> str:
        """A planned zone that was not needled says so: nothing is left to be done there."""
        words = super().in_row(name, day)
        if name != "zone" or self.is_applied() or not self.was_not_needled():
            return words
        return _("{zone}, not needled").format(zone=words)


def counted_zones(zones: Iterable[AppliedZone]) -> list[AppliedZone]:
    """The zones that count for their application: all but those that were not needled and received nothing."""
    return [zone for zone in zones if zone.is_applied() or not zone.was_not_needled()]
