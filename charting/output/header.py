"""The head of a page: letterhead or running line, identity band, practice strip and draft tag."""

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from charting.output.bands import band_of
from charting.output.fonts import Face
from charting.output.glyphs import draw_tag, tag_width
from charting.output.info import PAGE_SIZES, DocumentInfo
from charting.output.letterhead import DEPTH, SMALL, draw_letterhead
from charting.output.runs import Run
from charting.output.styles import MEASURE
from charting.output.text import draw_words
from charting.words import _

TOP = 11 * mm
_RUNNING = 6.5 * mm


class Header:
    """The head of every page of one document. Heights in points; they do not change from page to page but one."""

    def __init__(self, info: DocumentInfo) -> None:
        self._info = info
        self._band = band_of(info)

    def height(self, page: int) -> float:
        """From the top edge of the paper to the foot of the identity band, in points."""
        return TOP + (DEPTH if page == 1 else _RUNNING) + self._band.depth

    def draw(self, canvas: Canvas, page: int) -> None:
        """Draw the head of page number `page`."""
        width, height = PAGE_SIZES[self._info.page_size]
        left = (width - MEASURE) / 2
        self._draw_tags(canvas, left, height)
        if page == 1:
            draw_letterhead(canvas, self._info.clinic, left, height - TOP)
        else:
            clinic, small = self._info.clinic, SMALL
            baseline = height - TOP - 3.1 * mm
            draw_words(canvas, Run(clinic.name, Face.SEMIBOLD), small, left, baseline)
            draw_words(canvas, self._info.short_title, small, left, baseline, MEASURE, "right")
        self._band.draw(canvas, left, height - TOP - (DEPTH if page == 1 else _RUNNING))

    def _draw_tags(self, canvas: Canvas, left: float, height: float) -> None:
        baseline, size = height - 7.9 * mm, 8.0
        ends = left + MEASURE
        starts = left
        said = [self._info.stamp, _("DRAFT, not signed") if self._info.draft else ""]
        for text in (words for words in said if words):
            wide = tag_width(text, size, canvas)
            draw_tag(canvas, ends - wide, baseline, text, size, wide)
            ends -= wide + 2 * mm
        if self._info.practice:
            text = _("PRACTICE")
            wide = tag_width(text, size, canvas)
            draw_tag(canvas, left, baseline, text, size, wide)
            starts += wide + 2 * mm
            _draw_hatch(canvas, starts, baseline - 0.38 * size, ends - starts, 1.52 * size)


def _draw_hatch(canvas: Canvas, x: float, y: float, width: float, depth: float) -> None:
    """A strip of slanted bars that no camera, copier or eye takes for a letterhead: the dashes of one broad line."""
    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, depth)
    canvas.clipPath(clip, stroke=0, fill=0)
    canvas.transform(1, 0, 1, 1, x - depth, y)
    canvas.setStrokeGray(0)
    canvas.setLineWidth(depth)
    canvas.setDash(3.1, 3.9)
    canvas.line(0, depth / 2, width + depth, depth / 2)
    canvas.restoreState()
