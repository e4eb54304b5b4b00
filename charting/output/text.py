"""A paragraph of any script, drawn literally: nothing in it is markup."""

from typing import Literal

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from charting.output.direction import mirrored
from charting.output.fonts import faces
from charting.output.glyphs import draw_glyphs, draw_tag
from charting.output.lines import TAG_SCALE, Line, Piece, lay_out
from charting.output.marks import DRAW
from charting.output.placed import Placed
from charting.output.runs import Words, runs
from charting.output.shaping import clean
from charting.output.styles import Type

Align = Literal["left", "right", "centre"]


class Text(Placed):
    """Words laid in lines, from where reading starts unless told; breaks across pages without widow or orphan.

    `align` speaks of a page that is read from the left; on a mirrored one left and right change places, unless `fixed`.
    Distances in points. The first baseline is one type size below the top. Raises MissingGlyph when laid out, if no
    bundled font has a character.
    """

    def __init__(
        self,
        words: Words,
        dress: Type,
        *,
        align: Align = "left",
        right_indent: float = 0,
        space_before: float = 0,
        space_after: float = 0,
        white: bool = False,
        fixed: bool = False,
    ) -> None:
        super().__init__()
        faces()
        self._mirrored = mirrored()
        self._fixed = fixed or not self._mirrored
        self._runs = runs(words)
        self._dress = dress
        self._align = align
        self._right_indent = right_indent
        self._white = white
        self.spaceBefore = space_before
        self.spaceAfter = space_after
        self._lines: list[Line] | None = None
        self._leading = dress.leading
        self._laid_for = -1.0
        self._is_part = False

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        """The space it takes in a column `width` points wide."""
        if self._lines is None or (abs(width - self._laid_for) > 0.01 and not self._is_part):
            layout = lay_out(self._runs, self._dress, max(width - self._right_indent, 1), leftwards=self._mirrored)
            self._lines, self._leading, self._laid_for = layout.lines, layout.leading, width
        self.width, self.height = width, len(self._lines) * self._leading
        return self.width, self.height

    def line_count(self, width: float) -> int:
        """How many lines it makes in a column `width` points wide."""
        self.wrap(width, 0)
        return len(self._lines or ())

    def natural_width(self) -> float:
        """Its width in points when no line is broken for want of room."""
        return max((line.width for line in lay_out(self._runs, self._dress, 1e6).lines), default=0)

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that fits and the rest, two lines at least in each; nothing if that cannot be."""
        self.wrap(width, height)
        lines = self._lines or []
        fits = int((height + 0.01) // self._leading)
        if fits >= len(lines):
            return [self]
        fits = min(fits, len(lines) - 2)
        if fits < 2:
            return []
        return [self._part(lines[:fits], 0), self._part(lines[fits:], self.spaceAfter)]

    def _part(self, lines: list[Line], space_after: float) -> "Text":
        part = Text(
            self._runs,
            self._dress,
            align=self._align,
            right_indent=self._right_indent,
            space_after=space_after,
            white=self._white,
            fixed=self._fixed,
        )
        part._lines, part._leading, part._laid_for = lines, self._leading, self._laid_for
        part._is_part = True
        return part

    def draw_at(self, canvas: Canvas, x: float, y: float) -> None:
        """Draw it with its lower left corner at (x, y)."""
        top = y + self.height - self._dress.size - (self._leading - self._dress.leading) * 0.6
        share = self._share()
        for number, line in enumerate(self._lines or ()):
            shift = x + share * (self.width - self._right_indent - line.width)
            for piece in line.pieces:
                self._draw_piece(canvas, piece, shift + piece.x, top - number * self._leading)
        if self._white:
            canvas.setFillGray(0)

    def _share(self) -> float:
        """The share of a line's free room that stands at its left."""
        if self._align == "centre":
            return 0.5
        return 0.0 if (self._align == "left") == self._fixed else 1.0

    def _draw_piece(self, canvas: Canvas, piece: Piece, x: float, y: float) -> None:
        run = piece.run
        size = self._dress.size * run.scale
        if run.mark:
            DRAW[run.mark](canvas, x, y, size)
            return
        if run.tag:
            draw_tag(canvas, x, y + 0.04 * size, clean(run.text), size * TAG_SCALE, piece.width)
            return
        canvas.setFillGray(1 if self._white else 0)
        if piece.glyphs is None:
            canvas.setFont(run.face or self._dress.face, size)
            canvas.drawString(x, y, piece.text)
        else:
            draw_glyphs(canvas, piece.glyphs, x, y, size)
        if run.struck:
            canvas.setStrokeGray(0)
            canvas.setLineWidth(0.09 * size)
            canvas.line(x, y + 0.27 * size, x + piece.width, y + 0.27 * size)


def draw_words(
    canvas: Canvas, words: Words, dress: Type, x: float, baseline: float, width: float = 1e5, align: Align = "left"
) -> None:
    """Draw one line of words on a canvas, its `baseline` and left edge in points; `width` serves right alignment."""
    text = Text(words, dress, align=align)
    _, height = text.wrap(width, 1e5)
    text.drawOn(canvas, x, baseline - height + dress.size + (text._leading - dress.leading) * 0.6)
