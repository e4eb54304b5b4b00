"""The course of the visit in sentences: those made from the answers, or the wording somebody edited, marked as such."""

from reportlab.platypus import Flowable

from charting.output.headings import heading, paragraph
from charting.output.runs import Run, strong
from charting.output.styles import Styles
from charting.output.visit_paper import VisitPaper
from charting.words import _

IN_WORDS = "prose"
"""The answer that holds the edited wording; it is printed here and not among the answers of its sheet."""


def account_section(styles: Styles, paper: VisitPaper, number: int) -> list[Flowable]:
    """The section with its heading, one paragraph to each part of the visit."""
    edited = paper.visit.answer(IN_WORDS)
    remark = _("edited by hand; the answers stand as recorded") if edited.value else _("made from the answers")
    flowables = heading(styles, _("Course of the visit"), number, remark)
    parts = [part for part in paper.account.splitlines() if part.strip()]
    for at, part in enumerate(parts, start=1):
        last = at == len(parts) and bool(edited.reference)
        flowables.append(paragraph(styles, [Run(part), strong(f"  [{edited.reference}]")] if last else part))
    return flowables
