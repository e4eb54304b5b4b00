"""The course: its plan, its goals, its end."""

from charting.records.course import Course as C
from charting.words import _
from ui.binding.layout import span


def compose(form):
    """Arrange the course sheet."""
    form.section(
        _("Plan"),
        span(C.modality, 6),
        span(C.started_on, 3),
        span(C.planned_sessions, 3),
        span(C.interval_days_mn, 3),
        span(C.interval_days_prp, 3),
        span(C.maintenance_interval_months, 3),
    )
    form.section(_("Goals"), span(C.goals, 12), span(C.baseline_refusal_reason, 12))
    form.section(
        _("Stop or change"), span(C.decision, 6), span(C.decided_on, 3), span(C.ended_on, 3), span(C.stop_rule_note, 12)
    )
