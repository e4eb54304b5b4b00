"""What a patient reads, gathered as its paper is: one text, one set of facts, one language."""

from dataclasses import dataclass
from datetime import datetime

from charting.dates import show_day
from charting.output.documents import gather
from charting.output.paper_languages import paper_for
from charting.output.screen_pages import Page, consent_pages, photo_pages
from charting.records.clinic import Clinic
from charting.records.consent import Consent
from charting.texts import PhotoText
from charting.words import _, in_language, reads_leftwards
from ui.reading_record import ReadingRecord


@dataclass(frozen=True, slots=True)
class Read:
    """The pages in the language of the text, and whose they are."""

    pages: tuple[Page, ...]
    photos: PhotoText
    person: str
    born: str
    language: str
    leftwards: bool


def read_of(record: ReadingRecord, clinic: Clinic, now: datetime, by: str) -> Read:
    """The pages of a sheet as they stand now."""
    document = "consent" if isinstance(record.sheet, Consent) else "photo_consent"
    paper = paper_for(document, gather(record.visit, clinic, now, by))
    with in_language(paper.language):
        pages = (consent_pages if document == "consent" else photo_pages)(paper, record.roles())
        leftwards = reads_leftwards()
    patient = record.visit.course.patient  # named as in the chart, whatever the text speaks
    born = patient.date_of_birth
    born_words = _("born {day}").format(day=show_day(born)) if born is not None else ""
    return Read(pages, paper.texts.photos, patient.display_name(), born_words, paper.language, leftwards)
