"""Answering several rows of the checklist by one act, with the questions in view (docs/decisions/0018).

A row that was answered with yes last time is never part of a no to several; a row about today is never brought from
another day; a row that is asked alone is only part of the question that is spoken for it.
"""

from datetime import timedelta

from charting.actions.carry_forward import Copy
from charting.catalogue_screening import ALONE, ANEW, STANDING
from charting.catalogue_spoken import Spoken, spoken_questions
from charting.dates import show_day
from charting.origins import copied_from
from charting.records.earlier import earlier_visits
from charting.records.screening import Screening, ScreeningAnswer
from charting.records.signed import newest_unaltered
from charting.records.visit import Visit

LASTS = timedelta(days=183)
"""So long, half a year, the checklist of a signed visit may be spoken of as "nothing else has changed since"."""
_ANSWERED = frozenset({"yes", "no"})


def last_screened(screening: Screening) -> Visit | None:
    """The patient's newest signed visit before this one that has a checklist and was not altered, or None."""
    if screening.visit is None:
        return None
    signed = [v for v in earlier_visits(screening.visit) if v.signed_at is not None and v.screening is not None]
    return newest_unaltered(signed)


def lately_screened(screening: Screening) -> Visit | None:
    """The same where it lies no longer back than LASTS, or None."""
    last = last_screened(screening)
    return last if last is not None and screening.visit.opened_at - last.opened_at <= LASTS else None


def unchanged(screening: Screening, group: str = "") -> list[Copy]:
    """What "nothing changed" does to open rows: the last answers with their details, to be confirmed.

    The rows of a `group`; without one, those of the whole list, which takes a checklist no older than LASTS.
    """
    source = last_screened(screening) if group else lately_screened(screening)
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
    return _noes(screening, _open(screening, group, frozenset({STANDING, ANEW})))


def no_to_the_rest(screening: Screening) -> list[Copy]:
    """What "no to the rest, asked today" does: a no to each open row that speaks of today, all groups together.

    Nothing where no checklist of the last LASTS stands behind it: then each group is answered by itself.
    """
    if lately_screened(screening) is None:
        return []
    return _noes(screening, _open(screening, "", frozenset({ANEW})))


def spoken_at(answer: ScreeningAnswer) -> Spoken | None:
    """The spoken question whose last row this is, so that all its rows have been read; None for any other row."""
    return next((spoken for spoken in spoken_questions() if spoken.rows[-1] == answer.code), None)


def no_to_spoken(screening: Screening, spoken: Spoken) -> list[Copy]:
    """What a no to a spoken question does to its open rows: a no to each, as if it had been tapped."""
    return _noes(screening, [a for a in screening.answers if a.answer is None and a.code in spoken.rows])


def asked_alone(answer: ScreeningAnswer) -> bool:
    """Whether a row is asked aloud at every visit, by itself or in a spoken question."""
    row = answer.row()
    return row is not None and row.asked == ALONE


def day_of_last(screening: Screening) -> str:
    """The day of the checklist that answers are brought from, in words; blank when there is none."""
    source = last_screened(screening)
    return "" if source is None else show_day(source.opened_at.date())


def _noes(screening: Screening, rows: list[ScreeningAnswer]) -> list[Copy]:
    source = last_screened(screening)
    before = _answers_of(source).values() if source is not None else ()
    said_yes = {answer.code for answer in before if answer.answer == "yes"}
    return [Copy(row, "answer", "no", None) for row in rows if row.code not in said_yes]


def _open(screening: Screening, group: str, asked: frozenset[str]) -> list[ScreeningAnswer]:
    """The unanswered rows of a group, or without one of all groups, that are asked in one of these ways."""
    rows = ((answer, answer.row()) for answer in screening.answers if answer.answer is None)
    return [answer for answer, row in rows if row is not None and group in {"", answer.group()} and row.asked in asked]


def _answers_of(visit: Visit) -> dict[tuple[str, str], ScreeningAnswer]:
    """The answers of a checklist by code and question: a question put differently was another question."""
    sheet = visit.screening
    return {(answer.code, answer.question): answer for answer in sheet.answers} if sheet is not None else {}
