"""The screening checklist on paper: every yes and every gap in full, the noes in one paragraph."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from charting.output.headings import note
from charting.output.runs import Run, Words, not_asked, strong
from charting.output.styles import Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import Question
from charting.words import _

_MANY = 12


def checklist(styles: Styles, questions: Sequence[Question]) -> tuple[list[Flowable], list[str]]:
    """The answers to the checklist; nothing of it is left out."""
    denied = [question for question in questions if question.answer == "no" and not question.detail]
    gaps = [question for question in questions if not question.shown and not question.detail]
    brief_gaps = gaps if len(gaps) > _MANY else []
    full = [question for question in questions if question not in denied and question not in brief_gaps]
    laid: list[Flowable] = []
    if full:
        columns = [Column(_("No."), 12), Column(_("Question"), 92), Column(_("Answer"), 20), Column(_("Detail"), 50)]
        rows: list[list[Words]] = [
            [q.code, q.question, strong(q.shown + q.mark) if q.shown else not_asked(), q.detail] for q in full
        ]
        laid.append(table(styles, columns, rows))
    if denied:
        laid.append(_paragraph(styles, strong(_("Answered no:")), denied))
    if brief_gaps:
        laid.append(_paragraph(styles, strong(_("Not asked:")), brief_gaps))
    return laid, []


def _paragraph(styles: Styles, lead: Run, questions: Sequence[Question]) -> Flowable:
    said: list[Run] = [lead]
    for question in questions:
        said += [strong(f"  {question.code}{question.mark} "), Run(question.question)]
    return note(styles, said)
