"""All documents, collected. Each is proved by a second reader before it is handed out."""

from reportlab.platypus import Flowable

from charting.dates import show_day
from charting.errors import Known
from charting.output.build import build as set_pages
from charting.output.build import build_on_one_page
from charting.output.declared import Audience, Document
from charting.output.gathering import gather
from charting.output.info import DocumentInfo
from charting.output.paper_languages import paper_for
from charting.output.papers import (
    aftercare,
    blank_consent,
    blank_visit,
    chart_summary,
    consent,
    course_report,
    doctor_letter,
    evidence,
    home_needling,
    labels,
    labels_roll,
    photo_consent,
    wall_card,
)
from charting.output.particulars import info_of, number_for
from charting.output.proof import prove
from charting.output.styles import Kind, Styles, styles_for
from charting.output.visit_paper import VisitPaper
from charting.words import SOURCE, in_language

__all__ = [
    "DOCUMENTS",
    "KINDS",
    "VisitPaper",
    "build",
    "document_of",
    "file_name",
    "gather",
    "info_for",
    "number_of",
    "why_not",
]

DOCUMENTS: tuple[Document, ...] = (
    consent.DOCUMENT,
    photo_consent.DOCUMENT,
    chart_summary.DOCUMENT,
    aftercare.DOCUMENT,
    evidence.DOCUMENT,
    home_needling.DOCUMENT,
    labels.DOCUMENT,
    labels_roll.DOCUMENT,
    doctor_letter.DOCUMENT,
    course_report.DOCUMENT,
    blank_consent.DOCUMENT,
    blank_visit.DOCUMENT,
    wall_card.DOCUMENT,
)
KINDS: list[tuple[str, str]] = [
    (document.kind, document.title) for document in DOCUMENTS if document.audience is not Audience.WALL
]
"""The code and the name of each document of a visit, in the order they are offered."""
_BY_KIND = {document.kind: document for document in DOCUMENTS}


def document_of(kind: str) -> Document:
    """The declaration of a document. Raises KeyError for a code that is none."""
    return _BY_KIND[kind]


def build(kind: str, paper: VisitPaper) -> bytes:
    """The document `kind` of a visit as a PDF; the same paper gives the same bytes.

    Raises Known where the visit has no such document, MissingGlyph for a character no bundled font has, PaperFault
    when the pages do not say what they must.
    """
    document = document_of(kind)
    if reason := document.why_not(paper):
        raise Known(reason)
    spoken = paper_for(kind, paper)
    with in_language(None if spoken.language == SOURCE else spoken.language):
        return _built(document, spoken)


def _built(document: Document, paper: VisitPaper) -> bytes:
    info = info_of(document, paper)
    pdf = _pages(document, info, paper)
    if document.prove is not None:
        document.prove(pdf, info, paper)
    else:
        prove(pdf, info, [value for value in document.expected(paper) if value.strip()])
    return pdf


def why_not(kind: str, paper: VisitPaper) -> str:
    """The sentence that says why a visit has no such document; empty where it has one."""
    return document_of(kind).why_not(paper)


def info_for(kind: str, paper: VisitPaper) -> DocumentInfo:
    """The particulars of the document `kind`."""
    spoken = paper_for(kind, paper)
    with in_language(None if spoken.language == SOURCE else spoken.language):
        return info_of(document_of(kind), spoken)


def number_of(kind: str, paper: VisitPaper) -> str:
    """The number of the document `kind`."""
    return number_for(document_of(kind), paper_for(kind, paper))


def file_name(kind: str, paper: VisitPaper) -> str:
    """A name for the file that names no patient: `aftercare-20-Nov-2026-AC-2026-7K3QM9-4F2K.pdf`."""
    return f"{kind.replace('_', '-')}-{show_day(paper.day)}-{number_of(kind, paper)}.pdf"


def _pages(document: Document, info: DocumentInfo, paper: VisitPaper) -> bytes:
    if document.draw is not None:
        return document.draw(info, paper)
    lay = document.lay
    assert lay is not None, document.kind

    def story(styles: Styles) -> list[Flowable]:
        return list(lay(styles, info, paper))

    if document.on_one_page and info.kind is not Kind.LARGE:
        return build_on_one_page(info, story)
    return set_pages(info, story(styles_for(info.kind)))
