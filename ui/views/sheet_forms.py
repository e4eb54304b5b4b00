"""Which composition belongs to which sheet."""

from collections.abc import Callable

from charting.records.base import Record
from ui.binding.form import Form
from ui.forms import (
    after,
    anaesthesia,
    application,
    assessment,
    consent,
    course,
    needling,
    outcome,
    patient,
    photo_consent,
    prp,
    screening,
    visit,
)

FORMS: dict[str, Callable[[Form], None]] = {
    "patient": patient.compose,
    "course": course.compose,
    "visit": visit.compose,
    "screening": screening.compose,
    "assessment": assessment.compose,
    "consent": consent.compose,
    "photo_consent": photo_consent.compose,
    "outcome": outcome.compose,
    "anaesthesia": anaesthesia.compose,
    "prp": prp.compose,
    "needling": needling.compose,
    "prp_application": application.compose,
    "post_procedure": after.compose,
}


def compose_of(model: type[Record]) -> Callable[[Form], None] | None:
    """The composition of a record, or None, and then every field is listed."""
    return FORMS.get(model.__tablename__)
