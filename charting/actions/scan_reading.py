"""Pages out of a scanned file: drawn, their page code found at any turn, set upright, blank backs told apart.

Runs in a process of its own (charting/actions/scan_child.py), because a prepared file may keep a decoder busy for ever
or bring it down.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import Any

import pypdfium2
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from charting.errors import Known
from charting.output.page_code import MARK
from charting.paper_marks import PRODUCER, is_pdf
from charting.words import _

MOST_PAGES = 100
MOST_PIXELS = 64_000_000
"""Of one page, as stored; A4 at 600 dpi has 35 million."""
SIDE = 2400
"""The longer side of a kept page in pixels: A4 at 205 dpi."""
PDF, TIFF, JPEG, PNG = "pdf", "tiff", "jpeg", "png"
_POINTS_PER_INCH = 72
_DPI = 200
_QUALITY = 82
_REFUSALS = (OSError, SyntaxError, ValueError, EOFError, pypdfium2.PdfiumError)
_MATRIX: Any = zxingcpp.BarcodeFormat.DataMatrix
_MARGIN = 0.07
_INK = 200
_BLANK = 0.0002
_COLOURED = 28


class NoScan(Known):
    """A file that is not taken as a scan, with the reason."""


@dataclass(frozen=True, slots=True)
class PagePicture:
    """One page, `place` from 1 in its file: a JPEG set upright, its size in pixels, and the text of its page code.

    `code` is blank where none can be read; `several` says that there were different ones. `blank` is an empty side.
    """

    place: int
    code: str
    several: bool
    blank: bool
    width: int
    height: int
    jpeg: bytes


def kind_of(content: bytes) -> str:
    """What a file is by its content: one of PDF, TIFF, JPEG, PNG, or blank."""
    if is_pdf(content):
        return PDF
    marks = ((b"II*\0", TIFF), (b"MM\0*", TIFF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG))
    return next((kind for mark, kind in marks if content.startswith(mark)), "")


def pages_in(content: bytes) -> Iterator[PagePicture]:
    """Every page of a scanned file, one at a time. Raises NoScan with a sentence."""
    kind = kind_of(content)
    if not kind:
        raise NoScan(_("It is neither a PDF nor a TIFF, JPEG or PNG picture. Have the scanner save it as PDF."))
    try:
        for place, image in enumerate(_of_pdf(content) if kind == PDF else _of_picture(content, kind), start=1):
            yield _page(image, place)
    except Image.DecompressionBombError as large:
        most = MOST_PIXELS // 1_000_000
        raise NoScan(_("A page has more than {most} megapixels. Scan it with 200 dpi.").format(most=most)) from large
    except _REFUSALS as damaged:
        raise NoScan(_("It is damaged and cannot be read to its end. Scan it again.")) from damaged
    except MemoryError as full:
        raise NoScan(_("There is not enough memory for its pages. Scan it with 200 dpi.")) from full


def _of_pdf(content: bytes) -> Iterator[Image.Image]:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as refused:
        if "password" in str(refused).lower():
            raise NoScan(_("It is locked with a password. Save it without one.")) from refused
        raise
    if str(document.get_metadata_dict().get("Producer", "")).startswith(PRODUCER):
        raise NoScan(_("It is a paper as Rootline made it, not a scan of what was signed. Scan the signed paper."))
    _require_pages(len(document))
    for number in range(len(document)):
        page = document[number]
        longer = max(page.get_size())
        if not 1 <= longer < 20_000:
            raise NoScan(_("Page {page} has no size that paper has.").format(page=number + 1))
        scale = min(_DPI / _POINTS_PER_INCH, SIDE / longer)
        yield page.render(scale=scale).to_pil().convert("RGB")
        page.close()


def _of_picture(content: bytes, kind: str) -> Iterator[Image.Image]:
    with Image.open(BytesIO(content), formats=(kind.upper(),)) as image:
        count = getattr(image, "n_frames", 1)
        _require_pages(count)
        for number in range(count):
            image.seek(number)
            if image.width * image.height > MOST_PIXELS:
                words = _("Page {page} has {count} megapixels; at most {most} are taken. Scan it with 200 dpi.")
                count = image.width * image.height // 1_000_000
                raise NoScan(words.format(page=number + 1, count=count, most=MOST_PIXELS // 1_000_000))
            image.load()
            yield _plain(ImageOps.exif_transpose(image))


def _require_pages(count: int) -> None:
    if count > MOST_PAGES:
        words = _("It has {count} pages; at most {most} are taken at once. Scan it in parts.")
        raise NoScan(words.format(count=count, most=MOST_PAGES))


def _plain(image: Image.Image) -> Image.Image:
    """Red, green and blue on white, no larger than it is kept."""
    if "A" in image.getbands() or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        image = ground
    if image.mode in {"I", "I;16", "F"}:
        raise NoScan(_("Its greys are of a rare kind. Have the scanner save 8 bits."))
    image = image.convert("RGB")
    image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _page(image: Image.Image, place: int) -> PagePicture:
    grey = image.convert("L")
    blank = _is_blank(grey)
    codes = _codes(grey, patiently=not blank)
    if codes:
        turned = next(iter(codes.values()))
        image = image.rotate(turned, expand=True) if turned else image
    kept = image if _is_coloured(image) else image.convert("L")
    out = BytesIO()
    kept.save(out, "JPEG", quality=_QUALITY)
    several = len(codes) > 1
    code = "" if several or not codes else next(iter(codes))
    return PagePicture(place, code, several, blank and not codes, *kept.size, out.getvalue())


def _codes(grey: Image.Image, *, patiently: bool) -> dict[str, int]:
    """The texts of our page codes with the turn, in degrees against the clock, that sets the page upright."""
    for tried in islice(_versions(grey), None if patiently else 1):
        found = zxingcpp.read_barcodes(tried, formats=_MATRIX)
        codes = {one.text: round(one.orientation / 90) * 90 % 360 for one in found if one.text.startswith(f"{MARK}.")}
        if codes:
            return codes
    return {}


def _versions(grey: Image.Image) -> Iterator[Image.Image]:
    """The page as it is, then freed of specks, then evened out: each reads some pages that the others do not."""
    yield grey
    yield grey.filter(ImageFilter.MedianFilter(3))
    yield grey.filter(ImageFilter.GaussianBlur(1.2))
    wide, high = grey.size
    yield grey.resize((wide * 3 // 2, high * 3 // 2), Image.Resampling.BICUBIC).filter(ImageFilter.MedianFilter(3))


def _is_blank(grey: Image.Image) -> bool:
    """Hardly any ink inside the margins, where punch holes and the scanner's edges lie."""
    wide, high = grey.size
    factor = max(1, math.ceil(max(wide, high) / 600))
    box = (int(wide * _MARGIN), int(high * _MARGIN), int(wide * (1 - _MARGIN)), int(high * (1 - _MARGIN)))
    small = grey.crop(box).reduce(factor)
    dark = sum(small.histogram()[:_INK])
    return dark < _BLANK * small.width * small.height


def _is_coloured(image: Image.Image) -> bool:
    small = image.reduce(max(1, max(image.size) // 600))
    red, green, blue = small.split()
    apart = ImageChops.lighter(ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return sum(apart.histogram()[_COLOURED:]) > _BLANK * small.width * small.height
