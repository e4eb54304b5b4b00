"""One section of the chart summary for each sheet: answers, repeated rows, computed values, what nobody answered."""

from collections.abc import Callable
from dataclasses import replace

from reportlab.platypus import CondPageBreak, Flowable

from charting.output.answers import answer_grid, calculated_table, not_recorded_line, unanswered
from charting.output.came import DAGGER
from charting.output.headings import heading, note
from charting.output.line_tables import line_table, turned_table
from charting.output.runs import Run, not_recorded, strong
from charting.output.styles import Styles
from charting.output.summary_account import IN_WORDS
from charting.output.summary_anaesthesia import dose_details, dose_table, told_of
from charting.output.summary_checklist import checklist
from charting.output.summary_prp import COUNTED, counts_table, described, worked_otherwise
from charting.output.summary_zones import MAPPED, zones_section
from charting.output.text import Text
from charting.output.visit_paper import Answer, LineColumn, LineTable, SheetPaper, VisitPaper

Laid = tuple[list[Flowable], list[str]]
"""Flowables, and the labels of what nobody answered."""

_WANTED = {
    "signatures": ("role", "printed_name", "method", "signed_at", "strokes"),
    "photographs": ("view", "taken_at", "taken_by", "hair_state", "consent_scope", "file_name"),
    "spins": ("number", "started_at", "ended_at", "rpm", "rcf_g", "minutes", "temperature_c", "brake"),
}


def sheet_section(styles: Styles, paper: VisitPaper, sheet: SheetPaper, number: int, remark: str) -> list[Flowable]:
    """The section of one sheet; every label and every answer of it is there."""
    flowables = heading(styles, sheet.title, number, remark)
    in_table = COUNTED if sheet.slot == "prp" else frozenset({IN_WORDS}) if sheet.slot == "visit" else frozenset()
    flowables += answer_grid(styles, (answer for answer in sheet.answers if answer.name not in in_table))
    silent = unanswered(answer for answer in sheet.answers if answer.name not in in_table)
    ledger = paper.ledger if sheet.slot == "anaesthesia" else None
    if ledger is not None:
        flowables += dose_table(styles, ledger)
    for table in sheet.tables:
        counted = ledger is not None and bool(ledger.rows) and told_of(table)
        laid, labels = dose_details(styles, table) if counted else _laid(styles, paper, sheet, table)
        flowables += laid
        silent += labels
    if sheet.slot == "prp":
        laid, labels = counts_table(styles, sheet)
        flowables += laid
        silent += labels
    if sheet.slot == "prp":
        flowables += calculated_table(styles, worked_otherwise(sheet.results))
        flowables += described(styles, sheet.results)
    else:
        flowables += calculated_table(styles, sheet.results)
    return [*flowables, *not_recorded_line(styles, silent), *_copied(styles, sheet)]


def _copied(styles: Styles, sheet: SheetPaper) -> list[Flowable]:
    """What the dagger behind an answer means on this sheet."""
    return [note(styles, [strong(DAGGER), Run(" " + "; ".join(sheet.copied))])] if sheet.copied else []


def _laid(styles: Styles, paper: VisitPaper, sheet: SheetPaper, table: LineTable) -> Laid:
    if sheet.slot == "screening":
        return checklist(styles, paper.questions)
    if not table.rows:
        if table.needed:
            return [note(styles, [strong(f"{table.title}:  "), not_recorded()])], []
        return [], [table.title]
    if table.name == "zones" and sheet.slot in MAPPED:
        laid, silent = zones_section(styles, sheet, table)
        return laid, [f"{table.row_word}: {label}" for label in silent]
    laid, silent = _SPECIAL.get((sheet.slot, table.name), _plain)(styles, paper, table)
    return [*_subtitle(styles, table.title), *laid], [f"{table.row_word}: {label}" for label in silent]


def _subtitle(styles: Styles, words: str) -> list[Flowable]:
    return [
        CondPageBreak(5 * styles.l),
        Text(words, styles.strong, space_before=0.6 * styles.l),
    ]


def _plain(styles: Styles, _paper: VisitPaper, table: LineTable) -> Laid:
    return line_table(styles, table, _WANTED.get(table.name, ()))


def _reactions(styles: Styles, _paper: VisitPaper, table: LineTable) -> Laid:
    heads = [
        ", ".join(answer.value for answer in row[:2] if answer.value) or f"{table.row_word} {number}"
        for number, row in enumerate(table.rows, start=1)
    ]
    turned = LineTable(table.name, table.title, table.row_word, table.columns[2:], tuple(row[2:] for row in table.rows))
    labels = [column.label for at, column in enumerate(table.columns[:2]) if not any(r[at].value for r in table.rows)]
    laid, silent = turned_table(styles, turned, heads)
    return laid, [*labels, *silent]


def _events(styles: Styles, _paper: VisitPaper, table: LineTable) -> Laid:
    laid: list[Flowable] = []
    silent: list[str] = []
    for number, row in enumerate(table.rows, start=1):
        if len(table.rows) > 1:
            laid.append(Text(f"{table.row_word} {number}", styles.head, space_before=0.5 * styles.l))
        laid += answer_grid(
            styles, (_with_unit(answer, column) for answer, column in zip(row, table.columns, strict=True))
        )
        silent += [label for label in unanswered(row) if label not in silent]
    return laid, silent


def _with_unit(answer: Answer, column: LineColumn) -> Answer:
    if not answer.value or not column.unit:
        return answer
    return replace(answer, value=f"{answer.value} {column.unit}")


def _statements(styles: Styles, paper: VisitPaper, table: LineTable) -> Laid:
    """The answers by the statement's number; the sentences stand in the consent."""
    numbers = [agreement.number for agreement in paper.consent.agreements] if paper.consent else []
    labels = ", ".join(column.label for column in table.columns)
    said: list[Run] = [strong(f"{labels}:  ")]
    for place, (number, row) in enumerate(zip(numbers, table.rows, strict=True)):
        values = ", ".join(answer.value for answer in row if answer.value)
        said.append(strong(f"{'  ·  ' if place else ''}{number} "))
        said.append(Run(values) if values else not_recorded())
    return [note(styles, said)], []


_SPECIAL: dict[tuple[str, str], Callable[[Styles, VisitPaper, LineTable], Laid]] = {
    ("after", "reactions"): _reactions,
    ("after", "adverse_events"): _events,
    ("consent", "statements"): _statements,
}
