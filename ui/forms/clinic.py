"""Arrangement of the clinic's own answers."""

from charting.records.clinic import Clinic as C
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import span


def compose(form: Form) -> None:
    """What heads the paper, whose limits are followed, what it is printed on, and when the screen covers itself."""
    form.section(
        _("Letterhead"),
        span(C.name, 6),
        span(C.descriptor, 6),
        span(C.address, 6),
        span(C.web, 6),
    )
    form.section(_("Telephone"), span(C.phone, 4), span(C.night_phone, 4), span(C.emergency_number, 4))
    form.section(_("Emergency"), span(C.anaphylaxis_protocol, 12))
    form.section(_("Opening"), span(C.open_days, 12))
    form.section(_("Limits"), C.la_profile)
    form.section(_("Printing"), span(C.paper_size, 6), span(C.label_stock, 6))
    form.section(_("Screen"), span(C.lock_minutes, 4))
