"""Starting a visit: the sheets its kind needs, with what is known beforehand and nothing that must be asked anew."""

from datetime import datetime
from typing import TypeVar

import sqlalchemy as sa

from charting.actions.given_texts import given_out
from charting.records.after import After
from charting.records.assessment import Assessment
from charting.records.base import Sheet, slot_of
from charting.records.clinic import SIGNING_ROLES, Practitioner
from charting.records.clinic_texts import Wording
from charting.records.consent import Consent, ConsentSignature, blank_statements
from charting.records.consent_signature import ConsentSigning
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoConsent, PhotoSignature, blank_scopes
from charting.records.screening import Screening, blank_answers
from charting.records.sheets import SHEETS_OF
from charting.records.signed import sheets_of as sheets_of
from charting.records.spoken_texts import spoken, there_is
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.text_shapes import AFTERCARE, CONSENT, PHOTO_CONSENT
from charting.texts import consent_of
from charting.words import SOURCE

Signing = TypeVar("Signing", bound=ConsentSigning)


def start_visit(chart: ChartSession, course: Course, kind: str, practitioner: Practitioner, now: datetime) -> Visit:
    """Open a visit of a course with empty sheets. The last weight comes along with its own date, so that age shows.

    `practitioner` is who works now; somebody who does not sign assists whoever they last worked with, in the same room.
    """
    number = next_session(course, kind, now)
    visit = Visit(kind=kind, session_number=number, opened_at=now, **_where_and_who(chart, practitioner))
    course.visits.append(visit)
    chart.add(visit)
    for model in SHEETS_OF[kind]:
        setattr(visit, slot_of(model), blank_sheet(chart, model, visit.kind, course.patient, practitioner, now))
    return visit


def next_session(course: Course, kind: str, at: datetime) -> int:
    """The number of a session that is opened at a time: one more than the treatments before it that count."""
    treated = [v for v in course.visits_in_force if v.kind != "review" and v.opened_at <= at]
    return len(treated) + 1 if kind != "review" else max(len(treated), 1)


def _where_and_who(chart: ChartSession, person: Practitioner) -> dict[str, str | None]:
    """The room of the last visit that somebody had a part in, and their part in this one."""
    own = person.signature_line()
    mine = sa.or_(Visit.practitioner == own, Visit.assistant == own)
    newest = sa.func.julianday(sa.cast(Visit.opened_at, sa.Text)).desc()
    with chart.orm.no_autoflush:
        query = sa.select(Visit.practitioner, Visit.room).where(mine).order_by(newest).limit(1)
        with_whom, room = chart.orm.execute(query).one_or_none() or (None, None)
    if person.acting_role in SIGNING_ROLES:
        return {"practitioner": own, "room": room}
    return {"practitioner": None if with_whom == own else with_whom, "assistant": own, "room": room}


def blank_sheet(
    chart: ChartSession, model: type[Sheet], kind: str, patient: Patient, practitioner: Practitioner, now: datetime
) -> Sheet:
    """A sheet for a kind of visit, as it lies before a patient at the beginning: texts of the day, nothing answered."""
    sheet = model()
    if isinstance(sheet, Screening):
        sheet.answers.extend(blank_answers())
    elif isinstance(sheet, Consent):
        text = _text(chart, CONSENT, patient, now)
        sheet.template_id, sheet.template_version = text.template, text.version
        sheet.statements.extend(blank_statements(kind, consent_of(text.source())))
        sheet.signatures.extend(_signatures(ConsentSignature, patient, practitioner))
    elif isinstance(sheet, PhotoConsent):
        text = _text(chart, PHOTO_CONSENT, patient, now)
        sheet.template_id, sheet.template_version = text.template, text.version
        sheet.scopes.extend(blank_scopes())
        sheet.signatures.extend(_signatures(PhotoSignature, patient, practitioner))
    elif isinstance(sheet, After):
        sheet.aftercare_version = _text(chart, AFTERCARE, patient, now).name
    elif isinstance(sheet, Assessment):
        _bring_weight(sheet, patient, now)
    return sheet


def _text(chart: ChartSession, kind: str, patient: Patient, now: datetime) -> Wording:
    """The text in force, in the patient's language where there is one."""
    language = spoken(patient.language)
    return given_out(chart, kind, now, language if there_is(chart.orm, kind, language) else SOURCE)


def _signatures(row: type[Signing], patient: Patient, practitioner: Practitioner) -> list[Signing]:
    """A place for patient and clinician to sign, with their names as they are printed."""
    name = " ".join(part for part in (patient.given_name, patient.family_name) if part) or None
    return [
        row(role="patient", printed_name=name, method="drawn", position=0),
        row(
            role="clinician",
            printed_name=practitioner.name,
            registration=practitioner.registration_number,
            method="drawn",
            position=1,
        ),
    ]


def _bring_weight(assessment: Assessment, patient: Patient, now: datetime) -> None:
    last = patient.latest_weight(now.date())
    if last is None:
        return
    assessment.weight_kg, assessment.weight_date = last.weight_kg, last.date
    assessment.height_cm = last.height_cm
    then = last.source == "measured_today" and last.date != now.date()
    assessment.weight_source = "measured_earlier" if then else last.source
