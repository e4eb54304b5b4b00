"""One section of the chart summary for each sheet: answers, repeated rows, computed values, what nobody answered."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from reportlab.platypus import Flowable

from charting.output.answers import FINE, answer_grid, answer_run, calculated, run_in, unanswered
from charting.output.came import DAGGER
from charting.output.headings import note
from charting.output.line_tables import line_table
from charting.output.room import RoomFor
from charting.output.run_on import Entry, run_on
from charting.output.runs import Run, not_recorded, strong
from charting.output.styles import Styles
from charting.output.summary_account import IN_WORDS
from charting.output.summary_anaesthesia import dose_details, dose_table, told_of
from charting.output.summary_checklist import checklist
from charting.output.summary_keys import in_grid
from charting.output.summary_nerves import nerve_section
from charting.output.summary_prp import COUNTED, counts_table, described, worked_otherwise
from charting.output.summary_statements import statement_answers
from charting.output.summary_zones import MAPPED, on_the_same_map, zones_section
from charting.output.text import Text
from charting.output.visit_paper import Answer, LineColumn, LineTable, SheetPaper, VisitPaper
from charting.words import _

_FEW = 2
Laid = tuple[list[Flowable], list[str]]
"""Flowables, and the labels of what nobody answered."""

_RUN_ON = {"signatures", "photographs", "scopes", "reactions", "pull_tests", "gradings"}
_COUNTS_BY = {"signatures": "signed_at", "scopes": "allowed"}
"""Rows that are offered before anybody answers, and the answer that makes one of them a statement."""
_WANTED = {
    "spins": ("number", "started_at", "ended_at", "rpm", "rcf_g", "minutes", "temperature_c", "brake"),
}


def sheet_section(styles: Styles, paper: VisitPaper, sheet: SheetPaper) -> Laid:
    """What stands under the heading of one sheet, every answer of it; and the labels of what nobody answered."""
    in_table = COUNTED if sheet.slot == "prp" else frozenset({IN_WORDS}) if sheet.slot == "visit" else frozenset()
    told = [answer for answer in sheet.answers if answer.name not in in_table]
    placed = [answer for answer in told if in_grid(sheet.slot, answer.name) or answer.usual or answer.reference]
    flowables = answer_grid(styles, placed, FINE)
    flowables += answer_run(styles, (answer for answer in told if answer not in placed))
    silent = unanswered(told)
    worked = [] if sheet.slot == "prp" else calculated(styles, sheet.results)
    ledger = paper.ledger if sheet.slot == "anaesthesia" else None
    if ledger is not None:
        flowables += dose_table(styles, ledger)
    for table in sheet.tables:
        counted = ledger is not None and bool(ledger.rows) and told_of(table)
        with_map = table.name == "zones" and sheet.slot in MAPPED and not _on_the_map_above(paper, sheet, table)
        if counted:
            laid, labels = dose_details(styles, table)
        elif with_map and table.rows:
            laid, silent_there = zones_section(styles, sheet, table, worked)
            labels, worked = _of_rows(table, silent_there), []
        else:
            laid, labels = _laid(styles, paper, sheet, table)
        flowables += laid
        silent += labels
        if sheet.slot == "anaesthesia" and table.name == "doses":
            flowables += nerve_section(styles, table, worked)
            worked = []
    if sheet.slot == "prp":
        laid, labels = counts_table(styles, sheet)
        flowables += laid
        silent += labels
        flowables += calculated(styles, worked_otherwise(sheet.results))
        flowables += described(styles, sheet.results)
    return [*flowables, *worked, *_copied(styles, sheet)], silent


def _on_the_map_above(paper: VisitPaper, sheet: SheetPaper, table: LineTable) -> bool:
    """Whether the zones of the plasma are those that were needled, so that their map serves both."""
    return sheet.slot == "application" and on_the_same_map(table, _needled(paper))


def _copied(styles: Styles, sheet: SheetPaper) -> list[Flowable]:
    """What the dagger behind an answer means on this sheet."""
    return [note(styles, [strong(DAGGER), Run(" " + "; ".join(sheet.copied))])] if sheet.copied else []


def _laid(styles: Styles, paper: VisitPaper, sheet: SheetPaper, table: LineTable) -> Laid:
    if sheet.slot == "screening":
        return checklist(styles, paper.questions)
    offered, table = table, stated(table)
    if offered.rows and not table.rows:
        return [], _of_rows(table, [table.title, *(column.label for column in table.columns)])
    if not table.rows:
        if table.needed:
            return [note(styles, [strong(f"{table.title}:  "), not_recorded()])], []
        return [], [table.title]
    if table.name == "zones" and sheet.slot in MAPPED:
        laid, silent = _run_on(styles, replace(table, title=_("Zones, numbered as on the map above")))
        return laid, _of_rows(table, silent)
    few = len(table.rows) <= _FEW
    if (sheet.slot, table.name) not in _SPECIAL and (few or table.name in _RUN_ON):
        laid, silent = _run_on(styles, table)
        return laid, _of_rows(table, silent)
    laid, silent = _SPECIAL.get((sheet.slot, table.name), _plain)(styles, paper, table)
    title = [] if (sheet.slot, table.name) == ("consent", "statements") else _subtitle(styles, table.title)
    return [*title, *laid], _of_rows(table, silent)


def stated(table: LineTable) -> LineTable:
    """A table without the rows that are merely offered: a use of photographs nobody decided on, an empty signature."""
    decisive = _COUNTS_BY.get(table.name)
    if decisive is None:
        return table
    return replace(table, rows=tuple(r for r in table.rows if any(a.value for a in r if a.name == decisive)))


def _of_rows(table: LineTable, silent: Sequence[str]) -> list[str]:
    """What nobody answered in any row, under the word for a row."""
    return [f"{table.row_word} ({', '.join(silent)})"] if silent else []


def _needled(paper: VisitPaper) -> LineTable | None:
    """The zones that were needled, whose map stands before that of the plasma."""
    needling = paper.sheet("needling")
    return needling.table("zones") if needling else None


def _subtitle(styles: Styles, words: str) -> list[Flowable]:
    return [
        RoomFor(5 * styles.l),
        Text(words, styles.strong, space_before=0.6 * styles.l),
    ]


def _plain(styles: Styles, _paper: VisitPaper, table: LineTable) -> Laid:
    return line_table(styles, table, _WANTED.get(table.name, ()))


def _run_on(styles: Styles, table: LineTable) -> Laid:
    """A list on a line or two: what all rows say once, then each row by its number and first answer."""
    answered = [at for at in range(len(table.columns)) if any(row[at].value or row[at].reference for row in table.rows)]
    silent = [column.label for at, column in enumerate(table.columns) if at not in answered]
    many = len(table.rows) > 1
    same = [at for at in answered[1:] if many and len({(row[at].value, row[at].mark) for row in table.rows}) == 1]
    entries = [Entry([Run(f"{table.columns[at].label} "), *_value(table, table.rows[0], at)]) for at in same]
    for number, row in enumerate(table.rows, start=1):
        said: list[Run] = [strong(f"{number} ")] if many else []
        own = [at for at in answered if at not in same and (row[at].value or row[at].reference)]
        for place, at in enumerate(own):
            label = "" if place == 0 and many else f"{table.columns[at].label} "
            said += [Run(f"{'  ·  ' if place else ''}{label}"), *_value(table, row, at)]
        if not own and not same:
            said.append(not_recorded())
        entries.append(Entry(said, before="   "))
    return run_on(styles, entries, f"{table.title}:"), silent


def _value(table: LineTable, row: Sequence[Answer], at: int) -> list[Run]:
    return run_in(_with_unit(row[at], table.columns[at]))


def _events(styles: Styles, _paper: VisitPaper, table: LineTable) -> Laid:
    laid: list[Flowable] = []
    silent: list[str] = []
    for number, row in enumerate(table.rows, start=1):
        if len(table.rows) > 1:
            laid.append(RoomFor(3 * styles.l))
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


_SPECIAL: dict[tuple[str, str], Callable[[Styles, VisitPaper, LineTable], Laid]] = {
    ("after", "adverse_events"): _events,
    ("consent", "statements"): statement_answers,
}
