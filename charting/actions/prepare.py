"""The list to prepare a day by: who is to come, for which session, and what is missing before it (practice.md 1)."""

from datetime import date, datetime, timedelta

from charting.actions.next_visit import session_title
from charting.actions.today import Due, expected_on
from charting.dates import show_day, show_moment, show_time
from charting.output.document_ids import clinic_code, document_id
from charting.output.info import Letterhead
from charting.output.preparation import PreparationPaper, PreparedRow
from charting.records.clinic_texts import major_since
from charting.records.consent import Consent
from charting.records.consent_before import stands
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.rules.opening_days import next_open
from charting.store.chart_session import ChartSession
from charting.text_shapes import CONSENT
from charting.words import _

STALE_WEIGHT = timedelta(days=90)
"""An older weight is asked for again (clinical.md 1.1)."""


def next_day(chart: ChartSession, today: date) -> date:
    """The next day the clinic is open."""
    return next_open(today + timedelta(days=1), chart.clinic().open_days)


def prepared(chart: ChartSession, day: date) -> list[PreparedRow]:
    """Everybody who is to come on a day, in the order of time."""
    with chart.orm.no_autoflush:
        return [_line(due, day) for due in expected_on(chart, day)]


def _line(due: Due, day: date) -> PreparedRow:
    patient = due.visit.course.patient
    born = patient.date_of_birth
    return PreparedRow(
        at=_time(due.at),
        who=patient.display_name(),
        born=show_day(born) if born is not None else "",
        number=patient.number or "",
        session=session_title(due.visit) if due.kind == "session" else _("Assessment"),
        missing=tuple(_missing(due, patient, day)),
    )


def _time(at: datetime | None) -> str:
    return show_time(at) if at is not None else ""


def _missing(due: Due, patient: Patient, day: date) -> list[str]:
    found = []
    if patient.allergy_banner()[0] == "not_recorded":
        found.append(_("allergies not recorded"))
    if due.kind != "session":
        return found
    if consent := _consent(due.visit, day):
        found.append(consent)
    weight = patient.latest_weight(day)
    if weight is None or weight.date is None:
        found.append(_("no weight"))
    elif day - weight.date > STALE_WEIGHT:
        found.append(_("weight of {day}").format(day=show_day(weight.date)))
    return found


def _consent(visit: Visit, day: date) -> str:
    """What is wrong with the consent of a course; blank where it stands and its text is still the same."""
    signed = [
        (one.consent.signed_at, one.consent)
        for one in visit.course.visits
        if one.in_force and one.consent is not None and one.consent.signed_at is not None
    ]
    standing = max((pair for pair in signed if stands(pair[1])), key=lambda pair: pair[0], default=None)
    if standing is None:
        withdrawn = any(consent.withdrawn_at is not None for _signed, consent in signed)
        return _("consent withdrawn") if withdrawn else _("no signed consent")
    return _text_changed(standing[1], standing[0].date(), day)


def _text_changed(consent: Consent, signed_on: date, day: date) -> str:
    if consent.template_id is None:
        return ""
    agreed = (consent.template_id, consent.template_version or "")
    newer = major_since(consent, CONSENT, *agreed, signed_on, day)
    return _("consent text changed, take a new one: {text}").format(text=newer) if newer is not None else ""


def preparation_of(chart: ChartSession, day: date, now: datetime, by: str) -> PreparationPaper:
    """The list of a day, ready to be printed."""
    clinic = chart.clinic()
    return PreparationPaper(
        clinic=Letterhead(clinic.name or "", code=clinic_code(clinic.id)),
        practice=bool(clinic.practice),
        day=day,
        rows=prepared(chart, day),
        document_id=document_id("PL", f"{clinic.id} {day.isoformat()} {now.isoformat()}", day.year),
        printed_at=show_moment(now),
        printed_by=by,
        seal=chart.seal(),
    )
