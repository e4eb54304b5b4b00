"""The zones of the chart summary: the scalp map at the left, the same numbers in a table at the right."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table

from charting.catalogue_scalp import scalp_map
from charting.output.answers import answer_words
from charting.output.fonts import Face
from charting.output.headings import note
from charting.output.line_tables import line_notes, line_table
from charting.output.runs import Words, strong
from charting.output.scalp_map import Marked, ScalpFigure, legend
from charting.output.styles import MEASURE, Styles, span
from charting.output.tables import Column, table
from charting.output.text import Text
from charting.output.visit_paper import Answer, LineTable, SheetPaper
from charting.records.zones import ZONES
from charting.words import _

_MAP = 52 * mm
_SPACE = 5 * mm
_WIDE = MEASURE - _MAP - _SPACE
_SHARES = {"zone": 31.0, "endpoint": 27.0}
_NUMBER, _OTHER = 6.0, 17.5


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


def zones_section(styles: Styles, sheet: SheetPaper, lines: LineTable) -> tuple[list[Flowable], list[str]]:
    """Title, map, table and notes of the zones of a sheet, and the labels nobody answered in any row.

    Rows without any zone that the map knows are told as a plain table.
    """
    kind, marked = _KINDS[sheet.slot], _marked(sheet.slot, lines)
    named = [answer.value for answer in _column(lines, "zone") if answer.value]
    title = Text(
        [strong(f"{lines.title}: "), ", ".join(dict.fromkeys(named))], styles.body, space_before=0.6 * styles.l
    )
    if not marked:
        laid, silent = line_table(styles, lines)
        return [Text(lines.title, styles.strong, space_before=0.6 * styles.l), *laid], silent
    shown = [name for name in kind.columns if any(answer.value for answer in _column(lines, name))]
    beside = Table(
        [[[ScalpFigure(styles, marked, _MAP)], "", [_table(styles, sheet, lines, shown, kind)]]],
        colWidths=[_MAP, _SPACE, _WIDE],
        hAlign="LEFT",
        style=[
            ("FONT", (0, 0), (-1, -1), Face.REGULAR.value, 8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "BOTTOMPADDING")),
            ("TOPPADDING", (0, 0), (-1, -1), 0.3 * styles.l),
        ],
    )
    notes, silent = line_notes(styles, lines, kind.columns)
    return [KeepTogether([title, beside, note(styles, legend(kind.figures))]), *notes], silent


def _table(styles: Styles, sheet: SheetPaper, lines: LineTable, shown: Sequence[str], kind: _Kind) -> Flowable:
    heads = {column.name: column for column in lines.columns}
    columns = [Column("", _NUMBER)]
    columns += [
        Column(heads[name].label, _SHARES.get(name, _OTHER), heads[name].unit, number=heads[name].number)
        for name in shown
    ]
    rows: list[list[Words]] = [
        [str(number), *(answer_words(_cell(lines, row, name)) for name in shown)]
        for number, row in enumerate(lines.rows, start=1)
    ]
    sums = {result.name: result.shown() for result in sheet.results if result.value is not None}
    total: list[Words] | None = None
    if any(kind.sums.get(name) in sums for name in shown):
        total = ["", _("All zones"), *(sums.get(kind.sums.get(name, ""), "") for name in shown[1:])]
    width = _WIDE * min(1.0, sum(column.share for column in columns) / (_WIDE / mm))
    return table(styles, columns, rows, total=total, width=max(width, span(6)))


def _marked(slot: str, lines: LineTable) -> dict[str, Marked]:
    """What the map shows of each zone; two rows of one zone share it."""
    codes = {ZONES.label(choice.code): choice.code for choice in ZONES}
    found: dict[str, Marked] = {}
    for number, row in enumerate(lines.rows, start=1):
        code = codes.get(_cell(lines, row, "zone").value)
        if code is None or not scalp_map().parts_of(code):
            continue
        mark = _needled(lines, row, number) if slot == "needling" else _applied(lines, row, number)
        before = found.get(code)
        if before is not None:
            mark = Marked(f"{before.numbers}, {mark.numbers}", (), before.done and mark.done)
        found[code] = mark
    return found


def _needled(lines: LineTable, row: Sequence[Answer], number: int) -> Marked:
    depth, passes, endpoint = (_cell(lines, row, name).value for name in ("depth_mm", "passes", "endpoint"))
    both = f"{depth} · {passes}×" if depth and passes else ""
    return Marked(str(number), (both, depth), bool(depth and passes and endpoint))


def _applied(lines: LineTable, row: Sequence[Answer], number: int) -> Marked:
    injected, on_skin = (_cell(lines, row, name).value for name in ("ml", "topical_ml"))
    return Marked(str(number), (injected or on_skin,), bool(injected or on_skin))


def _column(lines: LineTable, name: str) -> list[Answer]:
    return [_cell(lines, row, name) for row in lines.rows]


def _cell(lines: LineTable, row: Sequence[Answer], name: str) -> Answer:
    return next(answer for answer, column in zip(row, lines.columns, strict=True) if column.name == name)
