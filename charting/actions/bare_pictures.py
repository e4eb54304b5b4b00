"""JPEG and PNG files freed of everything but the picture, byte by byte, before any decoder sees them.

What is kept is listed; all else goes: EXIF with place and camera, XMP, comments, colour profiles, embedded previews,
further pictures, and whatever hangs on behind the end. The pixels are not touched. Sizes are read from the header, so
that a picture too large to decode is refused before it is decoded.
"""

import re
import struct
from dataclasses import dataclass, replace

from charting.actions.camera_notes import CameraNotes, notes_in
from charting.errors import Known
from charting.words import _

MOST_PIXELS = 64_000_000
"""measures.md B11: our own limit, below those of the decoder."""
MOST_SCANS = 100
"""A progressive JPEG has about ten passes; one with thousands keeps a decoder busy for hours."""
_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_JFIF = b"\xff\xe0" + struct.pack(">H5s2sB2H2B", 16, b"JFIF\0", b"\1\1", 0, 1, 1, 0, 0)
_END_OF_SCAN = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_KEPT = {0xDB, 0xC4, 0xDD}  # tables of the decoder
_FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive
_OTHER_FRAMES = set(range(0xC3, 0xD0)) - {0xC4} | {0xDC, 0xDE, 0xDF}
_KEPT_CHUNKS = {b"PLTE", b"IDAT", b"tRNS"}


class NoPicture(Known):
    """A file that is not taken as a photograph, with the reason."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A picture without notes, in the format it came in ("JPEG" or "PNG"); width and height in pixels as stored."""

    format: str
    content: bytes
    width: int
    height: int
    notes: CameraNotes


def bare(file: bytes) -> Bare:
    """The picture in a file. Raises NoPicture with a sentence about what is wrong with it."""
    if not file:
        raise NoPicture(_("The file is empty."))
    try:
        if file.startswith(_JPEG):
            return _bare_jpeg(file)
        if file.startswith(_PNG):
            return _bare_png(file)
    except (struct.error, IndexError) as short:
        raise _cut_short() from short
    raise NoPicture(_("It is neither a JPEG nor a PNG picture. Have it saved as JPEG where it came from."))


def _bare_jpeg(file: bytes) -> Bare:
    kept, at, scans = [file[:2]], 2, 0
    frame, notes, marked = Bare("JPEG", b"", 0, 0, CameraNotes()), None, set()
    while True:
        if file[at] != 0xFF:
            raise _damaged()
        while file[at] == 0xFF:
            at += 1
        marker = file[at]
        if marker == 0xD9:
            break
        (length,) = struct.unpack_from(">H", file, at + 1)
        segment = file[at + 3 : at + 1 + length]
        if length < 2 or len(segment) != length - 2 or marker < 0xC0 or 0xD0 <= marker <= 0xD8:
            raise _cut_short() if len(segment) < length - 2 else _damaged()
        whole = b"\xff" + file[at : at + 1 + length]
        at += 1 + length
        if marker in _OTHER_FRAMES:
            raise NoPicture(_("It is a rare kind of JPEG. Open it with a picture program and save it as plain JPEG."))
        if marker in _FRAMES:
            if frame.width:
                raise _damaged()
            width, height = _frame(segment)
            frame = replace(frame, width=width, height=height)
            kept.append(whole)
        elif marker in _KEPT:
            kept.append(whole)
        elif marker == 0xDA:
            if not frame.width:
                raise _damaged()
            scans += 1
            if scans > MOST_SCANS:
                raise _damaged()
            end = _END_OF_SCAN.search(file, at)
            if end is None:
                raise _cut_short()
            kept += [whole, file[at : end.start()]]
            at = end.start()
        elif marker == 0xE1 and notes is None and segment.startswith(b"Exif\0\0"):
            notes = notes_in(segment)
        elif marker == 0xE0 and segment.startswith(b"JFIF\0") and "JFIF" not in marked:
            marked.add("JFIF")
            kept.append(_JFIF)
        elif marker == 0xEE and segment.startswith(b"Adobe") and len(segment) >= 12 and "Adobe" not in marked:
            marked.add("Adobe")  # says how the colours are coded
            kept.append(b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + segment[11:12])
    if not scans:
        raise _damaged()
    return replace(frame, content=b"".join([*kept, b"\xff\xd9"]), notes=notes or CameraNotes())


def _frame(segment: bytes) -> tuple[int, int]:
    depth, height, width, channels = struct.unpack_from(">BHHB", segment)
    if channels == 4:
        raise NoPicture(_("Its colours are those of printing (CMYK). Save it as an ordinary JPEG and take that."))
    if depth != 8 or channels not in {1, 3}:
        raise NoPicture(_("Its colours are not those of an ordinary photograph. Save it as a plain JPEG."))
    _require_size(width, height)
    return width, height


def _bare_png(file: bytes) -> Bare:
    kept, at, notes = [_PNG], len(_PNG), None
    width = height = 0
    while True:
        length, kind = struct.unpack_from(">I4s", file, at)
        chunk = file[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise _cut_short()
        at += 12 + length
        if kind == b"IHDR" and not width:
            width, height, depth = struct.unpack_from(">IIB", chunk, 8)
            _require_size(width, height)
            if depth == 16:
                raise NoPicture(_("It has 16 bits for each colour. Save it as JPEG and take that."))
            kept.append(chunk)
        elif not width:
            raise _damaged()
        elif kind == b"acTL":
            raise NoPicture(_("It moves. Only still pictures are kept."))
        elif kind == b"eXIf":
            notes = notes or notes_in(chunk[8:-4])
        elif kind in _KEPT_CHUNKS:
            kept.append(chunk)
        elif kind == b"IEND":
            kept.append(chunk)
            break
        elif not kind[0] & 0x20:
            raise _damaged()  # a part without which it cannot be read, and that no PNG we know has
    return Bare("PNG", b"".join(kept), width, height, notes or CameraNotes())


def _require_size(width: int, height: int) -> None:
    if not width or not height:
        raise _damaged()
    if width * height > MOST_PIXELS:
        words = _("It has {count} megapixels; at most {most} are taken. Make it smaller first.")
        raise NoPicture(words.format(count=width * height // 1_000_000, most=MOST_PIXELS // 1_000_000))


def _damaged() -> NoPicture:
    return NoPicture(_("The picture is damaged. Copy it again from where it came from."))


def _cut_short() -> NoPicture:
    return NoPicture(_("The picture was cut short. Copy it again from where it came from."))
