"""The parts of a consent that are set from the record, by the name its template gives them."""

from collections.abc import Callable, Iterable

from reportlab.platypus import Flowable

from charting.output.answers import answer_grid, not_recorded_line, unanswered
from charting.output.consent_parts import GOALS, HOW, MONEY, PLAN, TOLD, WHO, likely_procedures, quoted, treating
from charting.output.consent_signatures import agreements, reconfirmation, signatures, withdrawal
from charting.output.headings import paragraph
from charting.output.prose import prose
from charting.output.run_on import line_by_line
from charting.output.runs import Words, small, strong
from charting.output.statements import WritingSpace, tick_list
from charting.output.styles import Styles
from charting.output.tables import Column, table
from charting.output.visit_paper import Answer, VisitPaper
from charting.records.consent import PROCEDURES
from charting.results import Result
from charting.texts import Section
from charting.words import _, ngettext

_LINES_FOR_QUESTIONS = 5
_PART_OF_M_PRP = ("mn", "prp_injections")
_HOURS_SAID_AS_DAYS = 48


def answers_of(paper: VisitPaper, names: Iterable[str]) -> list[Answer]:
    """Answers of the consent sheet by name."""
    sheet = paper.sheet("consent")
    return [sheet.answer(name) for name in names] if sheet else []


def _grid(styles: Styles, answers: Iterable[Answer]) -> list[Flowable]:
    told = list(answers)
    return [*answer_grid(styles, told), *not_recorded_line(styles, unanswered(told))]


def _who(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    think = [
        Answer("reflection", result.name, _time_to_think(result))
        for sheet in (paper.sheet("consent"),)
        if sheet
        for result in sheet.results
        if result.value is not None
    ]
    return _grid(
        styles, [treating(paper), *answers_of(paper, WHO), *think, *answers_of(paper, ("same_day_reason", *HOW))]
    )


def _time_to_think(result: Result) -> str:
    """Whole days where there were two or more, hours below that."""
    if result.value is None or result.value < _HOURS_SAID_AS_DAYS:
        return result.with_unit()
    days = int(result.value) // 24
    return ngettext("{count} day", "{count} days", days).format(count=days)


def _goals(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    said = [Answer(a.name, a.label, quoted(a.value), a.usual, a.needed) for a in answers_of(paper, GOALS)]
    return _grid(styles, [*said, *answers_of(paper, TOLD)])


def _procedures(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    chosen = paper.consent.procedures if paper.consent else None
    items: list[tuple[Words, bool]] = []
    for choice in PROCEDURES:
        if chosen and "m_prp" in chosen and choice.code in _PART_OF_M_PRP and choice.code not in chosen:
            continue
        label = PROCEDURES.label(choice.code)
        ticked = chosen is not None and choice.code in chosen
        named: Words = label if ticked or chosen is None else [label, small(" " + _("(not planned)"))]
        items.append((named, ticked))
    ticks: list[Flowable] = [tick_list(styles, items)]
    return [*ticks, *_grid(styles, answers_of(paper, PLAN))]


def _evidence(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    return [paragraph(styles, paper.texts.evidence.statement)]


def _risks(part: str) -> "Block":
    def risks(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
        consent = paper.consent
        agreed = (consent.procedures if consent else None) or likely_procedures(paper.kind)
        device = consent.device_type if consent else None
        rows: list[list[Words]] = []
        for frequency, texts in paper.texts.risks.rows(part, paper.kind, agreed, device):
            often: Words = strong(frequency.label)
            if frequency.range:
                often = [strong(frequency.label), small(f"\n{frequency.range}")]
            rows.append([often, prose(" ".join(texts))])
        columns = [Column(_("How often"), 47), Column(_("What can happen"), 127)]
        return [table(styles, columns, rows, key=None)]

    return risks


def _alternatives(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    columns = [Column(_("Choice"), 56), Column(_("A good point"), 54), Column(_("A bad point"), 64)]
    choices = paper.texts.consent.alternatives_for(paper.kind, paper.patient_sex)
    return [table(styles, columns, [[c.choice, c.benefit, c.risk] for c in choices], key=None)]


def _money(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    return _grid(styles, answers_of(paper, MONEY))


def _questions(styles: Styles, paper: VisitPaper, _section: Section) -> list[Flowable]:
    asked = answers_of(paper, ("questions_answers",))
    if asked and asked[0].value:
        return [line_by_line(styles, asked[0].value)]
    if paper.consent and paper.consent.sealed:
        return [paragraph(styles, _("No questions were recorded."))]
    return [WritingSpace(_LINES_FOR_QUESTIONS)]


Block = Callable[[Styles, VisitPaper, Section], list[Flowable]]

BLOCKS: dict[str, Block] = {
    "who": _who,
    "goals": _goals,
    "procedures": _procedures,
    "evidence": _evidence,
    "risks_expected": _risks("expected"),
    "risks_serious": _risks("serious"),
    "alternatives": _alternatives,
    "money": _money,
    "statements": agreements,
    "questions": _questions,
    "signatures": signatures,
    "reconfirm": reconfirmation,
    "withdrawal": withdrawal,
}
"""What a section's `block` draws."""
