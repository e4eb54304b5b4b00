"""Arrangement of a practitioner's answers."""

from charting.records.clinic import Practitioner as P
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import span


def compose(form: Form) -> None:
    """As it stands on paper."""
    form.section(_("Practitioner"), span(P.name, 4), span(P.qualification, 4), span(P.registration_number, 4))
