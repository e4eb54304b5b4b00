"""A text as it will be printed, for whoever writes it: set through the real document, for a patient who is none."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from charting.home_text import home_of
from charting.output.documents import DOCUMENTS
from charting.output.gathering import gather
from charting.output.paper_texts import PaperTexts
from charting.output.visit_paper import Agreement, Signing, Standing, VisitPaper
from charting.records.base import slot_of
from charting.records.clinic import Clinic
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.photo_consent import blank_scopes
from charting.records.sheets import SHEETS_OF
from charting.records.visit import Visit
from charting.risks import risk_table
from charting.text_shapes import AFTERCARE, CONSENT, EVIDENCE, HOME_NEEDLING, LETTER, PHOTO_CONSENT
from charting.text_source import Source
from charting.texts import (
    CONSENT_LANGUAGE,
    aftercare_of,
    consent_of,
    evidence_text,
    languages,
    letter_of,
    photo_consent_of,
)
from charting.words import _, in_language

_DOCUMENTS = {
    CONSENT: CONSENT,
    PHOTO_CONSENT: PHOTO_CONSENT,
    AFTERCARE: AFTERCARE,
    LETTER: "doctor_letter",
    HOME_NEEDLING: HOME_NEEDLING,
}
_SESSION, _COURSE_DAYS = timedelta(minutes=75), 28


def document_for(kind: str) -> str | None:
    """The code of the document that is set in a kind of text; None where there is none."""
    known = {document.kind for document in DOCUMENTS}
    return _DOCUMENTS[kind] if _DOCUMENTS.get(kind) in known else None


def fixed_words(kind: str, language: str) -> str:
    """The language of what stands around a text: a letter goes to a colleague, with the record as it is written."""
    return CONSENT_LANGUAGE if kind == LETTER else language


def specimen(
    clinic: Clinic, visit_kind: str, now: datetime, printed_by: str, language: str = CONSENT_LANGUAGE
) -> VisitPaper:
    """The paper of a visit that never was, in the shipped texts. `now` is an aware local time.

    Its fixed words are those of `language`, as far as there are any.
    """
    with in_language(language):
        paper = gather(_visit(visit_kind, now), clinic, now, printed_by)
        signed = Signing("practitioner", _("Responsible practitioner"), printed_by, "", "", "", "", ())
        standing = Standing(stamp=_("Specimen: not for a patient"))
    return replace(paper, standing=standing, signature=signed, language=language)


def in_words(paper: VisitPaper, source: Source, state: str) -> VisitPaper:
    """The same paper in another text; `state` is its line in the footer. Any thread may do this."""
    consent = paper.consent
    if source.kind == CONSENT and consent is not None:
        said = consent_of(source).statements_for(paper.kind)
        lines = tuple(Agreement(one.id, one.text, None, "", "") for one in said)
        paper = replace(paper, consent=replace(consent, agreements=lines))
    return replace(paper, texts=_with(paper.texts, source, state))


def _visit(kind: str, now: datetime) -> Visit:
    patient = Patient(number="RL-00000", family_name="Sample", given_name="Ada", date_of_birth=date(1985, 3, 14))
    patient.family_doctor_name = _("Dr Jo Example")
    visit = Visit(course=Course(patient=patient), kind=kind, session_number=1, opened_at=now)
    for model in SHEETS_OF[kind]:
        setattr(visit, slot_of(model), model())
    visit.started_at, visit.ended_at = now, now + _SESSION
    if visit.photo_consent is not None:
        visit.photo_consent.scopes.extend(blank_scopes())
    if visit.after is not None:
        visit.after.letter_agreed = visit.after.home_needling_asked = visit.after.home_needling_sheet = True
        visit.after.call_due = now.date() + timedelta(days=2)
        visit.after.next_session_on = now + timedelta(days=_COURSE_DAYS)
    return visit


def _with(texts: PaperTexts, source: Source, state: str) -> PaperTexts:
    states = {**texts.states, source.kind: state}
    if source.kind == CONSENT:
        known = source.language if source.language in languages(EVIDENCE) else CONSENT_LANGUAGE
        said = replace(texts, evidence=evidence_text(known), risks=risk_table(known))
        return replace(said, states=states, consent=consent_of(source))
    if source.kind == PHOTO_CONSENT:
        return replace(texts, states=states, photos=photo_consent_of(source))
    if source.kind == AFTERCARE:
        return replace(texts, states=states, aftercare=aftercare_of(source))
    if source.kind == HOME_NEEDLING:
        return replace(texts, states=states, home=home_of(source))
    return replace(texts, states=states, letter=letter_of(source)) if source.kind == LETTER else texts
