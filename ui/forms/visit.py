"""Arrangement of the visit's own answers."""

from charting.records.visit import Visit as V
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import panel, span
from ui.forms.account_panel import AccountPanel


def compose(form: Form) -> None:
    """Who, when, why; the sentences made from the answers, and the one free note."""
    form.section(
        _("This visit"),
        span(V.started_at, 3),
        span(V.ended_at, 3),
        span(V.practitioner, 6),
        span(V.assistant, 6),
        span(V.room, 3),
        span(V.reason, 12),
        span(V.late_reason, 12),
    )
    form.section(_("The visit in words"), panel(AccountPanel), span(V.note, 12), span(V.prose, 12))
