"""The drawn marks of paper: no font is asked for a tick or a triangle, so they look alike on every machine."""

from collections.abc import Callable
from enum import Enum

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.output.placed import Placed

HAIR = 0.35
FRAME = 0.6
TOTAL = 0.9
SECTION = 1.0
IDENTITY = 1.4
HAIR_GREY = 0.46


class Mark(Enum):
    """A sign that stands before a word. The value is its width in em."""

    WARNING = 1.0
    INFORMATION = 1.02


def draw_warning(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A filled triangle with an exclamation mark, its foot on the baseline `y`, for text of `size` points."""
    height, width = 0.82 * size, 0.94 * size
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.setStrokeGray(0)
    canvas.setLineJoin(1)
    canvas.setLineWidth(0.08 * size)
    inset = 0.04 * size
    path = canvas.beginPath()
    path.moveTo(x + inset, y + inset - 0.06 * size)
    path.lineTo(x + width - inset, y + inset - 0.06 * size)
    path.lineTo(x + width / 2, y + height - inset)
    path.close()
    canvas.drawPath(path, stroke=1, fill=1)
    canvas.setFillGray(1)
    middle = x + width / 2
    canvas.rect(middle - 0.045 * size, y + 0.24 * size, 0.09 * size, 0.3 * size, stroke=0, fill=1)
    canvas.circle(middle, y + 0.12 * size, 0.055 * size, stroke=0, fill=1)
    canvas.restoreState()


def draw_information(canvas: Canvas, x: float, y: float, size: float) -> None:
    """A circled i, for text of `size` points on the baseline `y`."""
    radius = 0.44 * size
    middle, centre = x + radius + 0.03 * size, y + 0.34 * size
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setFillGray(0)
    canvas.setLineWidth(0.09 * size)
    canvas.circle(middle, centre, radius, stroke=1, fill=0)
    canvas.rect(middle - 0.05 * size, centre - 0.24 * size, 0.1 * size, 0.32 * size, stroke=0, fill=1)
    canvas.circle(middle, centre + 0.22 * size, 0.065 * size, stroke=0, fill=1)
    canvas.restoreState()


DRAW: dict[Mark, Callable[[Canvas, float, float, float], None]] = {
    Mark.WARNING: draw_warning,
    Mark.INFORMATION: draw_information,
}


def draw_box(canvas: Canvas, x: float, y: float, side: float, ticked: bool) -> None:
    """A choice box with its lower left corner at (x, y), ticked or empty. `side` in points."""
    canvas.saveState()
    canvas.setStrokeGray(0)
    canvas.setLineWidth(1.0)
    canvas.setLineJoin(0)
    canvas.rect(x, y, side, side, stroke=1, fill=0)
    if ticked:
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        canvas.setLineWidth(side * 0.115)
        path = canvas.beginPath()
        path.moveTo(x + 0.22 * side, y + 0.5 * side)
        path.lineTo(x + 0.42 * side, y + 0.28 * side)
        path.lineTo(x + 0.79 * side, y + 0.76 * side)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


class Box(Placed):
    """A choice box as a table cell. Side in points."""

    def __init__(self, ticked: bool, side: float = 4.6 * mm) -> None:
        super().__init__()
        self._ticked = ticked
        self._side = side

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Its size in points."""
        return self._side, self._side

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        draw_box(canvas, x, y, self._side, self._ticked)


class Rule(Flowable):
    """A horizontal rule over the whole width; dotted where a person writes on it."""

    def __init__(self, weight: float, *, dotted: bool = False, depth: float = 0) -> None:
        super().__init__()
        self._weight, self._dotted, self._depth = weight, dotted, depth
        self._length = 0.0

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """As wide as it may be; `depth` points deep, the rule at the foot."""
        self._length = width
        return width, max(self._depth, self._weight)

    def draw(self) -> None:
        """Draw it at the origin."""
        self.canv.saveState()
        self.canv.setStrokeGray(0)
        self.canv.setLineWidth(self._weight)
        if self._dotted:
            self.canv.setLineCap(1)
            self.canv.setDash(0.01, 2)
        self.canv.line(0, 0, self._length, 0)
        self.canv.restoreState()
