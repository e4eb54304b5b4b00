"""The three documents of a visit. Each is proved by a second reader before it is handed out."""

import charting.output.consent as consent
import charting.output.summary as summary
from charting.dates import show_day
from charting.errors import Known
from charting.output import aftercare
from charting.output.build import build as set_pages
from charting.output.build import build_on_one_page
from charting.output.gathering import gather
from charting.output.info import DocumentInfo
from charting.output.particulars import info_for, number_of
from charting.output.proof import prove
from charting.output.styles import styles_for
from charting.output.visit_paper import VisitPaper
from charting.words import _

__all__ = ["KINDS", "VisitPaper", "build", "file_name", "gather"]

KINDS: list[tuple[str, str]] = [
    ("consent", _("Consent")),
    ("chart_summary", _("Chart summary")),
    ("aftercare", _("Aftercare")),
]


def build(kind: str, paper: VisitPaper) -> bytes:
    """The document `kind` of a visit as a PDF; the same paper gives the same bytes.

    Raises Known where the visit has no such document, MissingGlyph for a character no bundled font has, PaperFault
    when the pages do not say what they must.
    """
    info = info_for(kind, paper)
    pdf, expected = {"consent": _consent, "chart_summary": _summary, "aftercare": _aftercare}[kind](paper, info)
    prove(pdf, info, [value for value in expected if value.strip()])
    return pdf


def file_name(kind: str, paper: VisitPaper) -> str:
    """A name for the file that names no patient: `aftercare-20-Nov-2026-AC-2026-7K3QM9.pdf`."""
    return f"{kind.replace('_', '-')}-{show_day(paper.day)}-{number_of(kind, paper)}.pdf"


def _consent(paper: VisitPaper, info: DocumentInfo) -> tuple[bytes, list[str]]:
    if paper.consent is None and paper.photos is None:
        raise Known(_("This visit has no consent sheet. Print the consent of the treatment it follows."))
    styles = styles_for(info.kind)
    return set_pages(info, consent.story(styles, info, paper)), consent.expected_of(paper)


def _summary(paper: VisitPaper, info: DocumentInfo) -> tuple[bytes, list[str]]:
    styles = styles_for(info.kind)
    return set_pages(info, summary.story(styles, info, paper)), summary.expected_of(paper)


def _aftercare(paper: VisitPaper, info: DocumentInfo) -> tuple[bytes, list[str]]:
    if paper.kind == "review":
        raise Known(_("A review has no aftercare sheet. Print that of the treatment it follows."))
    return build_on_one_page(info, aftercare.story_for(paper, info)), aftercare.expected_of(paper)
