"""The course of the visit in sentences: those made from the answers, or the wording somebody edited, marked as such."""

from reportlab.platypus import Flowable

from charting.output.headings import note, paragraph
from charting.output.runs import Run, strong
from charting.output.styles import Styles
from charting.output.visit_paper import VisitPaper

IN_WORDS = "prose"
"""The answer that holds the edited wording; it is printed here and not among the answers of its sheet."""


def account(styles: Styles, paper: VisitPaper) -> list[Flowable]:
    """The sentences, one paragraph to each part of the visit.

    Those made from the answers repeat what stands above, so they run on in small type; what somebody wrote does not.
    """
    edited = paper.visit.answer(IN_WORDS)
    flowables: list[Flowable] = []
    parts = [part for part in paper.account.splitlines() if part.strip()]
    if not edited.value and not edited.reference:
        return [note(styles, "   ".join(parts))] if parts else []
    for at, part in enumerate(parts, start=1):
        last = at == len(parts) and bool(edited.reference)
        words = [Run(part), strong(f"  [{edited.reference}]")] if last else part
        flowables.append(paragraph(styles, words, before=0.3, after=0.2))
    return flowables
