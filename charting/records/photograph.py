"""Photographs of a visit: which view was taken how, so that the next one can be compared (clinical.md 1.5)."""

import re
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.context import Context
from charting.fields import field
from charting.findings import Finding, Level
from charting.kinds import Moment, Number, OneOf, Text
from charting.ranges import at_least, over
from charting.records.base import Line
from charting.records.photo_consent import SCOPES
from charting.units import CM, HOURS
from charting.words import _

if TYPE_CHECKING:
    from charting.records.assessment import Assessment

VIEWS = Choices(
    "view",
    ("front_hairline", "Frontal hairline"),
    ("front_chin_down_top", "Front, chin down"),
    ("mid_scalp_part", "Mid-scalp part"),
    ("vertex", "Vertex"),
    ("left_lateral", "Left side"),
    ("right_lateral", "Right side"),
    ("left_temporal", "Left temple"),
    ("right_temporal", "Right temple"),
    ("occipital_donor", "Occipital donor area"),
    ("close_up_target", "Close-up of the target"),
)
HAIR_STATES = Choices(
    "hair_state", ("dry", "Dry"), ("combed", "Combed"), ("parted_centre", "Parted in the centre"), ("wet", "Wet")
)
LEAST_VIEWS: dict[str, frozenset[str]] = {
    "Vertex": frozenset({"vertex"}),
    "Mid-scalp part": frozenset({"mid_scalp_part"}),
    "Frontal hairline": frozenset({"front_hairline"}),
    "a temple": frozenset({"left_temporal", "right_temporal"}),
}
RECORD_SCOPE = "clinical_record"
_DIGEST = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)


def lacking_views(photographs: list[Any]) -> list[str]:
    """Which of the four standard views were not taken, in words (K: four global views)."""
    taken = {photograph.view for photograph in photographs}
    return [_(name) for name, views in LEAST_VIEWS.items() if not views & taken]


def digest_is_whole(photograph: Any, _context: Context) -> Iterator[Finding]:
    """A SHA-256 has 64 hexadecimal digits; anything else proves nothing."""
    if photograph.sha256 is not None and not _DIGEST.fullmatch(photograph.sha256):
        yield Finding(Level.STOP, _("SHA-256"), why=_("it has 64 digits, 0 to 9 and a to f"), field="sha256")


class Photograph(Line):
    """One photograph: how it was taken, and which file holds it."""

    __tablename__ = "photograph"
    title: ClassVar[str] = "Photograph"
    checks: ClassVar = (digest_is_whole,)

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("assessment.id"), index=True)
    parent: Mapped["Assessment"] = relationship(back_populates="photographs")
    view: Mapped[str | None] = field(OneOf("View", choices=VIEWS))
    taken_at: Mapped[datetime | None] = field(Moment("Taken at"))
    taken_by: Mapped[str | None] = field(Text("Taken by", suggest="staff", longest=120))
    camera: Mapped[str | None] = field(Text("Camera", longest=120))
    distance_cm: Mapped[Decimal | None] = field(Number("Distance", unit=CM, places=1, hard=over(0)))
    lighting: Mapped[str | None] = field(Text("Lighting", longest=120))
    hair_state: Mapped[str | None] = field(OneOf("Hair", choices=HAIR_STATES))
    head_position_device: Mapped[str | None] = field(Text("Head held by", longest=120))
    hours_since_wash: Mapped[Decimal | None] = field(
        Number("Since the last wash", unit=HOURS, places=1, hard=at_least(0))
    )
    hours_since_dye: Mapped[Decimal | None] = field(
        Number("Since the last dye", unit=HOURS, places=1, hard=at_least(0))
    )
    consent_scope: Mapped[str | None] = field(OneOf("Consent", choices=SCOPES))
    file_name: Mapped[str | None] = field(Text("File", longest=200))
    sha256: Mapped[str | None] = field(Text("SHA-256", longest=64))
