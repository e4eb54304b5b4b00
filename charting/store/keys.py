"""The key of the file: random, wrapped by a password. Only this module knows how, so that it can be replaced.

The key file beside the chart holds salt, cost and the wrapped key; nothing in it helps without the password.
Cost follows RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes (measures.md B11).
"""

import base64
import json
import os
import unicodedata
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from charting.errors import Known
from charting.words import _

VERSION = 1
_MEMORY_KIB = 64 * 1024
_PASSES = 3
_LANES = 4
_SALT, _NONCE, _KEY, _TAG = 16, 12, 32, 16
_PURPOSE = b"rootline chart key 1"


class WrongPassword(Known):
    """The password does not open this file."""


class DamagedKeys(Known):
    """The key file cannot be read."""


def make_keys(path: Path, password: str) -> bytes:
    """Make a new random 256-bit key, wrap it under `password` into a new file at `path`, and return it.

    Raises FileExistsError when there is a key file already: it may be the only way into a chart.
    """
    key = AESGCM.generate_key(bit_length=8 * _KEY)
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    wrapped = nonce + AESGCM(_wrapping_key(password, salt)).encrypt(nonce, key, _PURPOSE)
    kept = {"version": VERSION, "salt": _text(salt), "wrapped": _text(wrapped)}
    with path.open("x", encoding="utf-8") as file:
        json.dump(kept, file)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)
    return key


def unwrap_key(path: Path, password: str) -> bytes:
    """Return the key kept at `path`. Raises WrongPassword, or DamagedKeys when the file is not ours."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        version = kept["version"]
        salt, wrapped = base64.b64decode(kept["salt"]), base64.b64decode(kept["wrapped"])
        if version == VERSION and (len(salt), len(wrapped)) != (_SALT, _NONCE + _KEY + _TAG):
            raise ValueError("salt or wrapped key of another length")
    except (OSError, ValueError, KeyError, TypeError) as damaged:
        words = _("The key file {name} cannot be read. Restore it from a backup.")
        raise DamagedKeys(words.format(name=path.name)) from damaged
    if version != VERSION:
        raise DamagedKeys(_("The key file was made by a newer Rootline. Update Rootline first."))
    try:
        return AESGCM(_wrapping_key(password, salt)).decrypt(wrapped[:_NONCE], wrapped[_NONCE:], _PURPOSE)
    except InvalidTag as wrong:
        raise WrongPassword(_("This password does not open the clinic. Check Caps Lock and try again.")) from wrong


def audit_key(key: bytes) -> bytes:
    """The 256-bit key of the audit chain, derived from the chart's key with HKDF-SHA256."""
    return _sub_key(key, b"rootline audit chain 1")


def seal_key(key: bytes) -> bytes:
    """The 256-bit key of the sealed head beside the chart, derived from the chart's key with HKDF-SHA256."""
    return _sub_key(key, b"rootline sealed head 1")


def _sub_key(key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=purpose).derive(key)


def _wrapping_key(password: str, salt: bytes) -> bytes:
    # One password may reach us composed from one keyboard and decomposed from another.
    kdf = Argon2id(salt=salt, length=_KEY, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB)
    return kdf.derive(unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass"))


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode("ascii")
