"""Device and needles: what pierced which zone, how deep, how often, to which endpoint (clinical.md 5.2, 5.6)."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from sqlalchemy.orm import Mapped

from charting.context import Context
from charting.fields import TO_SIGN, Lines, field, lines
from charting.kinds import Day, ManyOf, Moment, Number, OneOf, Text, YesNo
from charting.ranges import at_least, between, over
from charting.records.base import Sheet
from charting.records.device_choices import DEVICE_TYPES, GLIDES, HAIR_PREPS, SKIN_PREPS
from charting.records.needled_zone import NeedledZone
from charting.records.needling_checks import (
    CARTRIDGE_LABEL,
    alcohol_is_dry,
    area_is_possible,
    cartridge_expired,
    cartridge_used_before,
    duration_is_usual,
    interval_since_last,
    label_agrees,
    needle_length,
    needles_used_once,
    not_into_channels,
    rules_can_be_used,
    service_overdue,
    sharps_gone,
    speed_recorded,
    type_against_device,
)
from charting.records.needling_results import needling_results
from charting.records.scanned import choices, filled
from charting.records.time_order import times_in_order
from charting.results import Result
from charting.units import GAUGE, HZ, MILLIJOULE, MILLISECONDS, MM, RPM, Unit

WATT = Unit("W", "W")
SECONDS = Unit("s", "s")


def _is_rf(sheet: Any) -> bool:
    return bool(sheet.device_type == "rf_mn")


class Needling(Sheet):
    """Device, needles and needled zones of one visit."""

    __tablename__ = "needling"
    title: ClassVar[str] = "Device and needles"
    scanned_into: ClassVar[str] = "udi_raw"
    begins: ClassVar[frozenset[str]] = frozenset({"start_at"})

    device_type: Mapped[str | None] = field(
        OneOf("Device type", choices=DEVICE_TYPES, required=TO_SIGN, carried=True, house=True)
    )
    device_name: Mapped[str | None] = field(
        Text("Device", suggest="devices", listed=True, required=TO_SIGN, carried=True, house=True)
    )
    device_serial: Mapped[str | None] = field(Text("Serial", carried=True, house=True))
    last_service_date: Mapped[date | None] = field(Day("Last service", past=True, carried=True, house=True))
    last_function_check: Mapped[date | None] = field(Day("Function check", past=True))

    cartridge_lot: Mapped[str | None] = field(Text("Cartridge lot", required=TO_SIGN, source="S22", may_lack=True))
    cartridge_expiry: Mapped[date | None] = field(
        Day("Cartridge expiry", required=TO_SIGN, source="S22", may_lack=True, by_month=True)
    )
    udi_raw: Mapped[str | None] = field(Text("UDI as scanned", longest=400))
    cartridge_single_use: Mapped[bool | None] = field(
        YesNo("New, used once only", required=TO_SIGN, source="S73", help="Cartridge, roller or stamp.")
    )
    needle_length_mm: Mapped[Decimal | None] = field(
        Number(
            "Needle length",
            unit=MM,
            places=2,
            hard=over(0, to=3),
            required=TO_SIGN,
            source="S09, S26",
            help="Set or fixed length.",
            carried=True,
        )
    )
    needle_gauge: Mapped[Decimal | None] = field(Number("Gauge", unit=GAUGE, hard=over(0), carried=True, house=True))
    needle_count: Mapped[Decimal | None] = field(
        Number("Needles", soft=between(1, 200), hard=between(1, 600), source="S75", carried=True, house=True)
    )
    speed_level: Mapped[Decimal | None] = field(Number("Speed level", hard=between(1, 10), carried=True, house=True))
    speed_rpm: Mapped[Decimal | None] = field(
        Number("Speed", unit=RPM, hard=between(0, 30000), carried=True, house=True)
    )
    stroke_hz: Mapped[Decimal | None] = field(
        Number("Strokes", unit=HZ, places=1, hard=between(0, 500), carried=True, house=True)
    )

    rf_energy_mj: Mapped[Decimal | None] = field(
        Number(
            "Energy",
            unit=MILLIJOULE,
            places=1,
            hard=over(0),
            required=lambda s: _is_rf(s) and s.rf_power_w is None,
            help="Or power.",
            carried=True,
        )
    )
    rf_power_w: Mapped[Decimal | None] = field(
        Number(
            "Power",
            unit=WATT,
            places=1,
            hard=over(0),
            required=lambda s: _is_rf(s) and s.rf_energy_mj is None,
            carried=True,
        )
    )
    rf_pulse_ms: Mapped[Decimal | None] = field(
        Number("Pulse", unit=MILLISECONDS, places=1, hard=over(0), required=_is_rf, carried=True)
    )
    rf_coagulation_level: Mapped[str | None] = field(Text("Coagulation level", required=_is_rf, carried=True))
    rf_insulated: Mapped[bool | None] = field(YesNo("Insulated needles", required=_is_rf, carried=True, house=True))
    rf_passes: Mapped[Decimal | None] = field(Number("RF passes", hard=between(1, 30), required=_is_rf, carried=True))
    rf_cooling: Mapped[bool | None] = field(YesNo("Cooling on", required=_is_rf, carried=True))
    rf_tip_id: Mapped[str | None] = field(Text("Tip number", required=_is_rf))

    skin_prep: Mapped[str | None] = field(
        OneOf("Skin preparation", choices=SKIN_PREPS, required=TO_SIGN, carried=True, house=True)
    )
    skin_prep_other: Mapped[str | None] = field(
        Text(
            "Other preparation",
            suggest="antiseptics",
            required=lambda s: s.skin_prep == "other",
            carried=True,
            house=True,
        )
    )
    skin_prep_dry_s: Mapped[Decimal | None] = field(
        Number("Dried for", unit=SECONDS, soft=at_least(30), hard=at_least(0), help="30 s to 2 min.")
    )
    hair_prep: Mapped[tuple[str, ...] | None] = field(ManyOf("Hair", choices=HAIR_PREPS))
    glide: Mapped[str | None] = field(
        OneOf(
            "Glide",
            choices=GLIDES,
            source="S74",
            warns={"cosmetic_serum": "serums not made for the skin's depth have caused granulomas"},
            carried=True,
            house=True,
        )
    )

    start_at: Mapped[datetime | None] = field(Moment("Needling from", required=TO_SIGN, may_lack=True))
    end_at: Mapped[datetime | None] = field(Moment("Needling until", required=TO_SIGN, may_lack=True))
    zones: Mapped[list[NeedledZone]] = lines(
        Lines("Zones", row="Zone", required=TO_SIGN), "NeedledZone", "NeedledZone.position"
    )
    sharps_disposed: Mapped[bool | None] = field(YesNo("Sharps disposed of", required=TO_SIGN))
    incident: Mapped[str | None] = field(
        Text("Incident", lines=2, longest=2000, help="An adverse event goes on the post-procedure sheet as well.")
    )

    checks: ClassVar = (
        rules_can_be_used,
        needle_length,
        type_against_device,
        needles_used_once,
        cartridge_expired,
        label_agrees,
        cartridge_used_before,
        not_into_channels,
        interval_since_last,
        sharps_gone,
        service_overdue,
        speed_recorded,
        alcohol_is_dry,
        area_is_possible,
        times_in_order,
        duration_is_usual,
    )

    def worked_out(self, context: Context) -> list[Result]:
        """Zones, area, deepest depth, passes, strokes per minute, duration, days since the last needling."""
        return needling_results(self)

    def filled_from_scan(self, day: date) -> dict[str, Any]:
        """Lot and expiry off the scanned label where nobody typed them, by field; `day` decides their century."""
        return filled(self, CARTRIDGE_LABEL, day)

    def scan_choices(self, day: date) -> list[tuple[str, dict[str, Any]]]:
        """The ways to read a label whose separator is lost, while nobody has chosen one."""
        return choices(self, CARTRIDGE_LABEL, day)
