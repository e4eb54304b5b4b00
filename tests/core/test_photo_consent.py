"""Photographs: nothing is ticked beforehand, each use stands alone."""

from datetime import date, datetime, timedelta, timezone

from charting.context import Context
from charting.findings import Level
from charting.records import sheets  # noqa: F401  every record, so that relationships resolve
from charting.records.base import findings
from charting.records.consent import Consent
from charting.records.photo_consent import SCOPES, PhotoConsent, PhotoSignature, blank_scopes, lacks_to_seal
from charting.records.visit import Visit

NOW = datetime(2026, 11, 20, 9, 50, tzinfo=timezone(timedelta(0)))
CONTEXT = Context.at(NOW)
TODAY = NOW.date()


def answered(*allowed):
    sheet = PhotoConsent(scopes=blank_scopes(), refusal_is_free=True)
    for scope in sheet.scopes:
        scope.allowed = scope.scope in allowed
        scope.identifiable = False if scope.allowed else None
    sheet.signatures = [
        PhotoSignature(role=role, printed_name="Sample, Ada", method="wet", signed_at=NOW)
        for role in ("patient", "clinician")
    ]
    return sheet


def test_nothing_is_answered_beforehand():
    assert [scope.scope for scope in blank_scopes()] == [choice.code for choice in SCOPES]
    assert all(scope.allowed is None for scope in blank_scopes())


def test_an_untouched_sheet_does_not_block_unless_the_consent_names_photographs():
    sheet = PhotoConsent(scopes=blank_scopes())
    assert [f.level for f in findings(sheet, CONTEXT)] == [Level.NOTE]
    Visit(kind="MN", opened_at=NOW, photo_consent=sheet, consent=Consent(procedure_set=("mn", "photographs")))
    assert [f.level for f in findings(sheet, CONTEXT)] == [Level.MISSING]


def test_once_one_use_is_answered_all_are_and_both_sign():
    sheet = PhotoConsent(scopes=blank_scopes())
    sheet.scopes[0].allowed = False
    found = [f.field for f in findings(sheet, CONTEXT)]
    assert sorted(found) == sorted(["refusal_is_free", *["allowed"] * 4, *["signatures"] * 2])


def test_a_signed_refusal_of_everything_is_complete():
    assert findings(answered(), CONTEXT) == []


def test_a_refusal_of_everything_needs_no_signature_to_stand_but_one_to_be_sealed():
    sheet = answered()
    sheet.signatures, sheet.refusal_is_free = [], None
    assert findings(sheet, CONTEXT) == []
    assert sorted(f.field for f in lacks_to_seal(sheet)) == ["refusal_is_free", "signatures", "signatures"]
    sheet.refusal_is_free = False
    assert [f.level for f in findings(sheet, CONTEXT)] == [Level.STOP]
    sheet.scopes[0].allowed = None
    assert {f.field for f in findings(sheet, CONTEXT) if f.blocks} == {"allowed", "refusal_is_free", "signatures"}


def test_publishing_needs_to_know_that_it_cannot_be_called_back():
    sheet = answered("marketing_website_social")
    assert [f.field for f in findings(sheet, CONTEXT)] == ["cannot_be_recalled"]
    sheet.cannot_be_recalled = False
    assert [f.level for f in findings(sheet, CONTEXT)] == [Level.STOP]


def test_a_use_ends_with_its_day_or_when_it_is_taken_back():
    sheet = answered("internal_teaching", "clinical_record")
    teaching = next(s for s in sheet.scopes if s.scope == "internal_teaching")
    teaching.expiry = date(2027, 11, 20)
    assert sheet.allows("internal_teaching", date(2027, 11, 20))
    assert not sheet.allows("internal_teaching", date(2027, 11, 21))
    teaching.withdrawn_on = TODAY
    assert not sheet.allows("internal_teaching", TODAY)
    assert sheet.allows("clinical_record", TODAY)
    assert not sheet.allows("marketing_website_social", TODAY)
    sheet.signatures = []
    assert not sheet.allows("clinical_record", TODAY)
