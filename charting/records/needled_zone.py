"""One zone of the scalp as it was needled (clinical.md 5.2, 5.5)."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.catalogue import device
from charting.choices import Choices
from charting.context import Context
from charting.fields import TO_SIGN, field
from charting.findings import Finding, Level
from charting.kinds import ManyOf, Moment, Number, OneOf, Text
from charting.ranges import between, over
from charting.records.base import Line
from charting.records.zones import THIN_SKINNED, ZONES
from charting.results import show_decimal
from charting.units import CM2, MM
from charting.words import _

if TYPE_CHECKING:
    from charting.records.needling import Needling

DIRECTIONS = Choices(
    "direction",
    ("longitudinal", "Lengthwise"),
    ("transverse", "Crosswise"),
    ("diagonal_left", "Diagonal left"),
    ("diagonal_right", "Diagonal right"),
    ("circular", "Circular"),
    ("stamp", "Stamp"),
)
PRESSURE = Choices("pressure", ("light", "Light"), ("moderate", "Moderate"), ("firm", "Firm"))
ENDPOINTS = Choices(
    "endpoint",
    ("no_change", "No change"),
    ("faint_erythema", "Faint erythema"),
    ("mild_erythema", "Mild erythema"),
    ("pinpoint_bleeding", "Pinpoint bleeding"),
    ("confluent_bleeding", "Confluent bleeding"),
    ("oedema", "Oedema"),
)
THIN_SKIN_USUAL_MM = Decimal(1)
THIN_SKIN_MOST_MM = Decimal(2)


def depth_beyond_device(zone: "NeedledZone", context: Context) -> Iterator[Finding]:
    """A depth that the device cannot reach is a slip, or another device."""
    listed = device(zone.parent.device_name) if zone.parent is not None else None
    if listed and zone.depth_mm is not None and zone.depth_mm > listed.depth_mm[1]:
        yield Finding(
            Level.STOP,
            _("{depth} mm with {device}").format(depth=show_decimal(zone.depth_mm), device=listed.name),
            why=_("this device reaches {most} mm").format(most=show_decimal(listed.depth_mm[1])),
            next_step=_("Correct the depth or the device."),
            field="depth_mm",
        )


def depth_beyond_needle(zone: "NeedledZone", context: Context) -> Iterator[Finding]:
    """No zone is deeper than the needle is long."""
    longest = zone.parent.needle_length_mm if zone.parent is not None else None
    if longest is not None and zone.depth_mm is not None and zone.depth_mm > longest:
        yield Finding(
            Level.WARN,
            _("Depth {depth} mm, needle {length} mm").format(
                depth=show_decimal(zone.depth_mm), length=show_decimal(longest)
            ),
            why=_("deeper than the needle is long"),
            next_step=_("Correct the depth or the needle length."),
            field="depth_mm",
        )


def depth_on_thin_skin(zone: "NeedledZone", context: Context) -> Iterator[Finding]:
    """Temple and hairline: thin skin, vessels close below."""
    if zone.zone not in THIN_SKINNED or zone.depth_mm is None or zone.depth_mm <= THIN_SKIN_USUAL_MM:
        return
    what = _("{zone}, {depth} mm").format(zone=ZONES.label(zone.zone), depth=show_decimal(zone.depth_mm))
    if zone.depth_mm > THIN_SKIN_MOST_MM:
        yield Finding(
            Level.WARN,
            what,
            why=_("above 2 mm on temple or hairline: thin skin, vessels close below"),
            next_step=_("Stop: a prescriber must decide."),
            field="depth_mm",
        )
    else:
        yield Finding(Level.WARN, what, why=_("usual on temple and hairline 0.5 to 1 mm: thin skin"), field="depth_mm")


def zone_ends_after_start(zone: "NeedledZone", context: Context) -> Iterator[Finding]:
    """An end before its start is a slip of the clock."""
    if zone.start_at is not None and zone.end_at is not None and zone.end_at < zone.start_at:
        yield Finding(Level.STOP, _("The zone ends before it starts"), field="end_at")


class NeedledZone(Line):
    """A zone: how deep, how often, in which way, to which endpoint."""

    __tablename__ = "needled_zone"
    title: ClassVar[str] = "Zone"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("needling.id"), index=True)
    parent: Mapped["Needling"] = relationship(back_populates="zones")

    zone: Mapped[str | None] = field(OneOf("Zone", choices=ZONES, required=TO_SIGN))
    area_cm2: Mapped[Decimal | None] = field(
        Number(
            "Area",
            unit=CM2,
            places=1,
            hard=over(0, to=800),
            help="15 to 80 usual.",
        )
    )
    depth_mm: Mapped[Decimal | None] = field(
        Number(
            "Depth",
            unit=MM,
            places=2,
            soft=between("0.5", "1.5"),
            hard=over(0, to=3),
            required=TO_SIGN,
            source="S09, S26",
            help="Beyond 1.5 mm many devices were not evaluated.",
        )
    )
    passes: Mapped[Decimal | None] = field(Number("Passes", soft=between(3, 8), hard=between(1, 30), required=TO_SIGN))
    direction: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Direction", choices=DIRECTIONS, help="Rolling can tangle long hair: stamp there.")
    )
    pressure: Mapped[str | None] = field(
        OneOf("Pressure", choices=PRESSURE, warns={"firm": "light to moderate is enough"})
    )
    endpoint: Mapped[str | None] = field(
        OneOf(
            "Endpoint",
            choices=ENDPOINTS,
            required=TO_SIGN,
            source="S03",
            warns={"confluent_bleeding": "stop: bleeding flows together"},
        )
    )
    start_at: Mapped[datetime | None] = field(Moment("From"))
    end_at: Mapped[datetime | None] = field(Moment("Until"))
    incident: Mapped[str | None] = field(Text("Incident", lines=2, longest=1000))
    note: Mapped[str | None] = field(Text("Note", lines=2, longest=1000))

    checks: ClassVar = (depth_beyond_device, depth_beyond_needle, depth_on_thin_skin, zone_ends_after_start)
