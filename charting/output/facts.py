"""What the papers of a visit need beside printed answers: codes that choose sentences, signatures, times."""

from collections.abc import Sequence
from datetime import date, datetime

from charting.dates import show_day, show_moment, show_time
from charting.frozen import RecordRows
from charting.output.visit_paper import (
    AftercareFacts,
    Agreement,
    ConsentFacts,
    PhotoFacts,
    PhotoUseAnswer,
    Signing,
)
from charting.records.anaesthesia import Anaesthesia
from charting.records.consent_signature import ROLES, ConsentSigning
from charting.records.needled_zone import needled_zones
from charting.records.pain_advice import careful
from charting.records.visit import Visit
from charting.records.weight import weight_of
from charting.rules.aftercare_dates import WITH_PARACETAMOL, names_any
from charting.rules.areas import deepest


def consent_facts(visit: Visit, day: date) -> ConsentFacts | None:
    """The consent of a visit; None for a visit without one."""
    consent, course = visit.consent, visit.course
    if consent is None:
        return None
    signed = consent.when_signed()
    return ConsentFacts(
        procedures=consent.procedure_set,
        basis=consent.basis or "",
        refused=consent.refused is True,
        withdrawn=consent.withdrawn_at is not None,
        sealed=show_moment(consent.signed_at) if consent.signed_at else "",
        template=consent.template_id or "",
        template_version=consent.template_version or "",
        planned_sessions=None if consent.planned_sessions is None else int(consent.planned_sessions),
        course_sessions=None if course.planned_sessions is None else int(course.planned_sessions),
        first_signed_on=consent.confirms_consent_of or (signed.date() if signed else None),
        agreements=tuple(
            Agreement(
                line.statement_id,
                line.sentence,
                line.accepted,
                line.initials or "",
                show_moment(line.accepted_at, day) if line.accepted_at else "",
            )
            for line in consent.statements
        ),
        signings=_signings(consent.signatures),
        interpreted=consent.interpreter_used is True,
        witnessed=consent.witness_name is not None,
        guarded=consent.guardian_name is not None,
        device_type=visit.needling.device_type if visit.needling else None,
    )


def photo_facts(visit: Visit, day: date) -> PhotoFacts | None:
    """The photograph consent of a visit; None for a visit without one."""
    photos = visit.photo_consent
    if photos is None:
        return None
    return PhotoFacts(
        show_moment(photos.signed_at) if photos.signed_at else "",
        tuple(
            PhotoUseAnswer(
                scope.scope or "",
                scope.allowed,
                scope.identifiable,
                scope.face_or_tattoo_masked,
                show_day(scope.expiry) if scope.expiry else "",
                show_day(scope.withdrawn_on) if scope.withdrawn_on else "",
                scope.initials or "",
            )
            for scope in photos.scopes
        ),
        _signings(photos.signatures),
        photos.template_id or "",
        photos.template_version or "",
    )


def _signings(signatures: Sequence[ConsentSigning]) -> tuple[Signing, ...]:
    return tuple(
        Signing(
            line.role or "",
            ROLES.label(line.role or ""),
            line.printed_name or "",
            line.registration or "",
            line.method or "",
            show_day(line.signed_at.date()) if line.signed_at else "",
            show_time(line.signed_at) if line.signed_at else "",
            line.strokes or (),
        )
        for line in signatures
    )


def aftercare_facts(visit: Visit, patient: RecordRows) -> AftercareFacts:
    """What the aftercare sheet depends on, with the patient as kept; everything unknown stays None."""
    after, numbing = visit.after, visit.anaesthesia
    return AftercareFacts(
        finished_at=finished_at(visit),
        deepest_mm=deepest(zone.depth_mm for zone in needled_zones(visit.needling)),
        bled=after.bled() if after else None,
        laughing_gas=_laughing_gas(numbing),
        weight_kg=weight_of(visit),
        careful=careful(visit.screening),
        paracetamol_at=numbing.paracetamol_at if numbing else None,
        call_due=after.call_due if after else None,
        assessment_on=after.assessment_on if after else None,
        next_session_on=after.next_session_on if after else None,
        takes_paracetamol=names_any(_medicines(patient), WITH_PARACETAMOL),
    )


def _medicines(patient: RecordRows) -> tuple[str, ...]:
    """The medicines a patient takes, by name."""
    table = next(table for table in patient.tables if table.name == "medicines")
    drug = table.names.index("drug")
    return tuple(row[drug] for row in table.rows if row[drug])


def finished_at(visit: Visit) -> datetime | None:
    """When the procedure ended: as recorded, otherwise the last time of needling and application; None if unknown."""
    if visit.ended_at is not None:
        return visit.ended_at
    known = [
        moment
        for moment in (
            visit.needling.end_at if visit.needling else None,
            visit.application.injection_start_at if visit.application else None,
        )
        if moment is not None
    ]
    return max(known, default=None)


def _laughing_gas(numbing: Anaesthesia | None) -> bool:
    return numbing is not None and (
        numbing.nitrous_start_at is not None or "nitrous_oxide" in (numbing.anaesthesia_plan or ())
    )
