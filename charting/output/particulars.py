"""The particulars of one document of a visit: its title, number, template, footer and state."""

from charting.dates import show_day
from charting.output.declared import About, Audience, Document
from charting.output.document_ids import document_id
from charting.output.info import DocumentInfo
from charting.output.language_notes import language_note
from charting.output.paper_texts import unconfirmed
from charting.output.print_serial import print_serial
from charting.output.styles import Kind
from charting.output.visit_paper import VisitPaper
from charting.records.signed import altered_words
from charting.words import _, listed

LARGE = "-L"
"""Ends the number of a paper in large print; the words are the same."""


def in_large_print(document: Document, paper: VisitPaper) -> bool:
    """Whether the paper is wanted in large print and the document has it."""
    return paper.large and document.has_large_print


def number_for(document: Document, paper: VisitPaper) -> str:
    """The document's number, `CN-2026-7K3QM9-4F2K`: the visit's own, and the serial of this very print."""
    if document.audience is Audience.WALL:
        return f"{document.prefix}-1"
    number = f"{document_id(document.prefix, paper.visit_id, paper.day.year)}-{print_serial(paper)}"
    return f"{number}{LARGE}" if in_large_print(document, paper) else number


def info_of(document: Document, paper: VisitPaper) -> DocumentInfo:
    """The particulars of a document, with those that every paper of the visit shares."""
    about = document.about(paper)
    return DocumentInfo(
        clinic=paper.clinic,
        patient=paper.identity,
        title=about.title,
        short_title=listed((about.title, show_day(paper.day))),
        document_id=number_for(document, paper),
        template=about.template,
        template_version=about.template_version,
        printed_at=paper.printed_at,
        printed_by=paper.printed_by,
        confirmed=about.confirmed or unconfirmed(paper.language),
        seal=paper.seal,
        copy=about.copy,
        kind=Kind.LARGE if in_large_print(document, paper) else document.style,
        page_size=paper.page_size,
        practice=paper.practice,
        draft=about.draft,
        stamp=paper.standing.stamp,
        across=paper.standing.across,
        across_why=paper.standing.across_why,
        language=paper.language,
        language_note=language_note(document.kind, paper),
    )


def state_line(paper: VisitPaper) -> str:
    """The state of the record: that it may still change, when it was signed, or that it was altered since."""
    if paper.standing.altered:
        return altered_words()
    if paper.signature is None:
        return _("Not signed: this record can still change")
    return _("Signed {day} {time}").format(day=paper.signature.day, time=paper.signature.time)


def about_record(paper: VisitPaper, title: str, template: tuple[str, str], copy: str) -> About:
    """What a paper says of itself whose words come from the record: it is a draft until the visit is signed."""
    return About(title, *template, confirmed=state_line(paper), copy=copy, draft=_is_draft(paper))


def _is_draft(paper: VisitPaper) -> bool:
    return paper.signature is None and not paper.standing.altered
