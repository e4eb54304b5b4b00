"""The two of a camera's notes that matter before all of them are dropped: which way up, and when."""

import struct
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

UPRIGHT = 1
_MARK = b"Exif\0\0"
_ORIENTATION, _DETAILS, _TAKEN = 0x0112, 0x8769, 0x9003
_MOST_ENTRIES = 200
_ENTRY = 12
_TIME = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class CameraNotes:
    """`orientation` is the EXIF number, 1 to 8; `taken` is what the camera's own clock said, without an offset."""

    orientation: int = UPRIGHT
    taken: datetime | None = None


def notes_in(exif: bytes) -> CameraNotes:
    """Read the notes of an EXIF block, with or without its mark. What cannot be read counts as not there."""
    tiff = exif.removeprefix(_MARK)
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return CameraNotes()
    orientation, taken = UPRIGHT, None
    with suppress(struct.error, ValueError):
        first = _directory(tiff, order, struct.unpack_from(f"{order}I", tiff, 4)[0])
        found = struct.unpack_from(f"{order}H", first.get(_ORIENTATION, b""))[0] if _ORIENTATION in first else UPRIGHT
        orientation = found if UPRIGHT <= found <= 8 else UPRIGHT
        if _DETAILS in first:
            details = _directory(tiff, order, struct.unpack_from(f"{order}I", first[_DETAILS])[0])
            if _TAKEN in details:
                at = struct.unpack_from(f"{order}I", details[_TAKEN])[0]
                taken = datetime.strptime(tiff[at : at + 19].decode("ascii"), _TIME)  # noqa: DTZ007  it has no offset
    return CameraNotes(orientation, taken)


def _directory(tiff: bytes, order: str, at: int) -> dict[int, bytes]:
    """The entries of one directory: each tag with the four bytes that hold its value or its place."""
    count = min(struct.unpack_from(f"{order}H", tiff, at)[0], _MOST_ENTRIES)
    entries: dict[int, bytes] = {}
    for number in range(count):
        place = at + 2 + number * _ENTRY
        tag = struct.unpack_from(f"{order}H", tiff, place)[0]
        entries.setdefault(tag, struct.unpack_from("4s", tiff, place + 8)[0])
    return entries
