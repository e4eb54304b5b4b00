"""The clinic's logo: read like a photograph, in greys on white as paper shows it, kept with the clinic.

The file's notes are left behind before any decoder sees it (bare_pictures.py). Its white margin goes, so that what is
drawn fills the box; of what is drawn nothing is cut off. A pale logo is made darker until its darkest part is black.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops
from reportlab.lib.units import mm

from charting.actions.bare_pictures import NoPicture, bare
from charting.actions.pictures import REFUSALS, load, on_white, opened, turned
from charting.actions.roles import require
from charting.output.logo import drawn_size, in_mm, most_dots
from charting.records.clinic import Practitioner
from charting.store.chart_session import ChartSession
from charting.words import _

MOST_BYTES = 16 << 20
MOST_PIXELS = 25_000_000
LEAST_MM = 3
_INK = 12
"""How much darker than white counts as drawn, of 255: less is the noise of a JPEG's white."""
_FAINTEST, _TOLD_APART, _COLOURED = 64, 32, 96
"""Of 255: what can be made black without showing noise; greys that still differ; colours that differ clearly."""


def load_logo(path: Path) -> bytes:
    """Read a logo's file. Raises NoPicture with the reason, the file's name in front."""
    return load(path, read_logo, MOST_BYTES)


def read_logo(file: bytes) -> bytes:
    """The logo in the bytes of a JPEG or PNG file, as a PNG in greys without notes, ready for paper.

    Raises NoPicture with a sentence.
    """
    found = bare(file)
    if found.width * found.height > MOST_PIXELS:
        words = _("It has {count} megapixels; a logo needs less than 1. Make it smaller first.")
        raise NoPicture(words.format(count=found.width * found.height // 1_000_000))
    try:
        with opened(found.content, found.format) as image:
            return _png(_for_paper(_trimmed(turned(on_white(image), found.notes))))
    except REFUSALS as damaged:
        raise NoPicture(_("The picture is damaged. Copy it again from where it came from.")) from damaged
    except MemoryError as full:
        raise NoPicture(_("There is not enough memory for this picture. Close other programs.")) from full


def put_logo(chart: ChartSession, person: Practitioner | None, logo: bytes | None) -> None:
    """Have papers carry this logo from the next save on, or none. Raises NotAllowed."""
    require(person, "settings")
    chart.clinic().logo = logo


def _trimmed(image: Image.Image) -> Image.Image:
    """What is drawn, without white around it."""
    darkest = ImageChops.invert(_darkest(image))
    box = darkest.point(lambda ink: 255 if ink >= _INK else 0).getbbox()
    if box is None:
        raise NoPicture(_("On white paper nothing of it is seen. Take the dark version of the logo."))
    return image.crop(box)


def _for_paper(image: Image.Image) -> Image.Image:
    """Greys, no finer than the box needs, dark enough for a copier."""
    width, height = drawn_size(*image.size)
    if min(width, height) < LEAST_MM * mm:
        words = _("On paper it would be {width} × {height} mm. Take a larger picture, or one less long and thin.")
        raise NoPicture(words.format(width=in_mm(width), height=in_mm(height)))
    colours = max(high - low for low, high in map(_ends, image.split()))
    image.thumbnail(most_dots(), Image.Resampling.LANCZOS, reducing_gap=3.0)
    grey = image.convert("L")
    low, high = _ends(grey)
    if colours > _COLOURED and high - low < _TOLD_APART:
        raise NoPicture(_("Its colours look alike in greys. Take the black-and-white version of the logo."))
    if 255 - low < _FAINTEST:
        raise NoPicture(_("It is too pale to be seen on paper. Take the dark version of the logo."))
    return grey.point(lambda value: 255 - min(255, round((255 - value) * 255 / (255 - low))))


def _darkest(image: Image.Image) -> Image.Image:
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def _ends(channel: Image.Image) -> tuple[int, int]:
    """The darkest and the lightest value there is."""
    there = [value for value, count in enumerate(channel.histogram()) if count]
    return there[0], there[-1]


def _png(image: Image.Image) -> bytes:
    image.info.clear()
    out = BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
