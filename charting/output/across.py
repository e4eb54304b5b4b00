"""A word written across a page: VOID, under the text and in outline, so that everything stays readable."""

import textwrap

from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face
from charting.output.styles import Type
from charting.output.text import draw_words

_SIZE = 150.0
_GREY = 0.55
_WHY = Type(11, 14, Face.SEMIBOLD)
_LINE = 70
_SLANT = 50


def draw_across(canvas: Canvas, word: str, why: str, size: tuple[float, float]) -> None:
    """Draw `word` slanting over a page of `size` in points, and under it why, in lines of 70 characters."""
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
    for number, line in enumerate(textwrap.wrap(why, _LINE)):
        canvas.saveState()
        canvas.translate(size[0] / 2, size[1] / 2)
        canvas.rotate(_SLANT)
        draw_words(canvas, line, _WHY, -250, -26 - number * _WHY.leading)
        canvas.restoreState()
