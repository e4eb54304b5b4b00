"""Where the answers of the needling sheet stand."""

from charting.records.needled_zone import NeedledZone as Z
from charting.records.needling import Needling as N
from charting.records.zone_map import needled_figures
from charting.records.zone_totals import needling_totals
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import rows, span
from ui.forms.said_once import all_zones_panel
from ui.forms.zone_picture import ZonePicture


def compose(form: Form) -> None:
    """Device, needles, speed, preparation, zones, radio frequency, end: in the order of work."""
    form.section(
        _("Device"),
        span(N.device_type, 7),
        span(N.device_name, 5),
        span(N.device_serial, 4),
        span(N.last_service_date, 3),
        span(N.last_function_check, 3),
    )
    form.section(
        _("Needles"),
        span(N.cartridge_lot, 3),
        span(N.cartridge_expiry, 3),
        N.needle_length_mm,
        N.needle_gauge,
        N.needle_count,
        span(N.cartridge_single_use, 3),
        span(N.udi_raw, 9),
    )
    form.section(_("Speed"), N.speed_level, N.speed_rpm, N.stroke_hz)
    form.section(
        _("Skin and hair"),
        span(N.skin_prep, 10),
        N.skin_prep_dry_s,
        span(N.skin_prep_other, 4),
        span(N.glide, 6),
        span(N.hair_prep, 12),
    )
    form.section(
        _("Zones"),
        rows(
            N.zones,
            table=(Z.zone, Z.depth_mm, Z.passes, Z.endpoint, Z.area_cm2),
            fields=(
                span(Z.zone, 4),
                span(Z.depth_mm, 3),
                Z.passes,
                Z.area_cm2,
                span(Z.endpoint, 12),
                Z.direction,
                span(Z.pressure, 4),
                Z.start_at,
                Z.end_at,
                span(Z.note, 6),
                span(Z.incident, 6),
            ),
            picture=lambda theme: ZonePicture(theme, needled_figures),
            totals=needling_totals,
        ),
        all_zones_panel(),
    )
    form.section(
        _("Radio frequency"),
        N.rf_energy_mj,
        N.rf_power_w,
        N.rf_pulse_ms,
        N.rf_passes,
        span(N.rf_coagulation_level, 4),
        span(N.rf_insulated, 3),
        span(N.rf_cooling, 3),
        span(N.rf_tip_id, 4),
    )
    form.section(_("Start and end"), N.start_at, N.end_at, span(N.sharps_disposed, 3), span(N.incident, 12))
