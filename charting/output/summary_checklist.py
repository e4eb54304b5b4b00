"""The screening checklist on paper: every yes and every gap in full, the noes by their names."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from charting.output.fonts import Face
from charting.output.headings import note
from charting.output.run_on import Entry, run_on
from charting.output.runs import Run, Words, not_asked, on_one_line, strong
from charting.output.styles import Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import Question
from charting.words import _, ngettext

_MANY = 12


def checklist(styles: Styles, questions: Sequence[Question]) -> tuple[list[Flowable], list[str]]:
    """The answers to the checklist; none of them is left out."""
    denied, gaps, full = _sorted(questions)
    laid: list[Flowable] = []
    if full:
        columns = [Column(_("No."), 10), Column(_("Question"), 66), Column(_("Answer"), 17), Column(_("Detail"), 81)]
        rows: list[list[Words]] = [
            [q.code, q.question, strong(q.shown + q.mark) if q.shown else not_asked(), on_one_line(q.detail)]
            for q in full
        ]
        laid.append(table(styles, columns, rows))
    if denied:
        count = ngettext("{count} answered no:", "{count} answered no:", len(denied)).format(count=len(denied))
        laid += _by_name(styles, count, denied)
    if gaps and len(gaps) == len(questions):
        laid.append(note(styles, _none_asked(len(gaps))))
    elif gaps:
        words = _("{count} of {of_all} screening questions not asked:")
        laid += _by_name(styles, words.format(count=len(gaps), of_all=len(questions)), gaps)
    return laid, []


def _none_asked(count: int) -> list[Run]:
    """One line for a checklist that nobody began, in the dress of a gap."""
    return [strong(_("{count} screening questions:").format(count=count)), Run("  "), Run(_("None asked"), Face.ITALIC)]


def expected_questions(questions: Sequence[Question]) -> list[str]:
    """What a second reader must find: the full question where the answer is more than no, its name otherwise."""
    denied, gaps, full = _sorted(questions)
    brief = [" ".join(f"{q.code}{q.mark} {_short(q)}" for q in some) for some in (denied, gaps) if some]
    if gaps and len(gaps) == len(questions):
        brief = ["".join(run.text for run in _none_asked(len(gaps)))]
    return [*(q.question for q in full), *brief]


def _sorted(questions: Sequence[Question]) -> tuple[list[Question], list[Question], list[Question]]:
    """Those denied without a word, the many that nobody asked, and all that stand in full."""
    denied = [question for question in questions if question.answer == "no" and not question.detail]
    gaps = [question for question in questions if not question.shown and not question.detail]
    brief_gaps = gaps if len(gaps) > _MANY else []
    return denied, brief_gaps, [q for q in questions if q not in denied and q not in brief_gaps]


def _short(question: Question) -> str:
    return question.name or question.question


def _by_name(styles: Styles, lead: str, questions: Sequence[Question]) -> list[Flowable]:
    entries = [Entry([strong(f"{one.code}{one.mark} "), Run(_short(one))], before="  ") for one in questions]
    return run_on(styles, entries, lead)
