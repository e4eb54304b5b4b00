"""The outcome measures: target area, counts, pull tests, ratings."""

from charting.records.outcome import Outcome as O
from charting.records.pull_test import PullTest
from charting.words import _
from ui.binding.layout import rows, span


def compose(form):
    """Arrange the outcome sheet."""
    form.section(
        _("Target area"),
        span(O.target_site, 4),
        span(O.distance_from_nose_tip_mm, 3),
        span(O.from_midline_mm, 3),
        span(O.hair_clip_length_mm, 2),
        span(O.site_marker, 12),
        span(O.site_note, 12),
        span(O.measurement_device, 4),
        span(O.magnification, 4),
        span(O.software, 4),
    )
    form.section(
        _("Counts"),
        span(O.count_area_cm2, 3),
        span(O.hair_count_raw, 3),
        span(O.terminal_count, 3),
        span(O.vellus_count, 3),
        span(O.terminal_threshold_um, 3),
        span(O.mean_shaft_um, 3),
        span(O.diameter_diversity_pct, 3),
        span(O.anagen_pct, 3),
        span(O.units_per_cm2, 3),
        span(O.hairs_per_unit, 3),
        span(O.part_width_mm, 3),
    )
    form.section(
        _("Pull tests"),
        rows(
            O.pull_tests,
            table=(PullTest.site, PullTest.hairs_grasped, PullTest.hairs_extracted),
            fields=(span(PullTest.site, 8), PullTest.hairs_grasped, PullTest.hairs_extracted),
        ),
        span(O.pull_test_rule, 9),
        span(O.last_hair_wash_hours, 3),
    )
    form.section(
        _("Rated against the baseline"),
        span(O.gpa_score, 12),
        span(O.gpa_compared_with, 3),
        span(O.gpa_rater, 5),
        span(O.gpa_rater_blinded, 4),
        span(O.basp_basic, 4),
        span(O.basp_frontal, 4),
        span(O.basp_vertex, 4),
    )
    form.section(
        _("What the patient says"),
        span(O.pct_improvement, 3),
        span(O.dlqi, 3),
        span(O.satisfaction, 12),
        span(O.note, 12),
    )
