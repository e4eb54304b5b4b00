"""Signatures: what is declared, the strokes as they were drawn, and the printed name, date and time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.output.direction import start
from charting.output.fonts import Face
from charting.output.marks import FRAME, HAIR, HAIR_GREY
from charting.output.placed import Placed
from charting.output.runs import Run, Words, runs
from charting.output.styles import MEASURE, Kind, Styles
from charting.output.text import Text
from charting.words import _

Strokes = Sequence[Sequence[Sequence[float]]]
"""Strokes of (x, y) or (x, y, pressure 0–1), y downwards, as the pad stores them."""

_DEPTH = 17 * mm
_WIDTHS = (74.2 * mm, 58.8 * mm, 27 * mm, 14 * mm)
_LARGE_WIDTHS = (56 * mm, 56 * mm, 41 * mm, 21 * mm)
_LARGE_DEPTH = 24 * mm
_FILL = 0.62
_INSET = 1.7 * mm
_PEN = 1.1


@dataclass(frozen=True, slots=True)
class Signature:
    """Who declares what. Without strokes the box stays empty for a pen; a known name is printed, not asked for.

    `unit` is the size in points of one unit of the strokes; 0.75 is a pixel of a 96 dpi screen. `instead` says in words
    how it was signed where nothing was drawn.
    """

    role: str
    declaration: str
    name: str = ""
    date: str = ""
    time: str = ""
    strokes: Strokes = ()
    unit: float = 0.75
    instead: str = ""


class WriteBox(Placed):
    """A closed box of labelled cells, for writing in by hand or filled from the record. Sizes in points."""

    def __init__(
        self, styles: Styles, cells: Sequence[tuple[str, Words]], widths: Sequence[float], depth: float
    ) -> None:
        super().__init__()
        self._styles, self._widths = styles, list(widths)
        self._labels = [Text(label, styles.small) for label, _value in cells]
        self._values = [Text(value, styles.strong) for _label, value in cells]
        self._depth = depth
        self.spaceBefore = 0.6 * styles.l

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As wide as its cells; deeper if a value needs it."""
        deepest = 0.0
        for label, value, room in zip(self._labels, self._values, self._widths, strict=True):
            depth = label.wrap(room - 2 * _INSET, height)[1] + value.wrap(room - 2 * _INSET, height)[1]
            deepest = max(deepest, depth)
        self.height = max(self._depth, deepest + 2 * _INSET)
        return sum(self._widths), self.height

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        canvas.saveState()
        along, total = 0.0, sum(self._widths)
        for number, (label, value, room) in enumerate(zip(self._labels, self._values, self._widths, strict=True)):
            if number:
                canvas.setLineWidth(HAIR)
                canvas.setStrokeGray(HAIR_GREY)
                edge = x + start(along, 0, total)
                canvas.line(edge, y, edge, y + self.height)
            top = y + self.height - 1.2 * mm
            at = x + start(along, room, total) + _INSET
            label.drawOn(canvas, at, top - label.height)
            value.drawOn(canvas, at, top - label.height - value.height)
            along += room
        canvas.setStrokeGray(0)
        canvas.setLineWidth(FRAME + 0.1)
        canvas.rect(x, y, total, self.height, stroke=1, fill=0)
        canvas.restoreState()


class _SignatureBox(WriteBox):
    """The box of one signature, its strokes in the first cell."""

    def __init__(self, styles: Styles, signature: Signature) -> None:
        name = _("Name") if signature.name else _("Name in capitals")
        cells = (
            (_("Signature"), "" if signature.strokes else signature.instead),
            (name, signature.name),
            (_("Date"), signature.date),
            (_("Time"), signature.time),
        )
        large = styles.kind is Kind.LARGE
        super().__init__(styles, cells, _LARGE_WIDTHS if large else _WIDTHS, _LARGE_DEPTH if large else _DEPTH)
        self._signature = signature

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        super().draw_at(canvas, x, y)
        label = self._styles.small.leading + 1.2 * mm
        room = (self._widths[0] - 2 * _INSET, min(self.height - label, _FILL * self.height))
        left = x + start(0, self._widths[0], sum(self._widths)) + _INSET
        draw_strokes(canvas, self._signature.strokes, self._signature.unit, left, y + 1.2 * mm, room)


def draw_strokes(canvas: Any, strokes: Strokes, unit: float, x: float, y: float, room: tuple[float, float]) -> None:
    """Draw strokes as vectors from (x, y) up, at the size they were drawn but never larger than `room` in points."""
    points = [point for stroke in strokes for point in stroke]
    if not points:
        return
    left, top = min(point[0] for point in points), min(point[1] for point in points)
    wide = max(point[0] for point in points) - left
    deep = max(point[1] for point in points) - top
    scale = min(unit, room[0] / wide if wide else unit, room[1] / deep if deep else unit)
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in strokes:
        placed = [
            (x + (point[0] - left) * scale, y + (top + deep - point[1]) * scale, point[2] if len(point) > 2 else 0.5)
            for point in stroke
        ]
        _draw_stroke(canvas, placed)
    canvas.restoreState()


def _draw_stroke(canvas: Any, points: list[tuple[float, float, float]]) -> None:
    """One stroke: through the middles of its segments, so that a few samples still make a round hand."""
    if not points:
        return
    if len(points) == 1:
        canvas.circle(points[0][0], points[0][1], 0.6 * _PEN, stroke=0, fill=1)
        return
    before = points[0]
    for here, after in zip(points, [*points[1:], points[-1]], strict=True):
        middle = ((here[0] + after[0]) / 2, (here[1] + after[1]) / 2)
        canvas.setLineWidth(_PEN * (0.6 + 0.8 * here[2]))
        canvas.bezier(
            before[0],
            before[1],
            before[0] + (here[0] - before[0]) * 2 / 3,
            before[1] + (here[1] - before[1]) * 2 / 3,
            middle[0] + (here[0] - middle[0]) * 2 / 3,
            middle[1] + (here[1] - middle[1]) * 2 / 3,
            middle[0],
            middle[1],
        )
        before = (*middle, here[2])


class _Block(Flowable):
    """A declaration and its box, which never separate."""

    def __init__(self, styles: Styles, signature: Signature) -> None:
        super().__init__()
        self._styles = styles
        self._line = Text([Run(signature.role, Face.SEMIBOLD), *runs(f"   {signature.declaration}")], styles.body)
        self._box = _SignatureBox(styles, signature)
        self.spaceBefore = self.spaceAfter = 0.6 * styles.l

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Its size in points."""
        self.height = self._line.wrap(width, height)[1] + 0.35 * self._styles.l + self._box.wrap(width, height)[1]
        return width, self.height

    def draw(self) -> None:
        """Draw it at the origin."""
        self._line.drawOn(self.canv, 0, self.height - self._line.height)
        self._box.drawOn(self.canv, 0, 0)


def signature_block(styles: Styles, signature: Signature) -> Flowable:
    """One line saying who declares what, then the box: signature, name, date, time."""
    return _Block(styles, signature)


def write_box(styles: Styles, cells: Sequence[tuple[str, Words, float]], depth: float = 15 * mm) -> Flowable:
    """A box to write in: (label, value or "", share of the measure) for each cell. `depth` in points."""
    total = sum(share for _label, _value, share in cells)
    widths = [MEASURE * share / total for _label, _value, share in cells]
    return WriteBox(styles, [(label, value) for label, value, _share in cells], widths, depth)
