"""Reading a photograph: its notes dropped, turned upright, checked to its last line, with a small one for lists."""

import hashlib
import stat
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from PIL import Image

from charting.actions.bare_pictures import Bare, NoPicture, bare
from charting.actions.camera_notes import UPRIGHT, CameraNotes
from charting.own_files import require_no_chart
from charting.words import _

MOST_BYTES = 64 << 20
LIST_SIDE, VIEW_SIDE = 256, 1600
QUALITY, LIST_QUALITY = 92, 85
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
REFUSALS = (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError)

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Picture:
    """A photograph as it is kept: a JPEG without notes, a small JPEG for lists, its size in pixels and its SHA-256.

    `taken` is what the camera's clock said and is shown once, before it is added; `remark` tells of a conversion.
    """

    content: bytes
    small: bytes
    width: int
    height: int
    sha256: str
    taken: datetime | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Pixels:
    """A picture ready to be painted: rows of red, green and blue bytes, three to a pixel, without padding."""

    width: int
    height: int
    rgb: bytes


def load_photo(path: Path) -> Picture:
    """Read a photograph's file. Raises NoPicture with the reason, the file's name in front."""
    return load(path, read_photo)


def load(path: Path, read: Callable[[bytes], Made], most: int = MOST_BYTES) -> Made:
    """What `read` makes of a file of at most `most` bytes. Raises NoPicture, the file's name in front."""
    try:
        require_no_chart(path)
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise NoPicture(_("It is not a file with a picture."))
        if found.st_size > most:
            words = _("It has {size} MB; at most {most} MB are taken.")
            raise NoPicture(words.format(size=found.st_size >> 20, most=most >> 20))
        with path.open("rb") as file:
            return read(file.read(most))
    except NoPicture as refused:
        raise NoPicture(f"{path.name}: {refused}") from refused
    except (OSError, ValueError) as refused:
        reason = getattr(refused, "strerror", None) or refused
        raise NoPicture(_("{name}: It cannot be read: {reason}.").format(name=path.name, reason=reason)) from refused


def read_photo(file: bytes) -> Picture:
    """The photograph in the bytes of a JPEG or PNG file. Raises NoPicture with a sentence.

    An upright JPEG keeps its pixels as they are; one the camera held otherwise is turned, and a PNG made a JPEG. A
    picture that cannot be decoded to its last line is refused. At most 64 million pixels are decoded.
    """
    found = bare(file)
    try:
        content, remark = _as_jpeg(found)
        with opened(content) as image:
            width, height = image.size
            small = _jpeg(_shrunk(image, LIST_SIDE), LIST_QUALITY)
    except REFUSALS as damaged:
        raise NoPicture(_("The picture is damaged. Copy it again from where it came from.")) from damaged
    except MemoryError as full:
        raise NoPicture(_("There is not enough memory for this picture. Close other programs.")) from full
    digest = hashlib.sha256(content).hexdigest()
    return Picture(content, small, width, height, digest, found.notes.taken, remark)


def pixels(content: bytes, side: int = VIEW_SIDE) -> Pixels:
    """A kept picture at most `side` pixels wide and high. Raises NoPicture where it cannot be decoded."""
    try:
        with opened(content) as image:
            shrunk = _shrunk(image, side)
            return Pixels(*shrunk.size, shrunk.tobytes())
    except REFUSALS as damaged:
        raise NoPicture(_("This picture cannot be shown: it is damaged. Verify says more.")) from damaged


def _as_jpeg(found: Bare) -> tuple[bytes, str]:
    if found.format == "JPEG" and found.notes.orientation == UPRIGHT:
        return found.content, ""
    with opened(found.content, found.format) as image:
        upright = turned(on_white(image), found.notes)
        return _jpeg(upright, QUALITY), _("It is kept as a JPEG.") if found.format == "PNG" else ""


def turned(image: Image.Image, notes: CameraNotes) -> Image.Image:
    """The picture upright, whichever way the camera was held."""
    turn = _TURNS.get(notes.orientation)
    return image if turn is None else image.transpose(turn)


def opened(content: bytes, kind: str = "JPEG") -> Image.Image:
    """A picture freed of its notes; only the decoder of `kind` is tried."""
    return Image.open(BytesIO(content), formats=(kind,))


def on_white(image: Image.Image) -> Image.Image:
    """Red, green and blue; what is see-through lies on white."""
    if "A" in image.getbands() or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        ground.alpha_composite(image.convert("RGBA"))
        return ground.convert("RGB")
    return image.convert("RGB")


def _shrunk(image: Image.Image, side: int) -> Image.Image:
    """At most `side` pixels each way. The decoder is given the true box: a square one costs four times as much."""
    width, height = image.size
    scale = min(1.0, side / max(width, height))
    box = max(1, round(width * scale)), max(1, round(height * scale))
    image.draft(image.mode, box)
    image.load()
    return image.convert("RGB").resize(box, Image.Resampling.BILINEAR, reducing_gap=2.0)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    out = BytesIO()
    image.save(out, "JPEG", quality=quality)
    return out.getvalue()
