"""A seal says that patient and clinician signed: nothing is sealed of which any part of that is missing."""

from datetime import timedelta

import pytest

from charting.actions.patients import add_patient, start_course
from charting.actions.said_once import questions_answered
from charting.actions.sealing import open_before_seal
from charting.actions.visits import start_visit
from charting.context import Context
from charting.fields import fields_of
from charting.findings import Level
from charting.records.base import findings
from charting.records.consent import Consent
from charting.records.patient import Patient
from charting.records.patient_questions import open_questions, question_words
from charting.records.photo_consent import PhotoConsent, PhotoSignature, blank_scopes
from charting.records.scan import ScanCheck
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from tests.core.test_consent import NAME, complete
from tests.core.test_consent import NOW as SIGNED

NOW = SIGNED + timedelta(minutes=5)
CONTEXT = Context.at(NOW)


def treatment():
    return complete("MN")


def photographs(consent=None):
    sheet = PhotoConsent(scopes=blank_scopes(), refusal_is_free=True, cannot_be_recalled=True)
    sheet.visit = Visit(kind="MN", opened_at=NOW, consent=consent)
    for scope in sheet.scopes:
        scope.allowed, scope.identifiable = True, False
    for role in ("patient", "clinician"):
        sheet.signatures.append(
            PhotoSignature(role=role, printed_name=f"Sample, {role}", signed_at=SIGNED, method="drawn", strokes=NAME)
        )
    return sheet


def parts(sheet):
    """Every answer of the sheet and its rows that is there, with the way to take it out."""
    for row in [sheet, *getattr(sheet, "statements", []), *getattr(sheet, "scopes", [])]:
        for name, declared in fields_of(type(row)).items():
            if getattr(row, name) is not None and (declared.needed(row) or name in {"accepted", "allowed"}):
                yield f"{row.title}.{name}", row, name


def refused(sheet):
    return [finding.what for finding in open_before_seal(sheet, CONTEXT) if finding.blocks]


@pytest.mark.parametrize("make", [treatment, photographs])
def test_a_whole_consent_can_be_sealed_and_one_with_any_part_missing_cannot(make):
    assert refused(make()) == []
    tried = [name for name, _row, _field in parts(make())]
    assert len(tried) > 6
    for at, name in enumerate(tried):
        sheet = make()
        _name, row, field = list(parts(sheet))[at]
        setattr(row, field, None)
        assert refused(sheet), f"{name} may be missing"


@pytest.mark.parametrize("make", [treatment, photographs])
@pytest.mark.parametrize("role", ["patient", "clinician"])
@pytest.mark.parametrize("lost", ["strokes", "signed_at", "printed_name", "method", "all of it"])
def test_without_a_signature_nothing_is_sealed(make, role, lost):
    sheet = make()
    signature = next(line for line in sheet.signatures if line.role == role)
    if lost == "all of it":
        sheet.signatures.remove(signature)
    else:
        setattr(signature, lost, None)
    assert refused(sheet)


@pytest.mark.parametrize("planned", [("mn",), ("mn", "photographs"), None])
def test_photographs_that_nobody_asked_about_are_not_sealed_though_the_visit_may_be_signed(planned):
    sheet = PhotoConsent(scopes=blank_scopes())
    sheet.visit = Visit(kind="MN", opened_at=NOW, consent=Consent(procedure_set=planned))
    blocking = [finding for finding in findings(sheet, CONTEXT) if finding.blocks]
    assert bool(blocking) == bool(planned and "photographs" in planned)
    said = open_before_seal(sheet, CONTEXT)
    assert [one.what for one in said].count("Photographs were not asked about") == 1
    assert {"Patient: signature", "Clinician: signature"} <= {one.what for one in said}
    assert all(one.field and one.record_id for one in said), "each has a way to be mended"


def test_a_named_guardian_signs_for_the_photographs_too():
    consent = treatment()
    consent.guardian_name = "Sample, Otto"
    sheet = photographs()
    sheet.visit.consent = consent
    assert refused(sheet) == ["Parent or guardian: signature"]


def test_a_refusal_is_not_sealed_as_signed():
    consent = complete("review", refused=True)
    consent.signatures = []
    assert any("refused" in what for what in refused(consent))


@pytest.mark.parametrize("make", [treatment, photographs])
def test_a_signature_on_paper_names_its_paper(make):
    sheet = make()
    for signature in sheet.signatures:
        signature.method, signature.strokes = "wet", None
    assert refused(sheet) == [
        "Patient: the paper that was signed is not there",
        "Clinician: the paper that was signed is not there",
    ]
    for signature in sheet.signatures:
        signature.image_sha256 = "ab" * 32
    assert refused(sheet) == []


def test_a_paper_that_is_kept_as_paper_is_named(chart):
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    visit = start_visit(chart, start_course(chart, patient, "MN", NOW.date()), "MN", chart.practitioners()[0], NOW)
    sheet = visit.photo_consent
    for line in sheet.signatures:
        line.method, line.signed_at, line.printed_name = "wet", NOW, "Sample, Ada"
    unnamed = {one.what for one in open_before_seal(sheet, CONTEXT) if "paper" in one.what}
    assert unnamed == {
        "Patient: the paper that was signed is not there",
        "Clinician: the paper that was signed is not there",
    }
    made = {"content": b"%PDF", "sha256": "0" * 64, "pages": 1, "seal_code": "", "by": "Rowan", "made_at": NOW}
    paper = StoredDocument(visit=visit, kind="photo_consent", number="PH-2026-TEST", **made)
    chart.orm.add(
        ScanCheck(visit=visit, document=paper, digest="", signed_by="", reason="Binder 3", by="Rowan", at=NOW)
    )
    chart.orm.flush()
    assert not [one for one in open_before_seal(sheet, CONTEXT) if "paper" in one.what]


@pytest.mark.parametrize("make", [treatment, photographs])
def test_a_question_of_the_patient_waits_until_something_is_written_to_it(make):
    sheet = make()
    name = "questions_answers" if isinstance(sheet, Consent) else "note"
    asked = f"14:02 {question_words('What it costs')}"
    setattr(sheet, name, f"{asked}\n14:03 {question_words('Risks')}")
    said = [finding for finding in open_before_seal(sheet, CONTEXT) if finding.rule == "patient-question"]
    assert ["What it costs" in said[0].what, "Risks" in said[1].what] == [True, True]
    assert {(one.level, one.field, one.record_id) for one in said} == {(Level.MISSING, name, sheet.id)}
    setattr(sheet, name, f"{asked}\nAs on the price list.\n14:03 {question_words('Risks')} talked over")
    assert open_questions(getattr(sheet, name)) == [] and refused(sheet) == []
    setattr(sheet, name, asked)
    [step] = questions_answered(sheet, name)
    setattr(sheet, name, step.value)
    assert refused(sheet) == [] and step.value == f"{asked}: answered"
