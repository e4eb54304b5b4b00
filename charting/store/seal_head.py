"""The sealed head of the audit chain, in a small file beside the chart: it tells a chain whose end was cut off, and an
older copy put in place of the chart, neither of which a chain can tell by itself.

The file holds two slots that are written in turn, each encrypted with AES-GCM: a power cut spoils one at most.
"""

import os
import struct
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from charting.crockford import halves

SEAL = "chart.seal"
_MAGIC = b"RLSEAL 1"
_BODY = struct.Struct(">QQQ32s")
_NONCE, _TAG = 12, 16
_SLOT = _NONCE + _BODY.size + _TAG


class NoSeal(Exception):
    """There is no head to compare with: the file is missing, or neither slot opens."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the chain ended: how many rows, the last one's MAC (32 bytes), and how often the seal was begun anew."""

    count: int
    mac: bytes
    epoch: int = 0

    def code(self) -> str:
        """`#123 K7QM-4R2X`: the row and the first 40 bits of its MAC in Crockford's base 32, as printed on paper."""
        return f"#{self.count} {halves(self.mac)}" if self.count else ""


def read_head(path: Path, key: bytes) -> Head:
    """The newest head sealed at `path`. Raises NoSeal."""
    return max(_slots(path, key), key=lambda slot: slot[1])[2]


def slot_spoiled(path: Path, key: bytes) -> bool:
    """Whether one of two slots that were written does not open: a power cut while sealing, or somebody's hand."""
    slots = _slots(path, key)
    return len(slots) == 1 and slots[0][1] > 1


def write_head(path: Path, key: bytes, head: Head) -> None:
    """Seal `head` into the older of the two slots and have it on the disk. Raises OSError."""
    try:
        place, serial, _head = max(_slots(path, key), key=lambda slot: slot[1])
    except NoSeal:
        place, serial = 1, 0
        if path.exists() and not path.is_file():
            raise FileExistsError(path.name) from None
        path.write_bytes(_MAGIC + bytes(2 * _SLOT))
        path.chmod(0o600)
    nonce = os.urandom(_NONCE)
    body = _BODY.pack(serial + 1, head.epoch, head.count, head.mac)
    with path.open("r+b") as file:
        file.seek(len(_MAGIC) + (1 - place) * _SLOT)
        file.write(nonce + AESGCM(key).encrypt(nonce, body, _MAGIC))
        file.flush()
        os.fsync(file.fileno())


def _slots(path: Path, key: bytes) -> list[tuple[int, int, Head]]:
    """Place, serial number and head of each slot that opens."""
    try:
        if not path.is_file():  # a pipe or a device in its place would never end
            raise NoSeal(path.name)
        with path.open("rb") as file:
            raw = file.read(len(_MAGIC) + 2 * _SLOT)
    except OSError as missing:
        raise NoSeal(str(missing)) from missing
    found = []
    for place in (0, 1):
        start = len(_MAGIC) + place * _SLOT
        slot = raw[start : start + _SLOT]
        try:
            body = AESGCM(key).decrypt(slot[:_NONCE], slot[_NONCE:], _MAGIC)
        except (InvalidTag, ValueError):
            continue
        serial, epoch, count, mac = _BODY.unpack(body)
        found.append((place, serial, Head(count, mac, epoch)))
    if not found or not raw.startswith(_MAGIC):
        raise NoSeal(path.name)
    return found
