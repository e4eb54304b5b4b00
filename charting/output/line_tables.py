"""Repeated rows on paper: as many columns as fit, the rest in a note under the table, nothing left out."""

from collections.abc import Sequence
from dataclasses import replace

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.answers import answer_words
from charting.output.headings import note
from charting.output.run_on import Entry, run_on
from charting.output.runs import Run, Words, strong
from charting.output.styles import MEASURE, Styles
from charting.output.tables import Column, table
from charting.output.text import Text
from charting.output.visit_paper import Answer, LineColumn, LineTable
from charting.words import _

_GAP = 3.4 * mm
_WIDEST = 52 * mm
_USED = 0.99
_KEPT_WHOLE = 12
_PARTS = (0.5, 0.75, 1.0)


def line_table(styles: Styles, lines: LineTable, wanted: Sequence[str] = ()) -> tuple[list[Flowable], list[str]]:
    """The rows as a table with notes, and the labels of columns that nobody answered in any row.

    `wanted` names the columns to show, in their order; by default as many as there is room for.
    """
    answered = [at for at in range(len(lines.columns)) if any(row[at].value for row in lines.rows)]
    silent = [column.label for at, column in enumerate(lines.columns) if at not in answered]
    if not lines.rows:
        return [], []
    if not answered:
        return [
            note(styles, _("{title}: {count} without any answer").format(title=lines.title, count=len(lines.rows)))
        ], silent
    if len(answered) == 1:
        column = lines.columns[answered[0]]
        entries = [
            Entry(f"{n} {row[answered[0]].value or _('not recorded')}", before=", ")
            for n, row in enumerate(lines.rows, start=1)
        ]
        return run_on(styles, entries, f"{column.label}:"), silent
    order = [at for name in wanted for at in answered if lines.columns[at].name == name] or answered
    shown, widths = _that_fit(styles, lines, order)
    rest = [at for at in answered if at not in shown]
    columns = [_column(lines.columns[at], width) for at, width in zip(shown, widths, strict=True)]
    rows = [[answer_words(row[at]) for at in shown] for row in lines.rows]
    taken = sum(widths)
    width = next(MEASURE * part for part in _PARTS if taken <= MEASURE * part * 1.001)
    return [table(styles, columns, rows, width=width), *_notes(styles, lines, shown[0], rest)], silent


def line_notes(styles: Styles, lines: LineTable, told: Sequence[str]) -> tuple[list[Flowable], list[str]]:
    """What the rows say beside the columns `told` elsewhere, as notes, and the labels that nobody answered in any."""
    if not lines.rows:
        return [], []
    names = [column.name for column in lines.columns]
    answered = [at for at in range(len(names)) if any(row[at].value for row in lines.rows)]
    silent = [column.label for at, column in enumerate(lines.columns) if at not in answered]
    rest = [at for at in answered if names[at] not in told]
    return _notes(styles, lines, names.index(told[0]), rest), silent


def _column(column: LineColumn, width: float) -> Column:
    return Column(column.label, width, column.unit, number=column.number)


def _that_fit(styles: Styles, lines: LineTable, order: Sequence[int]) -> tuple[list[int], list[float]]:
    """The columns that have room without breaking a word, and their widths in points."""
    shown: list[int] = []
    least: list[float] = []
    for at in order:
        need = _least_width(styles, lines, at)
        if sum(least) + need > MEASURE * _USED and shown:
            break
        shown.append(at)
        least.append(need)
    wished = [max(_wished_width(styles, lines, at), low) for at, low in zip(shown, least, strict=True)]
    room = MEASURE - sum(least)
    want = sum(wish - low for wish, low in zip(wished, least, strict=True))
    share = min(1.0, room / want) if want > 0 else 0.0
    return shown, [low + (wish - low) * share for wish, low in zip(wished, least, strict=True)]


def _said(lines: LineTable, at: int) -> list[Words]:
    return [answer_words(row[at]) for row in lines.rows]


def _least_width(styles: Styles, lines: LineTable, at: int) -> float:
    column = lines.columns[at]
    words = [
        word for row in lines.rows for said in (row[at].value + row[at].mark, row[at].was) for word in _unbroken(said)
    ]
    words += [f"[{row[at].reference}]" for row in lines.rows if row[at].reference]
    body = max((Text(strong(word), styles.body).natural_width() for word in words), default=0.0)
    if any(not row[at].value for row in lines.rows):
        body = max(body, Text(_("recorded"), styles.body).natural_width())
    if any(row[at].usual for row in lines.rows):
        body += 1.3 * styles.body.size
    head = max(Text(word, styles.head).natural_width() for word in [*column.label.split(), column.unit])
    return min(max(body, head) + _GAP, _WIDEST)


def _unbroken(value: str) -> list[str]:
    return [value] if len(value) <= _KEPT_WHOLE else value.split()


def _wished_width(styles: Styles, lines: LineTable, at: int) -> float:
    body = max((Text(words, styles.strong).natural_width() for words in _said(lines, at)), default=0.0)
    head = Text(lines.columns[at].label, styles.head).natural_width()
    return min(max(body, head) + _GAP, _WIDEST)


def _notes(styles: Styles, lines: LineTable, key: int, rest: Sequence[int]) -> list[Flowable]:
    """What had no column: said once where every row says the same, otherwise row by row."""
    many = len(lines.rows) > 1
    common = [at for at in rest if many and len({(row[at].value, row[at].reference) for row in lines.rows}) == 1]
    entries: list[Entry] = []
    if common:
        entries.append(_note(_("All rows"), lines, [(at, lines.rows[0][at]) for at in common]))
    for number, row in enumerate(lines.rows, start=1):
        own = [(at, row[at]) for at in rest if at not in common and (row[at].value or row[at].reference)]
        if own:
            name = f"{lines.row_word} {number}" if many else lines.row_word
            name = f"{name}, {row[key].value}" if row[key].value else name
            entries.append(_note(name, lines, own))
    return run_on(styles, entries)


def _note(name: str, lines: LineTable, own: Sequence[tuple[int, Answer]]) -> Entry:
    said: list[Run] = [strong(f"{name}:  ")]
    for place, (at, answer) in enumerate(own):
        column = lines.columns[at]
        words = answer_words(answer) if not column.unit else _with_unit(answer, column.unit)
        said.append(Run(f"{'  ·  ' if place else ''}{column.label} "))
        said += (
            [Run(words)] if isinstance(words, str) else [words] if isinstance(words, Run) else list(map(_run, words))
        )
    return Entry(said, before="\n")


def _with_unit(answer: Answer, unit: str) -> Words:
    return answer_words(replace(answer, value=f"{answer.value} {unit}" if answer.value else ""))


def _run(word: str | Run) -> Run:
    return Run(word) if isinstance(word, str) else word
