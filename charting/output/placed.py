"""What stands on a page by its own place, so that drawing it does not move the origin of the canvas."""

from abc import abstractmethod
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable


class Placed(Flowable):
    """A flowable that is drawn at a place of the canvas, and leaves the canvas as it found it."""

    @abstractmethod
    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y), in points."""

    def drawOn(self, canvas: Canvas, x: float, y: float, _sW: float = 0) -> None:
        """Draw it at (x, y); `_sW` points are free beside it."""
        place: Any = self
        self.draw_at(canvas, place._hAlignAdjust(x, _sW), y)
