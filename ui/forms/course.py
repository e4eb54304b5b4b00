"""The course: its plan, its goals, its end."""

from charting.records.course import Course as C
from charting.words import _
from ui.binding.layout import span


def compose(form):
    """Arrange the course sheet."""
    form.section(
        _("Plan"),
        C.modality,
        C.started_on,
        C.planned_sessions,
        C.interval_days_mn,
        C.interval_days_prp,
        C.maintenance_interval_months,
    )
    form.section(_("Goals"), span(C.goals, 12), span(C.baseline_refusal_reason, 12))
    form.section(_("Stop or change"), C.decision, C.decided_on, C.ended_on, span(C.stop_rule_note, 12))
