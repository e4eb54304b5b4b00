"""The statements of a consent in the chart summary: the answers given, and apart from them what nobody answered."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from charting.output.headings import note
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
    said: list[Run] = [strong(f"{table.title} ({labels}):  ")]
    told = [", ".join(answer.value for answer in row if answer.value) for row in table.rows]
    for values in filter(None, dict.fromkeys(told)):
        alike = [one.number for one, said_of in zip(agreements, told, strict=True) if said_of == values]
        said += [strong(f"{'  ·  ' if len(said) > 1 else ''}{', '.join(alike)} "), Run(values)]
    gaps = [one for one, said_of in zip(agreements, told, strict=True) if not said_of]
    answered = [note(styles, said)] if len(said) > 1 else []
    return [*answered, *_unanswered(styles, gaps, len(agreements))], []


def _unanswered(styles: Styles, gaps: Sequence[Agreement], of_all: int) -> list[Flowable]:
    if not gaps:
        return []
    if len(gaps) == of_all:
        return [note(styles, [strong(_("{count} statements:").format(count=of_all)), Run("  "), not_recorded()])]
    words = _("{count} of {of_all} statements not answered:")
    said: list[Run] = [strong(words.format(count=len(gaps), of_all=of_all))]
    for one in gaps:
        said += [strong(f"  {one.number} "), Run(one.sentence)]
    return [note(styles, said)]
