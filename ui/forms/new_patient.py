"""What is asked before a patient exists."""

from charting.records.patient import Patient as P
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import span


def compose(form: Form) -> None:
    """Identity and telephone; everything else is asked in the chart."""
    form.section(
        _("Identity"),
        span(P.family_name, 4),
        span(P.given_name, 4),
        span(P.title_of_address, 4),
        span(P.date_of_birth, 4),
        P.sex_at_birth,
    )
    form.section(_("Contact"), span(P.phone, 4), span(P.email, 5))
