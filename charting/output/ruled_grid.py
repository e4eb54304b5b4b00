"""Cells in rows and columns with rules between them: what every table on paper is laid in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.output.placed import Placed

_ENDLESS = 72000.0
_LOOKS = {
    "LEFTPADDING": "left",
    "RIGHTPADDING": "right",
    "TOPPADDING": "top",
    "BOTTOMPADDING": "bottom",
    "ALIGN": "across",
    "VALIGN": "down",
}
_ACROSS = {"LEFT": 0.0, "CENTER": 0.5, "RIGHT": 1.0}
_DOWN = {"TOP": 0.0, "MIDDLE": 0.5, "BOTTOM": 1.0}


class _Look(NamedTuple):
    """The air around what stands in a cell, in points, and to which side it is drawn."""

    left: float = 6
    right: float = 6
    top: float = 3
    bottom: float = 3
    across: str = "LEFT"
    down: str = "BOTTOM"


class _Stroke(NamedTuple):
    """The dress of a rule: its weight in points and its grey, 0 for black."""

    weight: float
    grey: float


@dataclass(slots=True)
class _Row:
    """Cells beside each other and the rules at their edges.

    `joined` is how many columns and rows a cell takes; the cells it lies over are `hidden`, and `covered` where it
    begins in a row above.
    """

    cells: list[Sequence[Flowable]]
    looks: list[_Look]
    height: float | None
    depth: float = 0
    depths: dict[int, float] = field(default_factory=dict)
    joined: dict[int, tuple[int, int]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    covered: set[int] = field(default_factory=set)
    above: list[tuple[int, int, _Stroke]] = field(default_factory=list)
    below: list[tuple[int, int, _Stroke]] = field(default_factory=list)
    beside: list[tuple[int, _Stroke]] = field(default_factory=list)
    ground: list[tuple[int, float]] = field(default_factory=list)


class RuledGrid(Placed):
    """A table in the words of ReportLab's commands. A cell is a block, a list of blocks, or an empty string.

    It breaks between rows, repeats the first `repeatRows` on each page, and does not part cells that are joined.
    """

    def __init__(
        self,
        rows: Sequence[Sequence[Any]],
        *,
        colWidths: Sequence[float],
        style: Sequence[Sequence[Any]],
        rowHeights: Sequence[float | None] | None = None,
        repeatRows: int = 0,
        hAlign: Any = "LEFT",
        spaceBefore: float = 0,
        spaceAfter: float = 0,
    ) -> None:
        super().__init__()
        self.hAlign, self.spaceBefore, self.spaceAfter = hAlign, spaceBefore, spaceAfter
        self._widths, self._repeated = list(colWidths), repeatRows
        self._edges = [sum(self._widths[:at]) for at in range(len(self._widths) + 1)]
        self._at_break: list[tuple[int, int, _Stroke]] = []
        plain = [_Look()] * len(self._widths)
        self._rows = [
            _Row([_blocks(cell) for cell in row], plain, height)
            for row, height in zip(rows, rowHeights or [None] * len(rows), strict=True)
        ]
        for command in style:
            self._obey(command)
        self._laid = False

    def _obey(self, command: Sequence[Any]) -> None:
        name, (first, top), (last, foot), *said = command
        first, last = first % len(self._widths), last % len(self._widths)
        if top == "splitlast":
            self._at_break.append((first, last + 1, _Stroke(said[0], said[1].red)))
            return
        rows = self._rows[top % len(self._rows) : foot % len(self._rows) + 1]
        if name in _LOOKS:
            self._dress(rows, range(first, last + 1), _LOOKS[name], said[0])
        elif name == "SPAN":
            rows[0].joined[first] = (last + 1 - first, len(rows))
            rows[0].hidden.update(range(first + 1, last + 1))
            for row in rows[1:]:
                row.hidden.update(range(first, last + 1))
                row.covered.update(range(first, last + 1))
        elif name == "BACKGROUND":
            for row in rows:
                row.ground += [(at, said[0].red) for at in range(first, last + 1)]
        else:
            _rule(name, rows, first, last + 1, _Stroke(said[0], said[1].red))

    def _dress(self, rows: Sequence[_Row], columns: range, part: str, value: Any) -> None:
        """Change the looks of some cells. Rows that look alike share one list of looks."""
        every = len(rows) == len(self._rows)
        dressed: dict[int, list[_Look]] = {}
        for row in rows:
            before = id(row.looks)
            if before not in dressed:
                dressed[before] = row.looks if every else list(row.looks)
                for at in columns:
                    dressed[before][at] = _changed(dressed[before][at], part, value)
            row.looks = dressed[before]

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size in points; its columns are as wide as they are."""
        if not self._laid:
            for row in self._rows:
                depth = self._measured(row)
                row.depth = depth if row.height is None else row.height
            self._laid = True
        self.width, self.height = self._edges[-1], sum(row.depth for row in self._rows)
        return self.width, self.height

    def _measured(self, row: _Row) -> float:
        """How deep the deepest cell of a row is, in points; how deep each is, is kept."""
        deepest = 0.0
        for at, (blocks, look) in enumerate(zip(row.cells, row.looks, strict=True)):
            if blocks and at not in row.hidden:
                columns, rows = row.joined.get(at, (1, 1))
                room = self._edges[at + columns] - self._edges[at] - look.left - look.right
                row.depths[at] = depth = _stacked(blocks, room)
                if rows == 1:
                    deepest = max(deepest, depth + look.top + look.bottom)
        return deepest

    def split(self, width: float, height: float) -> list[Flowable]:
        """The rows that fit and the rest under the same head; nothing if no row fits."""
        self.wrap(width, height)
        fits, used = 0, 0.0
        while fits < len(self._rows) and used + self._rows[fits].depth <= height:
            used += self._rows[fits].depth
            fits += 1
        if fits == len(self._rows):
            return [self]
        if fits <= self._repeated:
            return []
        head, last = self._rows[: self._repeated], self._rows[fits - 1]
        above = [*self._rows[: fits - 1], replace(last, below=[*last.below, *self._at_break])]
        return [self._part(above, self.spaceBefore, 0), self._part([*head, *self._rows[fits:]], 0, self.spaceAfter)]

    def _part(self, rows: list[_Row], before: float, after: float) -> "RuledGrid":
        part = RuledGrid(
            (),
            colWidths=self._widths,
            style=(),
            repeatRows=self._repeated,
            hAlign=self.hAlign,
            spaceBefore=before,
            spaceAfter=after,
        )
        part._rows, part._at_break, part._laid = rows, self._at_break, True
        return part

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        edges = [x + edge for edge in self._edges]
        tops = [y + self.height]
        for row in self._rows:
            tops.append(tops[-1] - row.depth)
        for at, row in enumerate(self._rows):
            _draw_ground(canvas, row, edges, tops[at])
            for column, depth in row.depths.items():
                columns, rows = row.joined.get(column, (1, 1))
                place = (edges[column], edges[column + columns], tops[at], tops[at + rows])
                _draw_cell(canvas, row.cells[column], depth, row.looks[column], place)
        canvas.saveState()
        for stroke, line in self._strokes(edges, tops):
            canvas.setLineWidth(stroke.weight)
            canvas.setStrokeGray(stroke.grey)
            canvas.line(*line)
        canvas.restoreState()

    def _strokes(
        self, edges: Sequence[float], tops: Sequence[float]
    ) -> Iterator[tuple[_Stroke, tuple[float, float, float, float]]]:
        """The rules across, then those from top to foot, each in one stroke."""
        for at, row in enumerate(self._rows):
            for first, last, stroke in row.above:
                yield stroke, (edges[first], tops[at], edges[last], tops[at])
            under = self._rows[at + 1].covered if at + 1 < len(self._rows) else set()
            for first, last, stroke in row.below:
                for begin, end in _uncovered(first, last, under):
                    yield stroke, (edges[begin], tops[at + 1], edges[end], tops[at + 1])
        begun: dict[tuple[int, _Stroke], float] = {}
        for at, row in enumerate([*self._rows, _Row([], [], 0)]):
            for edge, stroke in [one for one in begun if one not in row.beside]:
                yield stroke, (edges[edge], begun.pop((edge, stroke)), edges[edge], tops[at])
            for one in row.beside:
                begun.setdefault(one, tops[at])


@cache
def _changed(look: _Look, part: str, value: Any) -> _Look:
    return look._replace(**{part: value})


def _blocks(cell: Any) -> Sequence[Flowable]:
    if isinstance(cell, Flowable):
        return (cell,)
    return tuple(cell)


def _rule(name: str, rows: Sequence[_Row], first: int, last: int, stroke: _Stroke) -> None:
    if name == "BOX":
        rows[0].above.append((first, last, stroke))
        rows[-1].below.append((first, last, stroke))
    for row in rows:
        if name == "LINEABOVE":
            row.above.append((first, last, stroke))
        elif name == "LINEBELOW":
            row.below.append((first, last, stroke))
        elif name == "LINEBEFORE":
            row.beside += [(edge, stroke) for edge in range(first, last)]
        elif name == "LINEAFTER":
            row.beside += [(edge + 1, stroke) for edge in range(first, last)]
        elif name == "BOX":
            row.beside += [(first, stroke), (last, stroke)]


def _uncovered(first: int, last: int, covered: set[int]) -> list[tuple[int, int]]:
    """The parts of a rule between two rows that no joined cell reaches over."""
    if not covered:
        return [(first, last)]
    open_at = [at for at in range(first, last) if at not in covered]
    starts = [at for at in open_at if at - 1 not in open_at]
    ends = [at + 1 for at in open_at if at + 1 not in open_at]
    return list(zip(starts, ends, strict=True))


def _stacked(blocks: Sequence[Flowable], width: float) -> float:
    """How deep blocks are that stand below each other, in points."""
    depth = float(blocks[0].wrap(width, _ENDLESS)[1])
    for above, below in pairwise(blocks):
        depth += above.getSpaceAfter() + below.getSpaceBefore() + below.wrap(width, _ENDLESS)[1]
    return depth


def _draw_ground(canvas: Canvas, row: _Row, edges: Sequence[float], top: float) -> None:
    for at, grey in row.ground:
        canvas.setFillGray(grey)
        canvas.rect(edges[at], top - row.depth, edges[at + 1] - edges[at], row.depth, stroke=0, fill=1)
        canvas.setFillGray(0)


def _draw_cell(
    canvas: Canvas,
    blocks: Sequence[Flowable],
    depth: float,
    look: _Look,
    place: tuple[float, float, float, float],
) -> None:
    left, right, top, foot = place
    left, right, top, foot = left + look.left, right - look.right, top - look.top, foot + look.bottom
    y = top - _DOWN[look.down] * (top - foot - depth)
    before = None
    for block in blocks:
        width, height = block.wrap(right - left, _ENDLESS)
        if before is not None:
            y -= before.getSpaceAfter() + block.getSpaceBefore()
        y -= height
        block.drawOn(canvas, left + _ACROSS[look.across] * (right - left - width), y)
        before = block
