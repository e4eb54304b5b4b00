"""Checks of the needling sheet across its fields (clinical.md 5.2, 5.5)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.catalogue import device
from charting.context import Context
from charting.findings import Finding, Level
from charting.records.device_choices import DEVICE_TYPES
from charting.records.needling_results import minutes_between
from charting.records.shelf_life import expiry_findings
from charting.results import show_decimal
from charting.rules.areas import sum_of_known
from charting.words import _

if TYPE_CHECKING:
    from charting.records.needling import Needling

FLAMMABLE = frozenset({"chlorhexidine_2pct_alcohol", "alcohol_70"})
DAYS_OF_SERVICE = 365
LARGE_AREA_CM2 = Decimal(350)
WHOLE_SCALP_CM2 = Decimal(800)
LONG_MINUTES = Decimal(90)


def needle_beyond_device(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """A needle longer than the device drives it is a slip, or another device."""
    listed = device(sheet.device_name)
    if listed and sheet.needle_length_mm is not None and sheet.needle_length_mm > listed.depth_mm[1]:
        yield Finding(
            Level.STOP,
            _("{length} mm with {device}").format(length=show_decimal(sheet.needle_length_mm), device=listed.name),
            why=_("this device reaches {most} mm").format(most=show_decimal(listed.depth_mm[1])),
            next_step=_("Correct the length or the device."),
            field="needle_length_mm",
        )


def type_against_device(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """The named device and its type have to tell the same."""
    listed = device(sheet.device_name)
    if listed and sheet.device_type is not None and listed.type != sheet.device_type:
        yield Finding(
            Level.WARN,
            _("{device}: {type}").format(device=listed.name, type=DEVICE_TYPES.label(sheet.device_type)),
            why=_("listed as: {type}").format(type=DEVICE_TYPES.label(listed.type)),
            field="device_type",
        )


def needles_used_once(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Needles that were used before carry blood."""
    if sheet.cartridge_single_use is False:
        yield Finding(
            Level.STOP,
            _("Needles not single-use"),
            why=_("reused needles have passed on HIV"),
            next_step=_("Never on another person, never again: take a new sterile set."),
            field="cartridge_single_use",
        )


def cartridge_expired(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Sterility ends with the expiry."""
    yield from expiry_findings(
        sheet.cartridge_expiry, context, what=_("The cartridge"), field="cartridge_expiry", soon_days=30
    )


def sharps_gone(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Nobody leaves the room before the sharps are in their box."""
    if sheet.sharps_disposed is False:
        yield Finding(Level.STOP, _("Sharps not disposed of"), next_step=_("Dispose of them."), field="sharps_disposed")


def service_overdue(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """A device is serviced every year."""
    last = sheet.last_service_date
    if last is not None and (context.day - last).days > DAYS_OF_SERVICE:
        yield Finding(
            Level.WARN,
            _("Service more than 12 months ago"),
            next_step=_("Have it serviced."),
            field="last_service_date",
        )


def speed_recorded(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """An electric device has a speed: level, rpm or Hz, at least one."""
    speeds = (sheet.speed_level, sheet.speed_rpm, sheet.stroke_hz)
    if sheet.device_type == "electric_pen" and all(speed is None for speed in speeds):
        yield Finding(Level.WARN, _("Speed"), why=_("needs one of three"), field="speed_level")


def alcohol_is_dry(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Alcohol burns where radio frequency is used."""
    if sheet.device_type == "rf_mn" and sheet.skin_prep in FLAMMABLE:
        yield Finding(
            Level.WARN,
            _("Alcohol on the skin, RF device"),
            why=_("it burns until it is dry"),
            next_step=_("Let it dry, and record for how long."),
            field="skin_prep_dry_s",
        )


def area_is_possible(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """An adult scalp has some 600 to 700 cm²; zones must not be counted twice."""
    area = sum_of_known(zone.area_cm2 for zone in sheet.zones)
    if area is None or area <= LARGE_AREA_CM2:
        return
    possible = area <= WHOLE_SCALP_CM2
    limit = LARGE_AREA_CM2 if possible else WHOLE_SCALP_CM2
    yield Finding(
        Level.WARN if possible else Level.STOP,
        _("Zones add up to {area} cm²").format(area=show_decimal(area)),
        why=_("above {limit} cm²").format(limit=show_decimal(limit)),
        next_step=_("Check whether an area was counted twice."),
        field="zones",
    )


def duration_is_usual(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Needling takes 30 to 45 minutes, with PRP about an hour."""
    minutes = minutes_between(sheet.start_at, sheet.end_at)
    if minutes is None:
        return
    if minutes < 0:
        yield Finding(Level.STOP, _("Needling ends before it starts"), field="end_at")
    elif minutes > LONG_MINUTES:
        yield Finding(
            Level.WARN,
            _("Needling took {minutes} min").format(minutes=show_decimal(minutes, 0)),
            why=_("above 90 min; 30 to 45 min is usual, with PRP about 60"),
            field="end_at",
        )
