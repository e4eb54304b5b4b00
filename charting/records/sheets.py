"""All records in one place, and which sheets each kind of visit needs, in the order of the procedure."""

from charting.records.after import After
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.assessment import Assessment
from charting.records.audit_entry import audit_entry as audit_entry
from charting.records.base import Sheet
from charting.records.begun_patient import BegunPatient
from charting.records.call import Call
from charting.records.clinic import Clinic, Practitioner, Sequence
from charting.records.consent import Consent
from charting.records.course import Course
from charting.records.decision import Decision
from charting.records.disclosure import Disclosure
from charting.records.needling import Needling
from charting.records.outcome import Outcome
from charting.records.paper_certificate import PaperCertificate
from charting.records.patient import Patient
from charting.records.photo import Photo
from charting.records.photo_consent import PhotoConsent
from charting.records.phrase import Phrase
from charting.records.print_job import HandedOut, PrintJob, PrintOutcome
from charting.records.prp import Prp
from charting.records.rule_change import RuleChange
from charting.records.scan import ScanCheck, ScanFile, ScanFiling, ScanPage
from charting.records.screening import Screening
from charting.records.signature import VisitSignature
from charting.records.stored_document import StoredDocument
from charting.records.text_version import TextConfirmation, TextDraft, TextVersion
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark

_BEFORE: tuple[type[Sheet], ...] = (Screening, Assessment, Consent, PhotoConsent, Outcome)

SHEETS_OF: dict[str, tuple[type[Sheet], ...]] = {
    "MN": (*_BEFORE, Anaesthesia, Needling, After),
    "M_PRP": (*_BEFORE, Anaesthesia, Prp, Needling, Application, After),
    "PRP_only": (*_BEFORE, Anaesthesia, Prp, Application, After),
    "review": (Assessment, PhotoConsent, Outcome, After),
}

ROOTS = (
    *(Clinic, Practitioner, Sequence, RuleChange, BegunPatient, Patient, Course, Visit, Decision, VisitSignature),
    *(VisitMark, Photo, StoredDocument, Disclosure, Call, Phrase, PaperCertificate),
    *(ScanFile, ScanPage, ScanFiling, ScanCheck, TextVersion, TextConfirmation, TextDraft),
    *(PrintJob, PrintOutcome, HandedOut),
)
SHEETS: tuple[type[Sheet], ...] = (*_BEFORE, Anaesthesia, Prp, Needling, Application, After)
