"""Records in the words of lists and banner."""

from collections.abc import Sequence
from datetime import date

from charting.dates import age_on, show_day, show_time
from charting.records.base import Record
from charting.records.patient import Patient
from charting.records.signed import ALTERED, SIGNED, UNSIGNED, signature_state
from charting.records.steps import ended_at
from charting.records.visit import VISIT_KINDS, Visit
from charting.results import show_decimal
from charting.units import KG
from charting.words import _
from ui.parts.banner import BannerData
from ui.views.people import Person
from ui.views.standing_words import row_standing
from ui.views.visit_list import VisitRow

_OUT_OF_FORCE = {"replaced": _("Replaced"), "voided": _("Voided"), "moved": _("Moved")}


def banner_of(patient: Patient, visit: Visit | None, today: date, practice: bool) -> BannerData:
    """The banner of a patient, with the visit that is open."""
    state, words = patient.allergy_banner()
    return BannerData(
        name=patient.display_name(),
        preferred=patient.preferred_name or "",
        born=born_with_age(patient, today),
        gender=gender_of(patient),
        is_sex=patient.gender_identity is None,
        patient_id=patient.number,
        weight=_weight_of(patient, visit, today),
        visit=dated_title(visit, today) if visit else "",
        allergy_state=state,
        allergy_text=words,
        practice=practice,
        alert=_withdrawn(visit),
    )


def ended_words(record: Record) -> str:
    """The time a step ended, where the chart says it."""
    ended = ended_at(record)
    return show_time(ended) if ended is not None else ""


def _withdrawn(visit: Visit | None) -> str:
    consent = visit.consent if visit is not None else None
    return _("Consent withdrawn") if consent is not None and consent.withdrawn_at is not None else ""


def born_with_age(patient: Patient, today: date) -> str:
    """`14-Mar-1985 (41y)`, or words."""
    if patient.date_of_birth is None:
        return _("Not known")
    return f"{show_day(patient.date_of_birth)} ({age_on(patient.date_of_birth, today)}y)"


def gender_of(patient: Patient) -> str:
    """The gender a patient gave, or the sex at birth that was recorded."""
    return patient.gender_identity or patient.shown("sex_at_birth") or _("Not known")


def visit_title(visit: Visit) -> str:
    """`M-PRP, session 3 of 4`."""
    kind = VISIT_KINDS.label(visit.kind)
    if visit.kind == "review":
        return kind
    planned = visit.course.planned_sessions
    if planned is None:
        return _("{kind}, session {number}").format(kind=kind, number=visit.session_number)
    words = _("{kind}, session {number} of {planned}")
    return words.format(kind=kind, number=visit.session_number, planned=show_decimal(planned))


def dated_title(visit: Visit, today: date) -> str:
    """`M-PRP, session 3 of 4`, and its day where that is not today."""
    day, title = visit.opened_at.date(), visit_title(visit)
    return title if day == today else _("{visit}, {day}").format(visit=title, day=show_day(day))


def person_of(patient: Patient, today: date, alike: bool) -> Person:
    """A patient as a row of the finder."""
    state, words = patient.allergy_banner()
    visits = [visit for course in patient.courses for visit in course.visits_in_force]
    last = max((visit.opened_at for visit in visits), default=None)
    shown = {"known": words, "none": _("No known allergies"), "not_recorded": _("Allergies not recorded")}
    return Person(
        key=patient.id,
        name=patient.display_name(),
        born=born_with_age(patient, today),
        allergy_state=state,
        allergy_text=shown.get(state, _("Allergies unavailable")),
        last=_("last {day}").format(day=show_day(last.date())) if last else _("no visit yet"),
        alike=alike,
    )


def visit_row(visit: Visit, given: str = "") -> VisitRow:
    """A visit as a row of its patient's list; `given` says which papers were handed out."""
    state, words = signature_words(visit)
    standing = row_standing(visit)
    if standing.state and state != "altered":
        state, words = standing.state, _OUT_OF_FORCE[standing.state]
    return VisitRow(
        key=visit.id,
        when=show_day(visit.opened_at.date()),
        what=visit_title(visit),
        detail=(visit.practitioner or "").split(",")[0],
        state=state,
        state_words=words,
        standing="\n".join(words for words in (standing.words, given) if words),
    )


def signature_words(visit: Visit) -> tuple[str, str]:
    """State and words of a visit's signature, by checking it, not by remembering."""
    states = {
        SIGNED: ("signed", _("Signed")),
        ALTERED: ("altered", _("Altered after signing")),
        UNSIGNED: ("draft", _("Not signed")),
    }
    return states[signature_state(visit)]


def _weight_of(patient: Patient, visit: Visit | None, today: date) -> str:
    assessment = visit.assessment if visit is not None else None
    if assessment is not None and assessment.weight_kg is not None:
        weight, day = assessment.weight_kg, assessment.weight_date
    else:
        last = patient.latest_weight(today)
        if last is None or last.weight_kg is None:
            return _("Not recorded")
        weight, day = last.weight_kg, last.date
    when = _("today") if day == today else show_day(day) if day else _("no date")
    return f"{show_decimal(weight)} {KG.label}, {when}"


def alike(patients: Sequence[Patient]) -> set[str]:
    """The ids of patients with the same family name whose given names begin alike."""
    found: set[str] = set()
    for first in patients:
        for second in patients:
            same_family = (first.family_name or "").casefold() == (second.family_name or "").casefold()
            if first is not second and same_family and (first.given_name or "")[:1] == (second.given_name or "")[:1]:
                found.add(first.id)
    return found
