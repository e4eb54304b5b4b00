"""Signing a visit as it stands, whatever it lacks: for tests of what comes after a signature."""

from charting.frozen import freeze
from charting.records.canonical import SCHEME
from charting.records.signature import VisitSignature
from charting.records.signed import digest_of


def sign_as_it_is(visit, at):
    """Put a signature under a visit that fits what it says now."""
    visit.visit_signature = VisitSignature(
        signer=visit.practitioner or "Dr Rowan Sample",
        signed_at=at,
        scheme=SCHEME,
        digest=digest_of(visit),
        rules_then={},
        patient_then=freeze(visit.course.patient, at.date()) if visit.course is not None else [],
    )
    visit.signed_at = at


def sign_and_save(chart, visit, at, now):
    """The same in the file, which takes no signature under a visit that is signed already."""
    sign_as_it_is(visit, at)
    visit.signed_at = None
    chart.save(now, last=lambda: setattr(visit, "signed_at", at))
