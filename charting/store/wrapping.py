"""Wrapping the chart's key under a secret: Argon2id, then AES-256-GCM bound to the slot that holds it.

Cost follows RFC 9106, second recommended option: 64 MiB, 3 passes, 4 lanes (measures.md B11). A file that names less
is refused, and so is one that names so much that opening it would exhaust the machine.
"""

import json
import os
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from charting.errors import Known
from charting.words import _

SALT, NONCE, KEY, TAG = 16, 12, 32, 16
PURPOSE_1 = b"rootline chart key 1"
PURPOSE_2 = "rootline chart key 2"


class WrongPassword(Known):
    """The password does not open this file. One sentence for every cause, so that it tells nothing."""

    def __init__(self) -> None:
        super().__init__(_("This password does not open the clinic. Check Caps Lock and try again."))


class DamagedKeys(Known):
    """The key file cannot be read."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one derivation costs: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def allowed(self) -> bool:
        """Whether it is neither below the floor nor beyond what any clinic's computer can do."""
        low, high = (64 * 1024, 3, 4), (256 * 1024, 12, 16)
        own = (self.memory_kib, self.passes, self.lanes)
        return all(least <= value <= most for least, value, most in zip(low, own, high, strict=True))


COST = Cost()


def derive(secret: str, salt: bytes, cost: Cost = COST, about: bytes | None = None) -> bytes:
    """256 bits from a typed secret. One password may reach us composed from one keyboard, decomposed from another."""
    typed = unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt, length=KEY, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib, ad=about
    )
    return kdf.derive(typed)


def bound_to(slot_id: str, kind: str, cost: Cost) -> bytes:
    """The associated data of a wrapped key: it opens in its own slot, for its own kind and at its own cost only."""
    bound = [PURPOSE_2, slot_id, kind, cost.memory_kib, cost.passes, cost.lanes]
    return json.dumps(bound, separators=(",", ":")).encode("ascii")


def wrap(key: bytes, secret: str, bound: bytes) -> tuple[bytes, bytes]:
    """`(salt, wrapped)`: the nonce stands before ciphertext and tag."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    return salt, nonce + AESGCM(derive(secret, salt)).encrypt(nonce, key, bound)


def unwrap(wrapped: bytes, secret: str, salt: bytes, cost: Cost, bound: bytes) -> bytes | None:
    """The key, or None where secret, slot or cost are not those it was wrapped under."""
    try:
        return AESGCM(derive(secret, salt, cost)).decrypt(wrapped[:NONCE], wrapped[NONCE:], bound)
    except InvalidTag:
        return None


def spend(secret: str) -> None:
    """Work as long as a real try, where there is nothing to try."""
    derive(secret, bytes(SALT))
