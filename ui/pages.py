"""Pages of a finished paper as pictures, for the screen and for the printer: the same bytes both times."""

import math
from dataclasses import dataclass, replace
from threading import Lock

import pypdfium2
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
SMALL_PX = 144
"""How wide the small picture of a page is: twice what it is drawn, for screens with more dots."""
_LESS = 0.01
"""PDFium rounds what is cut off up to whole dots; a little less than a whole number stays that number."""
ONE_AT_A_TIME = Lock()
"""PDFium serves one thread at a time: whoever sets, proves or draws pages holds this."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: pixels as BGR rows of `stride` bytes, its size in points, and its text for a screen reader.

    `small` is a picture of it SMALL_PX wide, where all pages of a paper were asked for.
    """

    pixels: bytes
    width: int
    height: int
    stride: int
    width_pt: float
    height_pt: float
    text: str
    small: QImage | None = None

    def image(self) -> QImage:
        """The page as a picture of its own."""
        return self._seen().copy()

    def with_small(self) -> "Page":
        """The same page with its small picture; for a worker, which has the time."""
        small = self._seen().scaledToWidth(SMALL_PX, Qt.TransformationMode.SmoothTransformation)
        return replace(self, small=small)

    def _seen(self) -> QImage:
        return QImage(self.pixels, self.width, self.height, self.stride, QImage.Format.Format_BGR888)


def pages_of(pdf: bytes, dpi: float) -> list[Page]:
    """Render every page at `dpi`."""
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_render(document[number], dpi).with_small() for number in range(len(document))]
        finally:
            document.close()


def page_count(pdf: bytes) -> int:
    """How many pages there are."""
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return len(document)
        finally:
            document.close()


def page_at(pdf: bytes, number: int, dpi: float) -> Page:
    """One page, the first of which is 0, without its text: a long paper is never in memory whole as pictures."""
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return _render(document[number], dpi, read=False)
        finally:
            document.close()


def part_at(pdf: bytes, number: int, part: QRectF, width: int) -> tuple[QImage, QRectF]:
    """A part of one page, given in parts of its sides, as it looks on a page `width` dots wide.

    With it comes which part it is: whole dots, a little more than was asked for.
    """
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            page = document[number]
            wide, high = page.get_size()
            scale = width / wide
            all_wide, all_high = math.ceil(wide * scale), math.ceil(high * scale)
            left, top = math.floor(part.left() * all_wide), math.floor(part.top() * all_high)
            right, bottom = math.floor((1 - part.right()) * all_wide), math.floor((1 - part.bottom()) * all_high)
            crop = tuple(max(0.0, (cut - _LESS) / scale) for cut in (left, bottom, right, top))
            bitmap = page.render(scale=scale, crop=crop, rev_byteorder=False)
            shape = (bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
            dots = bytes(bitmap.buffer)  # held until they are copied: the picture itself does not
            made = QImage(dots, *shape).copy()
            bitmap.close()
            page.close()
        finally:
            document.close()
    seen = QRectF(left / all_wide, top / all_high, made.width() / all_wide, made.height() / all_high)
    return made, seen


def _render(page: pypdfium2.PdfPage, dpi: float, *, read: bool = True) -> Page:
    width_pt, height_pt = page.get_size()
    bitmap = page.render(scale=dpi / POINTS_PER_INCH, rev_byteorder=False)
    words = _words(page) if read else ""
    made = Page(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, width_pt, height_pt, words)
    bitmap.close()
    page.close()
    return made


def _words(page: pypdfium2.PdfPage) -> str:
    text = page.get_textpage()
    try:
        return str(text.get_text_bounded())
    finally:
        text.close()
