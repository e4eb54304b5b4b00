"""The key of the chart: made once, kept wrapped in the key file, and the keys that are derived from it."""

import errno
import os
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from charting.records.base import new_id
from charting.store.key_ring import KeyRing, open_ring
from charting.store.wrapping import KEY
from charting.store.wrapping import DamagedKeys as DamagedKeys
from charting.store.wrapping import WrongPassword as WrongPassword


def make_keys(path: Path, password: str, slot_id: str = "", name: str = "") -> bytes:
    """Make a new random 256-bit key, wrap it under the password of the owner into a new file, and return it.

    Raises FileExistsError when there is a key file already: it may be the only way into a chart.
    """
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    key = AESGCM.generate_key(bit_length=8 * KEY)
    KeyRing(path).with_person(key, slot_id or new_id(), name, password).write()
    return key


def unwrap_key(path: Path, password: str, who: str | None = None) -> bytes:
    """The key kept at `path`. Raises WrongPassword, or DamagedKeys when the file is not ours."""
    return open_ring(path).unwrap(who, password).key


def audit_key(key: bytes) -> bytes:
    """The 256-bit key of the audit chain, derived from the chart's key with HKDF-SHA256."""
    return _sub_key(key, b"rootline audit chain 1")


def seal_key(key: bytes) -> bytes:
    """The 256-bit key of the sealed head beside the chart, derived from the chart's key with HKDF-SHA256."""
    return _sub_key(key, b"rootline sealed head 1")


def paper_key_key(key: bytes) -> bytes:
    """The 256-bit key around the private key that seals papers, derived from the chart's key with HKDF-SHA256."""
    return _sub_key(key, b"rootline paper key 1")


def _sub_key(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose).derive(key)
