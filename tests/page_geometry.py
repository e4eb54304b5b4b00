"""What stands where on the pages of a PDF, as another program measures it. Lengths in points."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import pypdfium2
import pypdfium2.raw as pdfium

_TOUCH = 1.2
"""Boxes of letters reach a little over the letters: two lines set tight may touch by so much."""
_SAME_LINE = 3
_ALMOST = 0.05
_NEXT_LINE = 1.5
FOOT_RULE, BODY_ENDS = 71.1, 76.8
"""The rule over the foot of a page, and where its text ends, 25.1 and 27.1 mm from below."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of text of one line, with the size and the face of its first letter."""

    left: float
    foot: float
    right: float
    top: float
    words: str
    size: float
    face: str

    def over(self, other: "Box") -> bool:
        """Whether this text lies on another."""
        across = min(self.right, other.right) - max(self.left, other.left)
        deep = min(self.top, other.top) - max(self.foot, other.foot)
        return across > _TOUCH and deep > max(_TOUCH, 0.34 * min(self.top - self.foot, other.top - other.foot))


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its size, its text, its stretches of text, the feet of its drawings, the fonts not embedded."""

    width: float
    height: float
    text: str
    boxes: tuple[Box, ...]
    drawn: tuple[float, ...]
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

    def on_the_foot(self) -> list[str]:
        """Texts that reach over the rule above the foot of the page."""
        return [box.words for box in self.boxes if box.foot < FOOT_RULE - 1 < FOOT_RULE + 1 < box.top]

    def body(self, head: float) -> list[Box]:
        """The texts between the head of the page, `head` points deep, and its foot."""
        return [box for box in self.boxes if box.foot > BODY_ENDS - 4 and box.top < self.height - head]

    def lines(self, head: float) -> int:
        """How many lines of text stand between head and foot."""
        feet = sorted(box.foot for box in self.body(head))
        return sum(1 for at, foot in enumerate(feet) if not at or foot - feet[at - 1] > _SAME_LINE)

    def headings_alone(self, size: float) -> list[str]:
        """Headings of that type size under which nothing stands on the page, neither words nor lines to write on."""
        found = []
        for box in self.body(0):
            if abs(box.size - size) > _ALMOST:
                continue
            words_below = any(other.top < box.foot + 1 for other in self.body(0))
            lines_below = any(BODY_ENDS - 2 < foot < box.foot - _SAME_LINE for foot in self.drawn)
            if not words_below and not lines_below:
                found.append(box.words)
        return found

    def heads_at_the_foot(self, size: float) -> list[str]:
        """The last line of the body, if it is the head of a table or a row: all SemiBold, and not the end of a note."""
        body = self.body(0)
        lowest = min((box.foot for box in body), default=0)
        last = [box for box in body if box.foot - lowest < _SAME_LINE]
        head = all(abs(box.size - size) < _ALMOST and "SemiBold" in box.face for box in last)
        note = any(_SAME_LINE < box.foot - lowest < _NEXT_LINE * size for box in body)
        drawn_below = any(BODY_ENDS - 2 < foot < lowest - _SAME_LINE for foot in self.drawn)
        return [box.words for box in last] if head and not note and not drawn_below else []


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
        boxes = [_box(text, *text.get_rect(at)) for at in range(text.count_rects())]
        kept = tuple(box for box in boxes if box.words and box.right - box.left > 0.1)
        drawn = tuple(found.get_bounds()[1] for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_PATH]))
        return Page(*page.get_size(), text.get_text_bounded(), kept, drawn, tuple(sorted(set(_foreign(page)))))
    finally:
        text.close()


def _box(text: pypdfium2.PdfTextPage, left: float, foot: float, right: float, top: float) -> Box:
    words = text.get_text_bounded(left, foot, right, top).strip()
    at = text.get_index(left + 1, (foot + top) / 2, 3, 3)
    if at is None or at < 0:
        return Box(left, foot, right, top, words, 0.0, "")
    name = ctypes.create_string_buffer(80)
    pdfium.FPDFText_GetFontInfo(text.raw, at, name, 80, None)
    size = pdfium.FPDFText_GetFontSize(text.raw, at)
    return Box(left, foot, right, top, words, size, name.value.decode("utf-8", "replace"))


def _foreign(page: pypdfium2.PdfPage) -> Iterator[str]:
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
        font = pdfium.FPDFTextObj_GetFont(found.raw)
        if font and not pdfium.FPDFFont_GetIsEmbedded(font):
            name = ctypes.create_string_buffer(80)
            pdfium.FPDFFont_GetBaseFontName(font, name, 80)
            yield name.value.decode("utf-8", "replace")
