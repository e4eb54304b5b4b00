"""Consents as patients of the practice clinic give them: answered line by line, signed by drawn strokes, sealed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from charting.actions.sealing import seal
from charting.practice.ink import signature_of
from charting.practice.team import Team
from charting.practice.writing import Workday, add_row, write
from charting.records.clinic import Practitioner
from charting.records.consent import Consent, ConsentSignature
from charting.records.consent_signature import ConsentSigning
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoConsent
from charting.records.visit import Visit

PROCEDURES = {
    "MN": ("mn", "topical_anaesthetic", "photographs"),
    "M_PRP": ("m_prp", "topical_anaesthetic", "anaesthetic_injections", "blood_draw", "photographs"),
    "PRP_only": ("prp_injections", "topical_anaesthetic", "blood_draw", "photographs"),
}
CAPACITY = ("capacity_understand", "capacity_retain", "capacity_weigh", "capacity_communicate")
OWN_RECORD = ("clinical_record",)


def consent_anew(team: Team, visit: Visit, workday: Workday, *, at: int, goals: str, **more: Any) -> None:
    """A full consent, signed `at` minutes after the opening; the written information was given two weeks before."""
    consent = _consent_of(visit)
    write(
        consent,
        basis="new",
        language="English",
        info_given_date=workday.days(-14),
        written_info_version=f"{consent.template_id} {consent.template_version}",
        procedure_set=PROCEDURES[visit.kind],
        planned_sessions=visit.course.planned_sessions,
        free_text_goals=goals,
        interpreter_used=False,
        price_per_session="£0 (practice)",
        refund_rule="Sessions that are not done are paid back in full.",
        **dict.fromkeys(CAPACITY, True),
        **_makers(team, visit),
    )
    write(consent, **more)
    if consent.interpreter_name is not None:
        name = consent.interpreter_name
        add_row(consent.signatures, ConsentSignature, role="interpreter", printed_name=name, method="drawn")
    for statement in consent.statements:
        write(statement, accepted=True, initials=initials(visit.course.patient), accepted_at=workday.at(at - 3))
    _sign(consent.signatures, workday, at)
    seal(team.chart, consent, workday.context(at + 1))


def consent_again(team: Team, visit: Visit, workday: Workday, *, at: int, first: date) -> None:
    """The consent of an earlier day, read again and reconfirmed."""
    consent = write(
        _consent_of(visit),
        basis="reconfirmed",
        confirms_consent_of=first,
        reconfirm_change="nothing",
        language="English",
        procedure_set=tuple(code for code in PROCEDURES[visit.kind] if code != "photographs"),
        **_makers(team, visit),
    )
    _sign(consent.signatures, workday, at)
    seal(team.chart, consent, workday.context(at + 1))


def photographs_allowed(
    team: Team, visit: Visit, workday: Workday, *, at: int, uses: Iterable[str] = OWN_RECORD
) -> None:
    """Every use of photographs answered, those of `uses` with yes, and signed apart from the treatment."""
    sheet = _photo_consent_of(visit)
    allowed = set(uses)
    for scope in sheet.scopes:
        write(scope, allowed=scope.scope in allowed, initials=initials(visit.course.patient))
        if scope.allowed:
            write(scope, identifiable=False, face_or_tattoo_masked=True)
    write(sheet, refusal_is_free=True)
    _sign(sheet.signatures, workday, at)
    seal(team.chart, sheet, workday.context(at + 1))


def initials(patient: Patient) -> str:
    """The first letters of given and family name, as written beside each statement."""
    return "".join(name[0] for name in (patient.given_name, patient.family_name) if name)


def registered(person: Practitioner) -> str:
    """Name and registration number in one line."""
    return f"{person.name}, {person.registration_number}"


def _makers(team: Team, visit: Visit) -> dict[str, str]:
    if visit.kind == "MN":
        return {}
    return {"prp_manufactured_by": registered(team.nurse), "prp_directed_by": registered(team.doctor)}


def _sign(signatures: Sequence[ConsentSigning], workday: Workday, at: int) -> None:
    for place, signing in enumerate(signatures):
        name = signing.printed_name or ""
        write(signing, strokes=signature_of(name), signed_at=workday.at(at - 1 + min(place, 1)))


def _consent_of(visit: Visit) -> Consent:
    if visit.consent is None:
        raise ValueError("this kind of visit has no consent")
    return visit.consent


def _photo_consent_of(visit: Visit) -> PhotoConsent:
    if visit.photo_consent is None:
        raise ValueError("this kind of visit has no consent to photographs")
    return visit.photo_consent
