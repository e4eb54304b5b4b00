"""A drawing of the head at the left and its numbers in a table at the right, as one block as long as a page allows."""

from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Table

from charting.output.fonts import Face
from charting.output.headings import note
from charting.output.runs import Words
from charting.output.styles import MEASURE, Styles

SPACE = 5 * mm
_FEW, _MANY = 6, 20
"""Up to so many rows the words of the drawing fit under the table; beyond so many the table does not fit beside it."""


def map_and_table(
    styles: Styles, title: Flowable, figure: Flowable, width: float, rows: Flowable, count: int, legend: Words
) -> list[Flowable]:
    """Title, drawing, table and what the drawing means. `width` of the drawing in points, `count` rows in the table."""
    words = note(styles, legend)
    if count > _MANY:
        return [KeepTogether([title, figure, words]), rows]
    right = [rows, words] if count <= _FEW else [rows]
    beside = Table(
        [[[figure], "", right]],
        colWidths=[width, SPACE, MEASURE - width - SPACE],
        hAlign="LEFT",
        style=[
            ("FONT", (0, 0), (-1, -1), Face.REGULAR.value, 8),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "BOTTOMPADDING")),
            ("TOPPADDING", (0, 0), (-1, -1), 0.3 * styles.l),
        ],
    )
    return [KeepTogether([title, beside, *([] if count <= _FEW else [words])])]
