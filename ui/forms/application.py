"""Where the answers of the PRP application sheet stand."""

from charting.records.application import Application as A
from charting.records.applied_zone import AppliedZone as Z
from charting.records.zone_map import applied_figures
from charting.records.zone_totals import application_totals
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import rows, span
from ui.forms.zone_picture import ZonePicture


def compose(form: Form) -> None:
    """Time-out, how, how much, zones, afterwards: in the order of work."""
    form.section(
        _("Time-out"),
        span(A.timeout_name_confirmed, 4),
        span(A.timeout_dob_confirmed, 4),
        span(A.syringe_label_matches, 4),
        span(A.chart_matches, 4),
        span(A.timeout_at, 4),
        span(A.timeout_by, 4),
    )
    form.section(
        _("How"),
        span(A.route, 12),
        span(A.sequence, 5),
        span(A.technique, 7),
        A.needle_gauge,
        A.needle_length_mm,
        A.depth_mm,
        A.injection_start_at,
        span(A.applied_by, 4),
    )
    form.section(
        _("How much"),
        A.total_injected_ml,
        A.topical_ml,
        A.ml_per_point,
        A.number_of_points,
        A.point_spacing_cm,
    )
    form.section(
        _("Zones"),
        rows(
            A.zones,
            table=(Z.zone, Z.area_cm2, Z.ml, Z.points, Z.topical_ml),
            fields=(span(Z.zone, 4), Z.area_cm2, Z.ml, Z.points, Z.topical_ml),
            picture=lambda theme: ZonePicture(theme, applied_figures),
            totals=application_totals,
        ),
    )
    form.section(
        _("Afterwards"),
        A.pain_nrs_prp,
        A.massage_min,
        A.injectate_temperature_c,
        span(A.immediate_reaction, 6),
    )
