"""Answers on paper: a grid of what was answered, one line for what was not, and the values worked out from them."""

from collections.abc import Iterable, Sequence

from reportlab.platypus import Flowable, KeepTogether

from charting.output.field_grid import Field, field_grid
from charting.output.fonts import Face
from charting.output.headings import note
from charting.output.run_on import Entry, run_on
from charting.output.runs import Run, Words, amended, not_known, not_recorded, on_one_line, outside, runs, strong
from charting.output.styles import COLUMNS, Styles, span
from charting.output.text import Text
from charting.output.visit_paper import Answer
from charting.results import Result
from charting.words import _, listed

_SPANS = (2, 3, 4, 6, 8)
FINE = tuple(quarter / 4 for quarter in range(5, 33))
"""Columns that answers may take where as many as can are to stand side by side."""


def answer_words(answer: Answer) -> Words:
    """The value in its state: recorded, outside its range, not recorded; behind it, where it came from."""
    said = _in_its_state(answer)
    return [*runs(said), Run(answer.mark)] if answer.mark and answer.value else said


def _in_its_state(answer: Answer) -> Words:
    if answer.reference:
        return _amended(answer)
    if not answer.value:
        return not_recorded()
    return outside(answer.value, answer.usual) if answer.usual else answer.value


def _amended(answer: Answer) -> Words:
    """The first words struck through, those that count beside them, and where the amendment is told of."""
    if answer.was and answer.value and not answer.usual:
        return amended(answer.was, answer.value, answer.reference)
    now = outside(answer.value, answer.usual) if answer.usual else [strong(answer.value)]
    struck = [Run(answer.was, struck=True), Run("  ")] if answer.was else []
    return [*struck, *(now if answer.value else [not_recorded()]), strong(f"  [{answer.reference}]")]


def answer_grid(styles: Styles, answers: Iterable[Answer], spans: Sequence[float] = _SPANS) -> list[Flowable]:
    """What was answered or has to be, on columns that line up; nothing if there is none."""
    fields = [
        Field(answer.label, answer_words(answer), _span(styles, answer, spans))
        for answer in answers
        if answer.value or answer.needed or answer.reference
    ]
    return field_grid(styles, fields)


def _span(styles: Styles, answer: Answer, spans: Sequence[float]) -> float:
    """The fewest columns that hold label and value on one line each; words too long for that take the measure."""
    wide = max(
        Text(answer.label, styles.small).natural_width(), Text(answer_words(answer), styles.body).natural_width()
    )
    return next((columns for columns in spans if wide <= span(columns)), COLUMNS)


def not_recorded_line(styles: Styles, labels: Sequence[str]) -> list[Flowable]:
    """One paragraph in small type naming what nobody answered, on one page; nothing if everything was."""
    if not labels:
        return []
    return [KeepTogether([note(styles, [strong(_("Not recorded:")), Run(" " + listed(labels))])])]


def answer_run(styles: Styles, answers: Iterable[Answer]) -> list[Flowable]:
    """Answers run on in small type, label before value, for what is read when it is looked for; nothing without any."""
    told = (answer for answer in answers if answer.value or answer.needed or answer.reference)
    return run_on(styles, [Entry([Run(f"{answer.label} "), *run_in(answer)]) for answer in told])


def run_in(answer: Answer) -> list[Run]:
    """A value among others on a line: SemiBold, unless its state has a dress of its own; line breaks are blanks."""
    return [
        run._replace(text=on_one_line(run.text), face=run.face or Face.SEMIBOLD) for run in runs(answer_words(answer))
    ]


def unanswered(answers: Iterable[Answer]) -> list[str]:
    """The labels of what nobody answered and nobody had to."""
    return [answer.label for answer in answers if not (answer.value or answer.needed or answer.reference)]


def calculated(styles: Styles, results: Sequence[Result]) -> list[Flowable]:
    """Computed values run on, each with its working or, where there is none, its rule; never mixed with what was
    measured. Under them what cannot be computed, and why."""
    entries: list[Entry] = []
    for result in results:
        if result.value is None and not result.text:
            continue
        working = f" = {result.working}" if result.working else f" ({result.formula})"
        entries.append(Entry([f"{result.name} ", strong(result.with_unit()), working]))
    return [*run_on(styles, entries, _("Calculated:")), *_not_computable(styles, results)]


def _not_computable(styles: Styles, results: Sequence[Result]) -> list[Flowable]:
    """One line naming what could not be worked out, each with its reason."""
    unknown = (result for result in results if result.value is None and not result.text)
    entries = [Entry([f"{result.name} ", *not_known(result.missing)]) for result in unknown]
    return run_on(styles, entries, _("Not computable:"))
