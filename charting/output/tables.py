"""Tables: text left, numbers on the decimal point, horizontal rules only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.direction import in_columns
from charting.output.fonts import Face
from charting.output.marks import FRAME, HAIR, HAIR_GREY, TOTAL
from charting.output.runs import Run, Words, plain, runs, small
from charting.output.shaping import width_in_em
from charting.output.styles import HALF_A_PAGE, MEASURE, Styles
from charting.output.text import Text
from charting.words import _

GREY = Color(HAIR_GREY, HAIR_GREY, HAIR_GREY)
_NUMBER = re.compile(r"[-–−]?\d[\d,  ]*(\.\d+)?")
_GAP = 3.2 * mm
_PEN_GAP = 1.6 * mm
_KEY = 60

Cell = Words | Flowable


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the unit under the head, and its share of the width. `write_in` cells are for a pen."""

    head: str
    share: float
    unit: str = ""
    number: bool = False
    write_in: bool = False


def _fraction(words: Cell) -> float:
    """The width in em of the decimals of a number, from the point on; 0 for a whole number or for words."""
    if isinstance(words, Flowable):
        return 0.0
    found = _NUMBER.fullmatch(plain(words).strip())
    return width_in_em(found[1], Face.REGULAR) if found and found[1] else 0.0


def _is_number(words: Cell) -> bool:
    return not isinstance(words, Flowable) and _NUMBER.fullmatch(plain(words).strip()) is not None


def _emphasised(words: Words) -> list[Run]:
    return [Run(run.text, run.face or Face.SEMIBOLD, run.scale, run.struck, run.mark, run.tag) for run in runs(words)]


def _head(styles: Styles, column: Column) -> Text:
    said: list[Run] = [Run(column.head, Face.SEMIBOLD)]
    if column.unit:
        said.append(Run(f"\n{column.unit}", Face.REGULAR))
    return Text(said, styles.small, align="right" if column.number else "left", fixed=column.number)


def _cell(styles: Styles, column: Column, words: Cell, deepest: float, key: bool) -> Any:
    if isinstance(words, Flowable) or words == "":
        return words
    said = _emphasised(words) if key else runs(words)
    if not column.number:
        return Text(said, styles.body)
    indent = (deepest - _fraction(words)) * styles.body.size if _is_number(words) else 0.0
    return Text(said, styles.body, align="right", right_indent=indent, fixed=True)


def table(
    styles: Styles,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    total: Sequence[Cell] | None = None,
    key: int | None = 0,
    width: float = MEASURE,
    row_height: float | None = None,
) -> Flowable:
    """A table `width` points wide whose head is repeated on every page.

    `key` is the column in SemiBold. `total` stands under a heavier rule. `row_height` in points makes room for a pen,
    where the words of a row do not need more.
    Columns without any head make a table without one. Raises ValueError if a row has not one cell for each column.
    """
    share = sum(column.share for column in columns)
    widths = [width * column.share / share for column in columns]
    body = [*rows, total] if total is not None else [*rows]
    deepest = [
        max((_fraction(row[at]) for row in body), default=0.0) if column.number else 0.0
        for at, column in enumerate(columns)
    ]
    headed = any(column.head for column in columns)
    cells: list[list[Any]] = [[_head(styles, column) for column in columns]] if headed else []
    rooms = [room - (_PEN_GAP if column.write_in else 0) for room, column in zip(widths, columns, strict=True)]
    rooms[:-1] = [room - _GAP for room in rooms[:-1]]
    for number, row in enumerate(body):
        last = total is not None and number == len(body) - 1
        drawn = [
            ""
            if row_height is not None and words == ""
            else _cell(styles, column, words, deepest[at], last or at == key)
            for at, (column, words) in enumerate(zip(columns, row, strict=True))
        ]
        cells += _cut(styles, drawn, rooms, None if key is None else row[key], key)
    heights: list[float | None] | None = None
    if row_height is not None:
        deep = [max(_depth(row, rooms) + 2 * styles.padding, row_height) for row in cells[int(headed) :]]
        heights = [*[None] * headed, *deep]
    return in_columns(
        cells,
        widths=widths,
        rowHeights=heights,
        repeatRows=int(headed),
        spaceBefore=0.2 * styles.l,
        style=_rules(styles, columns, len(cells), headed, total is not None, row_height is not None),
    )


def _depth(row: Sequence[Any], rooms: Sequence[float]) -> float:
    """How deep the words of a row are, in points."""
    return max(
        (cell.wrap(room, 0)[1] for cell, room in zip(row, rooms, strict=True) if isinstance(cell, Flowable)),
        default=0.0,
    )


def _cut(
    styles: Styles, row: list[Any], rooms: Sequence[float], words: Cell | None, key: int | None
) -> list[list[Any]]:
    """The row, or several if it is too deep to move whole to the next page; each of those repeats the key."""
    rows: list[list[Any]] = []
    while any(
        isinstance(cell, Text) and cell.wrap(room, 0)[1] > HALF_A_PAGE for cell, room in zip(row, rooms, strict=True)
    ):
        upper: list[Flowable] = []
        lower: list[Flowable] = []
        for cell, room in zip(row, rooms, strict=True):
            parts = cell.split(room, HALF_A_PAGE) if isinstance(cell, Text) else [cell]
            upper.append(parts[0])
            lower.append(parts[1] if len(parts) > 1 else Text("", styles.body))
        rows.append(upper)
        if key is not None and words is not None and not isinstance(words, Flowable) and len(plain(words)) < _KEY:
            again = _("continued")
            lower[key] = Text([*_emphasised(words), small(f"\n{again}")], styles.body)
        row = lower
    return [*rows, row]


def _rules(
    styles: Styles, columns: Sequence[Column], count: int, headed: bool, has_total: bool, pen: bool
) -> list[tuple[Any, ...]]:
    first = int(headed)
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE" if pen else "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-2, -1), _GAP),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), styles.padding),
        ("BOTTOMPADDING", (0, 0), (-1, -1), styles.padding),
        ("LINEBELOW", (0, first), (-1, -2), HAIR, GREY),
        ("LINEBELOW", (0, -1), (-1, -1), FRAME, black),
        ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), FRAME, black),
    ]
    if headed:
        commands += [
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("TOPPADDING", (0, 0), (-1, 0), 0),
            ("LINEBELOW", (0, 0), (-1, 0), FRAME, black),
        ]
    if has_total and count > first + 1:
        commands.append(("LINEABOVE", (0, -1), (-1, -1), TOTAL, black))
    for at, column in enumerate(columns):
        if column.write_in:
            commands.append(("LINEBEFORE", (at, first), (at, -1), HAIR, GREY))
            commands.append(("LEFTPADDING", (at, 0), (at, -1), _PEN_GAP))
    return commands


def paired(
    left: Sequence[Flowable],
    right: Sequence[Flowable],
    gap: float = 8 * mm,
    spacing: float = 6,
    share: float = 0.5,
) -> Flowable:
    """Two blocks side by side; they do not break across pages, so keep them under half a page.

    `gap` between them and `spacing` above and below are in points, `share` is the left one's of the width.
    """
    room = MEASURE - gap
    return in_columns(
        [[list(left), "", list(right)]],
        spaceBefore=spacing,
        spaceAfter=spacing,
        widths=[room * share, gap, room * (1 - share)],
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 0),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0),
        ],
    )


HALF = (MEASURE - 8 * mm) / 2
"""The width in points of one of two paired blocks, for a table in it."""
