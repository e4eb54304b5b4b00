"""Parts to be filled by pen: boxes with a label, rows to write in, questions with two boxes."""

from collections.abc import Callable, Sequence
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.fields import fields_of
from charting.output.marks import HAIR, Box
from charting.output.ruled_grid import RuledGrid
from charting.output.signature import write_box
from charting.output.styles import MEASURE, Styles
from charting.output.tables import GREY, Column, table
from charting.output.text import Text
from charting.output.visit_paper import LineTable, SheetPaper
from charting.records.base import slot_of
from charting.records.sheets import SHEETS
from charting.words import _

BOX = 10.5 * mm
"""The height of a box that a pen writes in, in points."""
ROW = 9 * mm
"""The height of a row that a pen writes in, in points."""
_ACROSS = 4


def pen_grid(styles: Styles, labels: Sequence[str], across: int = _ACROSS, depth: float = BOX) -> list[Flowable]:
    """Closed boxes with their labels, so many to a row; the last row is as wide as the others."""
    made: list[Flowable] = []
    for at in range(0, len(labels), across):
        row = labels[at : at + across]
        box = write_box(styles, [(label, "", 1.0) for label in row], depth)
        box.spaceBefore = 0.25 * styles.l
        made.append(box)
    return made


def labels_of(sheet: SheetPaper, names: Sequence[str]) -> list[str]:
    """The labels of some answers of a sheet with their units, in the order given."""
    units = _units(sheet.slot)
    known = {answer.name: answer.label for answer in sheet.answers}
    return [f"{known[name]} ({units[name]})" if units.get(name) else known[name] for name in names if name in known]


def _units(slot: str) -> dict[str, str]:
    model = next((model for model in SHEETS if slot_of(model) == slot), None)
    if model is None:
        return {}
    found: dict[str, Any] = fields_of(model)
    return {name: field.unit.words for name, field in found.items() if getattr(field, "unit", None)}


def pen_table(styles: Styles, lines: LineTable, names: Sequence[tuple[str, float]], rows: int) -> Flowable:
    """Empty rows under the heads of some columns of a list, each with its share of the width."""
    heads = {column.name: column for column in lines.columns}
    columns = [
        Column(heads[name].label, share, heads[name].unit, write_in=True) for name, share in names if name in heads
    ]
    return table(styles, columns, [[""] * len(columns)] * rows, key=None, row_height=ROW)


class PenRows(Flowable):
    """Rows to write in, as many of `counts` as the page has room for; they do not break."""

    def __init__(self, rows: Callable[[int], Flowable], counts: range) -> None:
        super().__init__()
        self._rows, self._counts = rows, counts
        self._more, self._made = len(counts) - 1, rows(counts[-1])
        self._least = self._made.wrap(MEASURE, 0)[1] - self._more * ROW
        self.spaceBefore, self.spaceAfter = self._made.getSpaceBefore(), self._made.getSpaceAfter()

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The size of the most rows that fit, or of the fewest."""
        more = min(max(int((height - self._least) // ROW), 0), len(self._counts) - 1)
        if more != self._more:
            self._more, self._made = more, self._rows(self._counts[more])
            self._made.wrap(width, height)
        return width, self._least + more * ROW

    def draw(self) -> None:
        """Draw it at the origin."""
        self._made.drawOn(self.canv, 0, 0)


def yes_no_list(styles: Styles, questions: Sequence[tuple[str, str]]) -> Flowable:
    """Numbered questions in two columns, each with a box for yes and one for no."""
    half = (len(questions) + 1) // 2
    gap, box, number = 6 * mm, 8 * mm, 10 * mm
    words = (MEASURE - gap) / 2 - 2 * box - number
    head = [Text(said, styles.head) for said in ("", "", _("Yes"), _("No"))]
    rows: list[list[Any]] = [[*head, "", *(Text(said, styles.head) for said in ("", "", _("Yes"), _("No")))]]
    for at in range(half):
        pair = [questions[at], questions[half + at] if half + at < len(questions) else ("", "")]
        cells: list[Any] = []
        for place, (code, asked) in enumerate(pair):
            boxes: list[Any] = [Box(False, 3.6 * mm), Box(False, 3.6 * mm)] if code else ["", ""]
            cells += [*([""] if place else []), Text(code, styles.small), Text(asked, styles.body), *boxes]
        rows.append(cells)
    return RuledGrid(
        rows,
        colWidths=[number, words, box, box, gap, number, words, box, box],
        hAlign="LEFT",
        repeatRows=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING")),
            ("TOPPADDING", (0, 0), (-1, -1), 1.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
            ("LINEBELOW", (0, 1), (3, -1), HAIR, GREY),
            ("LINEBELOW", (5, 1), (8, -1), HAIR, GREY),
        ],
    )
