"""One zone of the scalp as it was needled (clinical.md 5.2, 5.5)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.catalogue import device
from charting.choices import Choices
from charting.context import Context
from charting.fields import TO_SIGN, field, fields_of
from charting.findings import Finding, Level
from charting.kinds import ManyOf, Moment, Number, OneOf, Text
from charting.ranges import between, over
from charting.records.base import Line
from charting.records.decision import decision_on
from charting.records.rules_off import usable
from charting.records.time_order import times_in_order
from charting.records.verdicts import findings_of
from charting.records.zones import THIN_SKINNED, ZONES
from charting.results import show_decimal
from charting.rules import needle_depth
from charting.units import CM2, MM
from charting.words import _

if TYPE_CHECKING:
    from charting.records.needling import Needling

NOT_NEEDLED = "not_needled"
NEEDLED_WITH = ("depth_mm", "passes", "direction", "pressure", "start_at", "end_at")
"""What is said of a zone only where it was needled."""

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
    (NOT_NEEDLED, "Not needled"),
)


def was_left(zone: "NeedledZone") -> bool:
    """Whether somebody said that a planned zone was not needled; an endpoint nobody answered says no such thing."""
    return zone.endpoint == NOT_NEEDLED


def was_begun(zone: "NeedledZone") -> bool:
    """Whether anything says that a needle touched a zone: its endpoint, or a time of its own."""
    return not was_left(zone) and any(told is not None for told in (zone.endpoint, zone.start_at, zone.end_at))


def needled_zones(sheet: "Needling | None") -> list["NeedledZone"]:
    """The zones of a needling that count for it: all but those that were said not to be needled."""
    return [] if sheet is None else [zone for zone in sheet.zones if not was_left(zone)]


def left_zone_is_empty(zone: "NeedledZone", context: Context) -> Iterator[Finding]:
    """A zone that was not needled has no depth, no passes and no times."""
    told = [name for name in NEEDLED_WITH if getattr(zone, name) is not None]
    if was_left(zone) and told:
        yield Finding(
            Level.WARN,
            _("{zone} was not needled, but has {what}").format(
                zone=ZONES.label(zone.zone) if zone.zone else _("A zone"),
                what=", ".join(fields_of(NeedledZone)[name].title.lower() for name in told),
            ),
            next_step=_("Clear it, or choose another endpoint."),
            rule="zone-not-needled",
            field="endpoint",
        )


def depth_is_safe(zone: "NeedledZone", context: Context) -> Iterator[Finding]:
    """The depth against device, zone and what was evaluated; the gravest of these speaks."""
    if zone.depth_mm is not None:
        yield from depth_findings(zone, zone.depth_mm)


def depth_findings(zone: "NeedledZone", depth_mm: Decimal) -> Iterator[Finding]:
    """What a depth in mm would mean in a zone, whether it is recorded there or not."""
    rules = usable(zone.parent or zone, "intervals")
    if rules is None:
        return
    listed = device(zone.parent.device_name) if zone.parent is not None else None
    verdicts = needle_depth.depth(
        depth_mm,
        rules,
        zone=ZONES.label(zone.zone) if zone.zone else "",
        thin_skin=zone.zone in THIN_SKINNED,
        device_most_mm=listed.depth_mm[1] if listed else None,
    )
    named = ((_("device"), listed.name),) if listed else ()
    for finding in findings_of(verdicts, "depth_mm"):
        yield replace(finding, inputs=(*finding.inputs, *named))


def depth_told(zone: "NeedledZone") -> Finding | None:
    """The first thing to be said of the depth that is recorded in a zone, unless somebody has decided on it."""
    if zone.depth_mm is None:
        return None
    told = (*depth_findings(zone, zone.depth_mm), *deeper_than_needle(zone))
    visit = zone.parent.visit if zone.parent is not None else None
    placed = (replace(finding, record_id=zone.id) for finding in told)
    return next((one for one in placed if visit is None or decision_on(visit, one) is None), None)


def depth_beyond_needle(zone: "NeedledZone", context: Context) -> Iterator[Finding]:
    """No zone is deeper than the needle is long."""
    yield from deeper_than_needle(zone)


def deeper_than_needle(zone: "NeedledZone") -> Iterator[Finding]:
    """The depth recorded in a zone against the length of the needle."""
    longest = zone.parent.needle_length_mm if zone.parent is not None else None
    if longest is not None and zone.depth_mm is not None and zone.depth_mm > longest:
        yield Finding(
            Level.WARN,
            _("Depth {depth} mm, needle {length} mm").format(
                depth=show_decimal(zone.depth_mm), length=show_decimal(longest)
            ),
            why=_("deeper than the needle is long"),
            next_step=_("Correct the depth or the needle length."),
            rule="deeper-than-needle",
            inputs=((_("depth"), show_decimal(zone.depth_mm)), (_("needle length"), show_decimal(longest))),
            field="depth_mm",
        )


def _is_to_be_told(zone: Any) -> bool:
    return not was_left(zone)


class NeedledZone(Line):
    """A zone: how deep, how often, in which way, to which endpoint."""

    __tablename__ = "needled_zone"
    title: ClassVar[str] = "Zone"

    parent_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("needling.id"), index=True)
    parent: Mapped["Needling"] = relationship(back_populates="zones")

    zone: Mapped[str | None] = field(OneOf("Zone", choices=ZONES, required=TO_SIGN, carried=True))
    area_cm2: Mapped[Decimal | None] = field(
        Number("Area", unit=CM2, places=1, hard=over(0, to=800), help="15 to 80 usual.", carried=True)
    )
    depth_mm: Mapped[Decimal | None] = field(
        Number(
            "Depth",
            unit=MM,
            places=2,
            hard=over(0, to=3),
            required=_is_to_be_told,
            source="S09, S26",
            help="0.5 to 1.5 usual, temple to 1.",
            carried=True,
        )
    )
    passes: Mapped[Decimal | None] = field(
        Number("Passes", soft=between(3, 8), hard=between(1, 30), required=_is_to_be_told, carried=True, may_lack=True)
    )
    direction: Mapped[tuple[str, ...] | None] = field(
        ManyOf("Direction", choices=DIRECTIONS, help="Rolling can tangle long hair: stamp there.", carried=True)
    )
    pressure: Mapped[str | None] = field(
        OneOf("Pressure", choices=PRESSURE, warns={"firm": "light to moderate is enough"}, carried=True)
    )
    endpoint: Mapped[str | None] = field(
        OneOf(
            "Endpoint",
            choices=ENDPOINTS,
            required=TO_SIGN,
            source="S03",
            warns={"confluent_bleeding": "stop: bleeding flows together"},
            may_lack=True,
        )
    )
    start_at: Mapped[datetime | None] = field(Moment("From"))
    end_at: Mapped[datetime | None] = field(Moment("Until"))
    incident: Mapped[str | None] = field(Text("Incident", lines=2, longest=1000))
    note: Mapped[str | None] = field(Text("Note", lines=2, longest=1000))

    checks: ClassVar = (depth_is_safe, depth_beyond_needle, left_zone_is_empty, times_in_order)
