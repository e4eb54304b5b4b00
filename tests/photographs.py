"""Pictures as cameras make them, with marks that must not be kept, and a visit into which they may go."""

import struct
import zlib
from io import BytesIO

from PIL import Image

from charting.records.photo_consent import PhotoSignature

MARK = b"SEEDED-CAMERA-MARK-7731"
WORDS = MARK.decode()


def scene(width=320, height=240, hue=0):
    """Something that is not one colour: a picture whose corners differ, so that its turn is seen."""
    image = Image.new("RGB", (width, height), ((200 + 5 * hue) % 256, 170, 150))
    image.paste((220, 30, 30), (0, 0, width // 2, height // 2))
    image.paste((30, 60, 220), (width // 2, height // 2, width, height))
    return image


def camera_notes(orientation=1, taken="2026:11:21 13:10:00"):
    notes = Image.Exif()
    notes[0x010F], notes[0x0110], notes[0x0112] = WORDS, WORDS, orientation
    notes.get_ifd(0x8769)[0x9003] = taken
    notes.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 26.0), 29: WORDS})
    return notes


def jpeg(image=None, *, orientation=1, taken="2026:11:21 13:10:00", **options):
    """A JPEG with EXIF, place, comment, colour profile and XMP, each holding the mark."""
    out = BytesIO()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + MARK + b"</x:xmpmeta>"
    made = scene() if image is None else image
    more = {"exif": camera_notes(orientation, taken), "comment": MARK, "icc_profile": MARK * 9, "xmp": xmp} | options
    made.save(out, "JPEG", **more)
    return out.getvalue()


def plain_jpeg(image=None, **options):
    """A JPEG without any notes."""
    out = BytesIO()
    (scene() if image is None else image).save(out, "JPEG", **options)
    return out.getvalue()


def png(image=None, **options):
    out = BytesIO()
    (scene() if image is None else image).save(out, "PNG", **options)
    return out.getvalue()


def chunk(kind, content):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def with_chunk(file, kind, content):
    """A PNG with one more chunk behind its header."""
    return file[:33] + chunk(kind, content) + file[33:]


def flat_png(width, height):
    """A PNG of one colour without the memory it would take: the header and a few bytes that swell."""
    rows = zlib.compress(bytes(1_000_000), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def allow_photographs(visit, moment):
    """Have the patient agree to photographs in the record, and sign."""
    sheet = visit.photo_consent
    for use in sheet.scopes:
        use.allowed = use.scope == "clinical_record"
        use.identifiable = False if use.allowed else None
    sheet.refusal_is_free = True
    sheet.signatures[:] = [
        PhotoSignature(role=role, printed_name="Sample, Ada", method="wet", signed_at=moment, position=place)
        for place, role in enumerate(("patient", "clinician"))
    ]
    return visit
