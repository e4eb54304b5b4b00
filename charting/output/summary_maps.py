"""A drawing of the head at the left and its numbers in a table at the right, as one block as long as a page allows."""

from collections.abc import Sequence

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from charting.output.headings import note
from charting.output.ruled_grid import RuledGrid
from charting.output.runs import Words
from charting.output.styles import MEASURE, Styles

SPACE, _NO_END = 5 * mm, 1e5
_FEW, _MANY = 6, 20
"""Up to so many rows the words of the drawing fit under the table; beyond so many the table does not fit beside it."""


def map_and_table(
    styles: Styles,
    title: Sequence[Flowable],
    figure: Flowable,
    width: float,
    rows: Flowable,
    count: int,
    legend: Words,
    notes: Sequence[Flowable] = (),
) -> list[Flowable]:
    """Title, drawing, table, what the drawing means, and `notes` beside it as long as that takes less of the page.

    `width` of the drawing in points, `count` rows in the table.
    """
    words = note(styles, legend)
    if count > _MANY:
        return [KeepTogether([*title, figure, words]), rows, *notes]
    right = [rows, words] if count <= _FEW else [rows]
    under = list(notes)
    if count <= _FEW:
        column = MEASURE - width - SPACE
        room = figure.wrap(width, 0)[1] - sum(part.wrap(column, _NO_END)[1] for part in right)
        while under and _deeper(under[0], column, room) <= under[0].wrap(MEASURE, _NO_END)[1]:
            room -= under[0].wrap(column, _NO_END)[1]
            right.append(under.pop(0))
    beside = RuledGrid(
        [[[figure], "", right]],
        colWidths=[width, SPACE, MEASURE - width - SPACE],
        hAlign="LEFT",
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "BOTTOMPADDING")),
            ("TOPPADDING", (0, 0), (-1, -1), 0.3 * styles.l),
        ],
    )
    return [KeepTogether([*title, beside, *([] if count <= _FEW else [words])]), *under]


def _deeper(part: Flowable, column: float, room: float) -> float:
    """By how much the block grows with one more part beside the drawing, which leaves `room` points free."""
    return part.wrap(column, _NO_END)[1] - max(room, 0.0)
