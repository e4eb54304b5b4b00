"""The head of a paper about several patients or none: the clinic's name and the paper's title, on every page."""

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face
from charting.output.header import TOP
from charting.output.info import PAGE_SIZES, DocumentInfo
from charting.output.marks import IDENTITY
from charting.output.styles import MEASURE, Type
from charting.output.text import Text, draw_words

_CLINIC = Type(13, 16, Face.SEMIBOLD)
_SMALL = Type(8.4, 11)
_DEPTH = 12 * mm


class ClinicHead:
    """The clinic's name and the short title above each page."""

    def __init__(self, info: DocumentInfo) -> None:
        self._info = info

    def height(self, page: int) -> float:
        """The same on every page, in points."""
        return TOP + _DEPTH

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw the head of a page."""
        width, height = PAGE_SIZES[self._info.page_size]
        left, baseline = (width - MEASURE) / 2, height - TOP - 5.6 * mm
        said = Text(self._info.clinic.name, _CLINIC)
        size = min(_CLINIC.size, _CLINIC.size * (MEASURE - 52 * mm) / max(said.natural_width(), 1))
        draw_words(canvas, self._info.clinic.name, _CLINIC.sized(max(size, 4.0)), left, baseline, MEASURE)
        draw_words(canvas, self._info.short_title, _SMALL, left, baseline, MEASURE, "right")
        canvas.saveState()
        canvas.setStrokeGray(0)
        canvas.setLineWidth(IDENTITY)
        canvas.line(left, height - TOP - 9 * mm, left + MEASURE, height - TOP - 9 * mm)
        canvas.restoreState()
