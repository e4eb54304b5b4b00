"""Answering several rows of the checklist by one act, with the questions in view (docs/decisions/0018).

Rows that are asked alone are in neither; rows about today are never brought from another day; a row that was answered
with yes last time is never part of a no to several.
"""

from charting.actions.carry_forward import Copy
from charting.catalogue_screening import ALONE, ANEW, STANDING
from charting.dates import show_day
from charting.origins import copied_from
from charting.records.earlier import earlier_visits
from charting.records.screening import Screening, ScreeningAnswer
from charting.records.visit import Visit

_ANSWERED = frozenset({"yes", "no"})


def last_screened(screening: Screening) -> Visit | None:
    """The patient's newest signed visit before this one that has a checklist, or None."""
    if screening.visit is None:
        return None
    signed = [v for v in earlier_visits(screening.visit) if v.signed_at is not None and v.screening is not None]
    return max(signed, key=lambda visit: visit.opened_at, default=None)


def unchanged(screening: Screening, group: str) -> list[Copy]:
    """What "nothing changed" does to the open rows of a group: the last answers with their details, to be confirmed."""
    source = last_screened(screening)
    if source is None:
        return []
    before, origin = _answers_of(source), copied_from(source.opened_at.date())
    steps: list[Copy] = []
    for answer in _open(screening, group, frozenset({STANDING})):
        old = before.get((answer.code, answer.question))
        if old is not None and old.answer in _ANSWERED:
            steps.append(Copy(answer, "answer", old.answer, origin))
            if old.detail is not None and answer.detail is None:
                steps.append(Copy(answer, "detail", old.detail, origin))
    return steps


def none_of_these(screening: Screening, group: str) -> list[Copy]:
    """What "no to all of these" does to the open rows of a group: a no to each, as if it had been tapped."""
    source = last_screened(screening)
    before = _answers_of(source).values() if source is not None else ()
    said_yes = {answer.code for answer in before if answer.answer == "yes"}
    rows = [row for row in _open(screening, group, frozenset({STANDING, ANEW})) if row.code not in said_yes]
    return [Copy(row, "answer", "no", None) for row in rows]


def asked_alone(answer: ScreeningAnswer) -> bool:
    """Whether a row takes a tap of its own at every visit."""
    row = answer.row()
    return row is not None and row.asked == ALONE


def day_of_last(screening: Screening) -> str:
    """The day of the checklist that answers are brought from, in words; blank when there is none."""
    source = last_screened(screening)
    return "" if source is None else show_day(source.opened_at.date())


def _open(screening: Screening, group: str, asked: frozenset[str]) -> list[ScreeningAnswer]:
    """The unanswered rows of a group that are asked in one of these ways."""
    rows = ((answer, answer.row()) for answer in screening.answers if answer.answer is None)
    return [answer for answer, row in rows if row is not None and answer.group() == group and row.asked in asked]


def _answers_of(visit: Visit) -> dict[tuple[str, str], ScreeningAnswer]:
    """The answers of a checklist by code and question: a question put differently was another question."""
    sheet = visit.screening
    return {(answer.code, answer.question): answer for answer in sheet.answers} if sheet is not None else {}
