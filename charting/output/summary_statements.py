"""The statements of a consent in the chart summary: the answers given, and apart from them what nobody answered."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from charting.output.headings import note
from charting.output.run_on import Entry, run_on
from charting.output.runs import Run, not_recorded, strong
from charting.output.styles import Styles
from charting.output.visit_paper import Agreement, LineTable, VisitPaper
from charting.words import _


def statement_answers(styles: Styles, paper: VisitPaper, table: LineTable) -> tuple[list[Flowable], list[str]]:
    """The answers, each with the numbers of the statements it was given to; the sentences stand in the consent.

    What nobody answered stands apart, each statement in its own words, or as a count where none was answered.
    """
    agreements = paper.consent.agreements if paper.consent else ()
    labels = ", ".join(column.label for column in table.columns)
    entries: list[Entry] = []
    told = [", ".join(answer.value for answer in row if answer.value) for row in table.rows]
    for values in filter(None, dict.fromkeys(told)):
        alike = [one.number for one, said_of in zip(agreements, told, strict=True) if said_of == values]
        entries.append(Entry([strong(f"{', '.join(alike)} "), Run(values)]))
    gaps = [one for one, said_of in zip(agreements, told, strict=True) if not said_of]
    return [*run_on(styles, entries, f"{table.title} ({labels}):"), *_unanswered(styles, gaps, len(agreements))], []


def _unanswered(styles: Styles, gaps: Sequence[Agreement], of_all: int) -> list[Flowable]:
    if not gaps:
        return []
    if len(gaps) == of_all:
        return [note(styles, [strong(_("{count} statements:").format(count=of_all)), Run("  "), not_recorded()])]
    words = _("{count} of {of_all} statements not answered:")
    entries = [Entry([strong(f"{one.number} "), Run(one.sentence)], before="  ") for one in gaps]
    return run_on(styles, entries, words.format(count=len(gaps), of_all=of_all))
