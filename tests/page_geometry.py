"""What stands where on the pages of a PDF, as another program measures it. Lengths in points."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pypdfium2
import pypdfium2.raw as pdfium

_TOUCH = 1.2
"""Boxes of letters reach a little over the letters: two lines set tight may touch by so much."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of text of one line."""

    left: float
    foot: float
    right: float
    top: float
    words: str

    def over(self, other: "Box") -> bool:
        """Whether this text lies on another."""
        across = min(self.right, other.right) - max(self.left, other.left)
        deep = min(self.top, other.top) - max(self.foot, other.foot)
        return across > _TOUCH and deep > max(_TOUCH, 0.34 * min(self.top - self.foot, other.top - other.foot))


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size, its text, its stretches of text, and the fonts that are not embedded."""

    width: float
    height: float
    text: str
    boxes: tuple[Box, ...]
    foreign: tuple[str, ...]

    def outside(self, left: float, right: float) -> list[str]:
        """What runs over the edge of the measure or of the paper."""
        return [
            box.words
            for box in self.boxes
            if box.left < left - 0.5 or box.right > right + 0.5 or box.foot < 0 or box.top > self.height
        ]

    def overlaps(self) -> list[tuple[str, str]]:
        """Pairs of texts that lie on each other."""
        return [(a.words, b.words) for a, b in combinations(self.boxes, 2) if a.over(b)]


def pages_of(pdf: bytes) -> list[Page]:
    """The pages of a PDF."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(page) for page in document]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    text = page.get_textpage()
    try:
        boxes = []
        for at in range(text.count_rects()):
            left, foot, right, top = text.get_rect(at)
            boxes.append(Box(left, foot, right, top, text.get_text_bounded(left, foot, right, top).strip()))
        kept = tuple(box for box in boxes if box.words and box.right - box.left > 0.1)
        return Page(*page.get_size(), text.get_text_bounded(), kept, tuple(sorted(set(_foreign(page)))))
    finally:
        text.close()


def _foreign(page: pypdfium2.PdfPage) -> Iterator[str]:
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
        font = pdfium.FPDFTextObj_GetFont(found.raw)
        if font and not pdfium.FPDFFont_GetIsEmbedded(font):
            name = ctypes.create_string_buffer(80)
            pdfium.FPDFFont_GetBaseFontName(font, name, 80)
            yield name.value.decode("utf-8", "replace")
