"""What a password and a PIN must be: long rather than mixed, as NIST SP 800-63B advises, and no commonplace."""

import unicodedata
from itertools import pairwise

from charting.words import _

SHORTEST_PASSWORD = 10
LONGEST_PASSWORD = 200
SHORTEST_PIN, LONGEST_PIN = 4, 8
_FEWEST_SIGNS = 4
_COMMON = ("password", "passwort", "letmein", "welcome", "rootline", "clinic", "practice", "admin", "administrator")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "1234567890", "0987654321")


def password_refusal(password: str, *names: str | None) -> str:
    """Why this cannot be a password, in words for beside its field; blank when it can.

    `names` are those of the clinic and of its people, which are the first to be guessed.
    """
    signs = unicodedata.normalize("NFC", password)
    if len(signs) < SHORTEST_PASSWORD:
        return _("at least {count} characters").format(count=SHORTEST_PASSWORD)
    if len(signs) > LONGEST_PASSWORD:
        return _("at most {count} characters").format(count=LONGEST_PASSWORD)
    plain = _plain(signs)
    if len(set(plain)) < _FEWEST_SIGNS:
        return _("too few different characters")
    if _is_a_run(plain):
        return _("a sequence is guessed first")
    if plain.rstrip("0123456789") in _COMMON:
        return _("one of the passwords that are guessed first")
    if any(name and plain.rstrip("0123456789") == _plain(name).rstrip("0123456789") for name in names):
        return _("a name is guessed first")
    return ""


def pin_refusal(pin: str) -> str:
    """Why this cannot be a PIN; blank when it can."""
    if not is_like_a_pin(pin):
        return _("{least} to {most} digits").format(least=SHORTEST_PIN, most=LONGEST_PIN)
    if len(set(pin)) == 1:
        return _("not one digit alone")
    if _is_a_run(pin):
        return _("not a plain sequence")
    return ""


def is_like_a_pin(typed: str) -> bool:
    """Whether something typed can only have been meant as a PIN: it is too short for a password."""
    return typed.isascii() and typed.isdigit() and SHORTEST_PIN <= len(typed) <= LONGEST_PIN


def _plain(text: str) -> str:
    """Letters and digits alone, without case: `Sample Clinic` is `sampleclinic`."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _is_a_run(plain: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return steps in ({1}, {-1}) or any(plain in row * 2 for row in _ROWS)
