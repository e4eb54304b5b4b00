"""Pages of a finished paper as pictures, for the screen and for the printer: the same bytes both times."""

from dataclasses import dataclass
from threading import Lock

import pypdfium2
from PySide6.QtGui import QImage

POINTS_PER_INCH = 72
ONE_AT_A_TIME = Lock()
"""PDFium serves one thread at a time: whoever sets, proves or draws pages holds this."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page: pixels as BGR rows of `stride` bytes, its size in points, and its text for a screen reader."""

    pixels: bytes
    width: int
    height: int
    stride: int
    width_pt: float
    height_pt: float
    text: str

    def image(self) -> QImage:
        """The page as a picture of its own."""
        return QImage(self.pixels, self.width, self.height, self.stride, QImage.Format.Format_BGR888).copy()


def pages_of(pdf: bytes, dpi: float) -> list[Page]:
    """Render every page at `dpi`."""
    with ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(pdf)
        try:
            return [_render(document[number], dpi) for number in range(len(document))]
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
