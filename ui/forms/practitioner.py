"""Arrangement of a practitioner's answers."""

from charting.records.clinic import Practitioner as P
from charting.words import _
from ui.binding.form import Form
from ui.binding.layout import span


def compose(form: Form) -> None:
    """Somebody new: as it stands on paper, and what the account is for."""
    form.section(_("Who"), span(P.name, 4), span(P.qualification, 4), span(P.registration_number, 4), span(P.role, 12))


def compose_on_paper(form: Form) -> None:
    """Somebody who has an account: as it stands on paper. The role is changed where its checks are, in People."""
    form.section(_("On paper"), span(P.name, 4), span(P.qualification, 4), span(P.registration_number, 4))
