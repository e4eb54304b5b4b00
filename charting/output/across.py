"""A word written across a page: VOID, in outline under the text, and why in the margin; everything stays readable."""

import textwrap

from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face
from charting.output.styles import Type
from charting.output.text import draw_words

_SIZE = 150.0
_GREY = 0.55
_WHY = Type(9.5, 11.5, Face.SEMIBOLD)
_LINE = 115
_SLANT = 50
_EDGE, _FOOT = 24.0, 110.0


def draw_across(canvas: Canvas, word: str, why: str, size: tuple[float, float]) -> None:
    """Draw `word` slanting over a page of `size` in points, and why along the right edge."""
    canvas.saveState()
    canvas.translate(size[0] / 2, size[1] / 2)
    canvas.rotate(_SLANT)
    canvas.setStrokeGray(_GREY)
    canvas.setLineWidth(1.4)
    large = min(_SIZE, _SIZE * 560 / max(1.0, float(canvas.stringWidth(word, Face.SEMIBOLD, _SIZE))))
    outline = canvas.beginText()
    outline.setFont(Face.SEMIBOLD, large)
    outline.setTextRenderMode(1)
    outline.setTextOrigin(-float(canvas.stringWidth(word, Face.SEMIBOLD, large)) / 2, 0)
    outline.textOut(word)
    canvas.drawText(outline)
    canvas.restoreState()
    for number, line in enumerate(reversed(textwrap.wrap(why, _LINE))):
        canvas.saveState()
        canvas.translate(size[0] - _EDGE - number * _WHY.leading, _FOOT)
        canvas.rotate(90)
        draw_words(canvas, line, _WHY, 0, 0)
        canvas.restoreState()
