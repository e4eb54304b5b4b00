"""Checks of the needling sheet across its fields (clinical.md 5.2, 5.5)."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.catalogue import device
from charting.context import Context
from charting.findings import Finding, Level
from charting.records.device_choices import DEVICE_TYPES, GLIDES
from charting.records.earlier import NEEDLING, interval_words, last_before
from charting.records.needled_zone import needled_zones
from charting.records.needling_results import minutes_between
from charting.records.rules_off import calculators_off, usable
from charting.records.scanned import Label, label_findings, used_before
from charting.records.shelf_life import expiry_findings
from charting.records.verdicts import findings_of
from charting.results import show_decimal
from charting.rules import intervals, needle_depth
from charting.rules.areas import deepest
from charting.rules.intervals import days_since
from charting.words import _

if TYPE_CHECKING:
    from charting.records.needling import Needling

FLAMMABLE = frozenset({"chlorhexidine_2pct_alcohol", "alcohol_70"})
DAYS_OF_SERVICE = 365
CARTRIDGE_LABEL = Label("udi_raw", "cartridge_lot", "cartridge_expiry", "The cartridge")
NEVER_IN_CHANNELS = frozenset({"minoxidil", "retinoic_acid", "vitamin_c"})
LONG_MINUTES = Decimal(90)


def rules_can_be_used(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Without the rule file depth, area and interval are not judged."""
    yield from calculators_off(sheet, "intervals", "needle_length_mm")


def needle_length(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """The needle against its device; how deep it went is said at each zone, so only a stop is said here as well."""
    rules = usable(sheet, "intervals")
    if rules is None or sheet.needle_length_mm is None:
        return
    listed = device(sheet.device_name)
    verdicts = needle_depth.depth(sheet.needle_length_mm, rules, device_most_mm=listed.depth_mm[1] if listed else None)
    zones_speak = any(zone.depth_mm is not None for zone in needled_zones(sheet))
    for finding in findings_of(verdicts, "needle_length_mm"):
        if finding.blocks or not zones_speak:
            yield replace(finding, rule="needle-length", inputs=(*finding.inputs, *device_words(sheet)))


def device_words(sheet: "Needling") -> tuple[tuple[str, str], ...]:
    """The device as an input of a finding."""
    return ((_("device"), sheet.device_name),) if sheet.device_name else ()


def not_into_channels(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Minoxidil, retinoic acid and vitamin C are driven into open channels (S74)."""
    if sheet.glide in NEVER_IN_CHANNELS:
        yield Finding(
            Level.BLOCK,
            _("{product} as glide").format(product=GLIDES.label(sheet.glide or "")),
            why=_("it is driven into open channels, for which it is not made"),
            next_step=_("Use saline or sterile gel, or let a prescriber decide."),
            rule="glide",
            field="glide",
            inputs=((_("glide"), sheet.glide or ""),),
            source="S74",
        )


def interval_since_last(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Days since this patient's last needling, and how deep after so few (1.7)."""
    rules, last = usable(sheet, "intervals"), last_before(sheet.visit, NEEDLING)
    if rules is None or last is None:
        return
    days = days_since(last.day, sheet.visit.opened_at.date())
    depth = deepest(zone.depth_mm for zone in needled_zones(sheet))
    for finding in findings_of(intervals.needling_interval(days, depth, rules), "start_at"):
        yield replace(finding, inputs=(*finding.inputs, *interval_words(sheet.visit, last)[:1]))


def label_agrees(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """The scanned label says the lot and expiry that were typed."""
    yield from label_findings(sheet, CARTRIDGE_LABEL, context)


def cartridge_used_before(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """The very same cartridge on an earlier visit of anybody."""
    yield from used_before(sheet, CARTRIDGE_LABEL, context)


def type_against_device(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """The named device and its type have to tell the same."""
    listed = device(sheet.device_name)
    if listed and sheet.device_type is not None and listed.type != sheet.device_type:
        yield Finding(
            Level.WARN,
            _("{device}: {type}").format(device=listed.name, type=DEVICE_TYPES.label(sheet.device_type)),
            why=_("listed as: {type}").format(type=DEVICE_TYPES.label(listed.type)),
            rule="device-type",
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
            rule="single-use-no",
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
        step = _("Dispose of them.")
        yield Finding(Level.STOP, _("Sharps not disposed of"), next_step=step, rule="sharps", field="sharps_disposed")


def service_overdue(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """A device is serviced every year."""
    last = sheet.last_service_date
    if last is not None and (context.day - last).days > DAYS_OF_SERVICE:
        yield Finding(
            Level.WARN,
            _("Service more than 12 months ago"),
            next_step=_("Have it serviced."),
            rule="device-service",
            field="last_service_date",
        )


def speed_recorded(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """An electric device has a speed: level, rpm or Hz, at least one."""
    speeds = (sheet.speed_level, sheet.speed_rpm, sheet.stroke_hz)
    if sheet.device_type == "electric_pen" and all(speed is None for speed in speeds):
        yield Finding(Level.WARN, _("Speed"), why=_("needs one of three"), rule="device-speed", field="speed_level")


def alcohol_is_dry(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Alcohol burns where radio frequency is used."""
    if sheet.device_type == "rf_mn" and sheet.skin_prep in FLAMMABLE:
        yield Finding(
            Level.WARN,
            _("Alcohol on the skin, RF device"),
            why=_("it burns until it is dry"),
            next_step=_("Let it dry, and record for how long."),
            rule="alcohol-dry",
            field="skin_prep_dry_s",
        )


def area_is_possible(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """An adult scalp has some 600 to 700 cm²; zones must not be counted twice."""
    rules = usable(sheet, "intervals")
    if rules is not None:
        yield from findings_of(needle_depth.area((zone.area_cm2 for zone in needled_zones(sheet)), rules), "zones")


def duration_is_usual(sheet: "Needling", context: Context) -> Iterator[Finding]:
    """Needling takes 30 to 45 minutes, with PRP about an hour."""
    minutes = minutes_between(sheet.start_at, sheet.end_at)
    if minutes is not None and minutes > LONG_MINUTES:
        yield Finding(
            Level.WARN,
            _("Needling took {minutes} min").format(minutes=show_decimal(minutes, 0)),
            why=_("above 90 min; 30 to 45 min is usual, with PRP about 60"),
            rule="needling-duration",
            field="end_at",
        )
