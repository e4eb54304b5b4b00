"""Drawing shaped glyphs, and the tag whose white words may be in any script."""

from typing import Any

from reportlab.pdfgen.canvas import Canvas

from charting.output.fonts import Face
from charting.output.lines import Layout
from charting.output.runs import Run
from charting.output.shaping import Glyphs, clean, width_in_em
from charting.output.styles import Type

_AROUND = 0.8


def draw_glyphs(canvas: Any, glyphs: Glyphs, x: float, y: float, size: float) -> None:
    """Draw shaped glyphs; text whose letters were reordered or joined carries what it says for a second reader."""
    canvas.setFont(glyphs.font_name, size)
    if glyphs.reads_as is not None:
        said = ("\ufeff" + glyphs.reads_as).encode("utf-16-be").hex().upper()
        canvas._code.append(f"/Span <</ActualText <{said}>>> BDC")
    canvas.drawString(x, y, glyphs.drawn)
    if glyphs.reads_as is not None:
        canvas._code.append("EMC")


def tag_width(text: str, size: float, _canvas: Canvas | None = None) -> float:
    """The width in points of the white-on-black tag that says `text` at `size`."""
    return (width_in_em(clean(text), Face.SEMIBOLD) + _AROUND) * size


def draw_tag(canvas: Canvas, x: float, y: float, text: str, size: float, width: float) -> None:
    """White `text` on a black tag `width` points wide, the text's baseline on `y`."""
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.roundRect(x, y - 0.38 * size, width, 1.52 * size, 0.12 * size, stroke=0, fill=1)
    canvas.setFillGray(1)
    dress = Type(size, size, Face.SEMIBOLD)
    for piece in Layout([Run(clean(text))], dress, 1e6).lines[0].pieces:
        at = x + 0.5 * _AROUND * size + piece.x
        if piece.glyphs is None:
            canvas.setFont(Face.SEMIBOLD, size)
            canvas.drawString(at, y, piece.text)
        else:
            draw_glyphs(canvas, piece.glyphs, at, y, size)
    canvas.restoreState()
