"""Papers as a scanner sees them: drawn at some resolution, turned, a little skewed, with specks, in grey or one bit."""

from functools import cache
from io import BytesIO
from random import Random

import pypdfium2
from PIL import Image, ImageChops

from charting.output.info import DocumentInfo, Identity, Letterhead

A4_AT_200 = (1654, 2339)
INFO = DocumentInfo(
    clinic=Letterhead("Sample Clinic", code="3RS"),
    patient=Identity("SAMPLE, Ada", "14-Mar-1985 (41y)", "Female", "RL-00001", "No known allergies"),
    title="Consent",
    short_title="Consent",
    document_id="CN-2026-YRK26V-3DDP",
    template="consent",
    template_version="1.0",
    printed_at="21-Nov-2026 14:02",
    printed_by="R Sample",
)


def drawn(pdf, number, dpi=200):
    """One page of a PDF, `number` from 1, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[number - 1].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    finally:
        document.close()


def seen(image, turn=2, specks=20, bits=8):
    """A page on the glass: turned by degrees against the clock, with noise of that many greys, in 8 or 1 bits."""
    image = image.rotate(turn, expand=True, fillcolor=255, resample=Image.Resampling.BILINEAR)
    if specks:
        noise = _noise(image.size).point([128 + round((v - 128) * specks / 74) for v in range(256)])
        image = ImageChops.add(image, noise, 1, -128)
    return image.point([255 if v > 150 else 0 for v in range(256)]).convert("1") if bits == 1 else image


def empty_side(size=A4_AT_200, specks=20):
    """The back of a page."""
    return seen(Image.new("L", size, 250), 0, specks)


def as_pdf(images, dpi=200):
    """Pages in one PDF, as a scanner saves it."""
    return _saved(images, "PDF", resolution=dpi)


def as_tiff(images):
    """Pages in one TIFF."""
    return _saved(images, "TIFF")


def as_picture(image, form):
    """One page as JPEG or PNG."""
    return _saved([image], form)


def _saved(images, form, **options):
    out = BytesIO()
    first, *rest = [image.copy() for image in images]
    more = {"save_all": True, "append_images": rest} if form in {"PDF", "TIFF"} else {}
    first.save(out, form, **more, **options)
    return out.getvalue()


@cache
def _noise(size):
    """The mean of two dice to each point: nearly bell-shaped, the same every time; one tile laid again and again."""
    dice, side = Random(20), 512
    first, second = (Image.frombytes("L", (side, side), dice.randbytes(side * side)) for _die in range(2))
    tile, ground = ImageChops.add(first, second, 2), Image.new("L", size)
    for x in range(0, size[0], side):
        for y in range(0, size[1], side):
            ground.paste(tile, (x, y))
    return ground
