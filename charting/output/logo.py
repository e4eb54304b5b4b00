"""The clinic's logo on paper: a small picture in greys, whole and in its own shape, in a box of 40 × 13 mm at most.

It is kept as a PNG no finer than the box needs at 300 dots to the inch. One with few dots is drawn smaller, never with
fewer than 150 to the inch, so that no edge is a staircase.
"""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

from PIL import Image
from reportlab.lib.units import inch, mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WIDEST, DEEPEST = 40 * mm, 13 * mm
"""paper.md 5; in points."""
MOST_DOTS, LEAST_DOTS = 300, 150
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)


def most_dots() -> tuple[int, int]:
    """Width and height of the box in dots, at the most there are to an inch."""
    return round(WIDEST / inch * MOST_DOTS), round(DEEPEST / inch * MOST_DOTS)


def drawn_size(width: int, height: int) -> tuple[float, float]:
    """How large a picture of so many dots is drawn, in points: as large as the box, in its own shape."""
    point = min(WIDEST / width, DEEPEST / height, inch / LEAST_DOTS)
    return width * point, height * point


def in_mm(points: float) -> str:
    """A length in words of a tenth of a millimetre: `12.5`."""
    return f"{points / mm:.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True, eq=False)
class Logo:
    """A logo ready to be drawn, its size in points."""

    picture: Image.Image
    width: float
    depth: float

    def draw(self, canvas: Canvas, left: float, top: float, share: float = 1.0) -> None:
        """Draw it from `left` on, in the middle of the box's depth under `top`; `share` makes it smaller."""
        width, depth = self.width * share, self.depth * share
        canvas.drawImage(ImageReader(self.picture), left, top - (DEEPEST + depth) / 2, width, depth)


@lru_cache(maxsize=4)
def logo_of(png: bytes) -> Logo | None:
    """The logo as it is kept; None where there is none, and where it cannot be read, for papers leave without it."""
    if not png:
        return None
    try:
        with Image.open(BytesIO(png), formats=("PNG",)) as image:
            most_wide, most_deep = most_dots()
            if image.width > most_wide or image.height > most_deep:
                return None
            grey = image.convert("L")
    except _DAMAGED:
        return None
    grey.info.clear()
    return Logo(grey, *drawn_size(grey.width, grey.height))
