"""The zones of the chart summary: the scalp map at the left, the same numbers in a table at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.catalogue_scalp import scalp_map
from charting.output.answers import answer_words
from charting.output.line_tables import line_notes, line_table
from charting.output.runs import Words
from charting.output.scalp_map import Marked, ScalpFigure, legend
from charting.output.styles import MEASURE, Styles, span
from charting.output.summary_maps import SPACE, map_and_table
from charting.output.tables import Column, table
from charting.output.text import Text
from charting.output.visit_paper import Answer, LineTable, SheetPaper
from charting.records.needled_zone import ENDPOINTS, NOT_NEEDLED
from charting.records.zones import ZONES
from charting.words import _

_SHARES = {"zone": 29.0, "endpoint": 32.0}
_NUMBER, _OTHER = 6.0, 15.5
_LISTED = 4


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one sheet's zones are shown: the columns, the sums of some of them by the name of a result, the legend."""

    columns: tuple[str, ...]
    sums: dict[str, str]
    figures: str


_KINDS = {
    "needling": _Kind(
        ("zone", "area_cm2", "depth_mm", "passes", "endpoint"),
        {"area_cm2": _("Area"), "passes": _("Passes in all")},
        _("At the number: depth in mm, and passes."),
    ),
    "application": _Kind(
        ("zone", "area_cm2", "ml", "points", "topical_ml"),
        {"area_cm2": _("Area"), "ml": _("Injected, all zones"), "topical_ml": _("On the skin, all zones")},
        _("At the number: mL injected, else mL on the skin."),
    ),
}
MAPPED = frozenset(_KINDS)
"""The sheets whose zones stand on a map."""


def zones_section(
    styles: Styles, sheet: SheetPaper, lines: LineTable, worked: Sequence[Flowable] = ()
) -> tuple[list[Flowable], list[str]]:
    """Title, map, table and notes of the zones of a sheet, the values `worked` out, and the labels nobody answered.

    Rows without any zone that the map knows are told as a plain table.
    """
    kind, marked = _KINDS[sheet.slot], _marked(sheet.slot, lines)
    if not marked:
        laid, silent = line_table(styles, lines)
        return [Text(lines.title, styles.strong, space_before=0.6 * styles.l), *laid, *worked], silent
    shown = [name for name in kind.columns if any(answer.value for answer in _column(lines, name))]
    notes, silent = line_notes(styles, lines, kind.columns)
    figure = ScalpFigure(styles, marked)
    rows = _table(styles, sheet, lines, shown, kind, MEASURE - figure.width - SPACE)
    told = [*notes, *worked]
    return map_and_table(styles, [], figure, figure.width, rows, len(lines.rows), legend(kind.figures), told), silent


def on_the_same_map(lines: LineTable, drawn: LineTable | None) -> bool:
    """Whether the zones are those of a map that was drawn before, in the same order, so that its numbers serve."""
    if drawn is None or not lines.rows or any(_was_left(drawn, row) for row in drawn.rows):
        return False
    named, before = (
        [_cell(of, row, "zone").value for row in of.rows if _cell(of, row, "zone").value] for of in (lines, drawn)
    )
    return bool(named) and named == before


def _table(
    styles: Styles, sheet: SheetPaper, lines: LineTable, shown: Sequence[str], kind: _Kind, room: float
) -> Flowable:
    heads = {column.name: column for column in lines.columns}
    columns = [Column("", _NUMBER)]
    columns += [
        Column(heads[name].label, _SHARES.get(name, _OTHER), heads[name].unit, number=heads[name].number)
        for name in shown
    ]
    rows: list[list[Words]] = [
        [str(number), *_words(lines, row, shown, left=sheet.slot == "needling" and _was_left(lines, row))]
        for number, row in enumerate(lines.rows, start=1)
    ]
    sums = {result.name: result.shown() for result in sheet.results if result.value is not None}
    total: list[Words] | None = None
    if any(kind.sums.get(name) in sums for name in shown):
        total = ["", _("All zones"), *(sums.get(kind.sums.get(name, ""), "") for name in shown[1:])]
    width = room * min(1.0, sum(column.share for column in columns) / (room / mm))
    return table(styles, columns, rows, total=total, width=max(width, span(6)))


def _words(lines: LineTable, row: Sequence[Answer], shown: Sequence[str], *, left: bool) -> list[Words]:
    """The cells of a row. What a zone that was not needled cannot have is a dash: nobody forgot it."""
    cells = [_cell(lines, row, name) for name in shown]
    return ["–" if left and not cell.value and not cell.reference else answer_words(cell) for cell in cells]


def _marked(slot: str, lines: LineTable) -> dict[str, Marked]:
    """What the map shows of each zone; two rows of one zone share it."""
    codes = {ZONES.label(choice.code): choice.code for choice in ZONES}
    numbers: dict[str, list[int]] = {}
    found: dict[str, Marked] = {}
    for number, row in enumerate(lines.rows, start=1):
        code = codes.get(_cell(lines, row, "zone").value)
        if code is None or not scalp_map().parts_of(code) or (slot == "needling" and _was_left(lines, row)):
            continue
        numbers.setdefault(code, []).append(number)
        figures, done = _needled(lines, row) if slot == "needling" else _applied(lines, row)
        before = found.get(code)
        found[code] = Marked(
            _listed(numbers[code]),
            figures if before is None else (),
            done if before is None else before.done and done,
        )
    return found


def _was_left(lines: LineTable, row: Sequence[Answer]) -> bool:
    """Whether a planned zone was not needled: it stands in the table and not on the map."""
    return _cell(lines, row, "endpoint").value == ENDPOINTS.label(NOT_NEEDLED)


def _listed(numbers: Sequence[int]) -> str:
    """`1, 2`, or `1 to 60` and `1 … 60` where a list would not fit its zone."""
    if len(numbers) <= _LISTED:
        return ", ".join(map(str, numbers))
    first, last = numbers[0], numbers[-1]
    words = _("{first} to {last}") if last - first == len(numbers) - 1 else _("{first} … {last}")
    return words.format(first=first, last=last)


def _needled(lines: LineTable, row: Sequence[Answer]) -> tuple[tuple[str, ...], bool]:
    depth, passes, endpoint = (_cell(lines, row, name).value for name in ("depth_mm", "passes", "endpoint"))
    both = f"{depth} · {passes}×" if depth and passes else ""
    return (both, depth), bool(depth and passes and endpoint)


def _applied(lines: LineTable, row: Sequence[Answer]) -> tuple[tuple[str, ...], bool]:
    injected, on_skin = (_cell(lines, row, name).value for name in ("ml", "topical_ml"))
    return (injected or on_skin,), bool(injected or on_skin)


def _column(lines: LineTable, name: str) -> list[Answer]:
    return [_cell(lines, row, name) for row in lines.rows]


def _cell(lines: LineTable, row: Sequence[Answer], name: str) -> Answer:
    return next(answer for answer, column in zip(row, lines.columns, strict=True) if column.name == name)
