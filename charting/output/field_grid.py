"""The field grid: label over value on twelve columns, separators between the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.output.direction import start
from charting.output.marks import HAIR, HAIR_GREY
from charting.output.placed import Placed
from charting.output.runs import Words
from charting.output.styles import COLUMNS, GUTTER, HALF_A_PAGE, MEASURE, Styles, span
from charting.output.text import Text
from charting.words import _


@dataclass(frozen=True, slots=True)
class Field:
    """A label and its value over so many of the twelve columns."""

    label: str
    value: Words
    columns: float = 4


@dataclass(slots=True)
class _Cell:
    label: Text
    value: Text
    words: str
    x: float
    width: float


class _Row(Placed):
    """Fields side by side. A row deeper than half a page goes on over the next, its labels repeated."""

    def __init__(self, styles: Styles, cells: Sequence[_Cell], last: bool) -> None:
        super().__init__()
        self._styles, self._cells, self._last = styles, cells, last

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """The depth of its deepest field."""
        deepest = 0.0
        for cell in self._cells:
            deepest = max(deepest, cell.label.wrap(cell.width, height)[1] + cell.value.wrap(cell.width, height)[1])
        self._room = width
        self.height = deepest + 2 * self._styles.padding
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Two rows, if this one is deeper than half a page."""
        self.wrap(width, height)
        if self.height <= height:
            return [self]
        if self.height < HALF_A_PAGE:
            return []
        above: list[_Cell] = []
        below: list[_Cell] = []
        for cell in self._cells:
            room = height - 2 * self._styles.padding - cell.label.height
            parts = cell.value.split(cell.width, room)
            if not parts:
                return []
            again = _("{label}, continued").format(label=cell.words)
            rest = parts[1] if len(parts) > 1 else Text("", self._styles.body)
            head, first = (again, parts[0]) if len(parts) > 1 else (cell.words, parts[0])
            if not isinstance(first, Text) or not isinstance(rest, Text):
                return []
            above.append(_Cell(cell.label, first, cell.words, cell.x, cell.width))
            label = Text(head if len(parts) > 1 else "", self._styles.small)
            below.append(_Cell(label, rest, cell.words, cell.x, cell.width))
        return [_Row(self._styles, above, True), _Row(self._styles, below, self._last)]

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        top = y + self.height - self._styles.padding
        for cell in self._cells:
            cell.label.drawOn(canvas, x + cell.x, top - cell.label.height)
            cell.value.drawOn(canvas, x + cell.x, top - cell.label.height - cell.value.height)
        if not self._last:
            canvas.saveState()
            canvas.setStrokeGray(HAIR_GREY)
            canvas.setLineWidth(HAIR)
            canvas.line(x, y, x + self._room, y)
            canvas.restoreState()


def _rows(fields: Sequence[Field]) -> list[list[Field]]:
    rows: list[list[Field]] = []
    used: float = COLUMNS
    for field in fields:
        if used + field.columns > COLUMNS:
            rows.append([])
            used = 0
        rows[-1].append(field)
        used += field.columns
    return rows


def field_grid(styles: Styles, fields: Sequence[Field]) -> list[Flowable]:
    """The fields in reading order, a new row wherever the twelve columns are full."""
    grid: list[Flowable] = []
    rows = _rows(fields)
    for number, row in enumerate(rows):
        cells: list[_Cell] = []
        x = 0.0
        for field in row:
            width = span(field.columns)
            label, value = Text(field.label, styles.small), Text(field.value, styles.body)
            room = min(width, MEASURE - x)
            cells.append(_Cell(label, value, field.label, start(x, room, MEASURE), room))
            x += width + GUTTER
        grid.append(_Row(styles, cells, number == len(rows) - 1))
    return grid
