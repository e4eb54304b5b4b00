"""The recovery key: 160 random bits for paper, in groups that people copy and read out, with a check against slips."""

import hashlib
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from charting.crockford import crockford
from charting.errors import Known
from charting.words import _

GROUP = 4
_BYTES, _LETTERS, _CHECK = 20, 32, 4
_SAID_ALIKE = str.maketrans({"O": "0", "I": "1", "L": "1"})
_KNOWN = frozenset("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


class Mistyped(Known):
    """What was typed is not a recovery key: a letter is wrong, missing or too many."""


@dataclass(frozen=True, slots=True)
class RecoveryKey:
    """A recovery key as it is shown once. `asked` are two of its groups, counted from 0, to be typed as a proof."""

    text: str = field(repr=False)
    asked: tuple[int, int] = (0, 1)

    @property
    def groups(self) -> tuple[str, ...]:
        """The key in its groups of four, the last of which is the check: `K7QM 4R2X ...`."""
        return tuple(self.text.split("-"))

    def asked_anew(self) -> "RecoveryKey":
        """The same key, two other groups of which are to be typed."""
        others = [at for at in range(len(self.groups)) if at not in self.asked]
        return replace(self, asked=_two_of(others))

    def is_proved_by(self, typed: tuple[str, ...]) -> bool:
        """Whether the two groups asked for were typed, in their order."""
        wanted = tuple(self.groups[at] for at in self.asked)
        return tuple(plain(group) for group in typed) == wanted


def new_recovery_key() -> RecoveryKey:
    """A new random key."""
    letters = crockford(os.urandom(_BYTES), _LETTERS)
    whole = letters + _check_of(letters)
    groups = [whole[at : at + GROUP] for at in range(0, len(whole), GROUP)]
    return RecoveryKey("-".join(groups), _two_of(range(len(groups))))


def secret_of(typed: str) -> str:
    """The letters that open the slot. Raises Mistyped, which says what is wrong, before anything is tried."""
    whole = plain(typed)
    if strange := sorted(set(whole) - _KNOWN):
        words = _("A recovery key has no {letter}. Look at the paper again.")
        raise Mistyped(words.format(letter=strange[0]))
    wanted = _LETTERS + _CHECK
    if len(whole) != wanted:
        words = _("A recovery key has {wanted} letters and digits; {count} were typed.")
        raise Mistyped(words.format(wanted=wanted, count=len(whole)))
    if _check_of(whole[:_LETTERS]) != whole[_LETTERS:]:
        raise Mistyped(_("The recovery key does not add up: a letter is wrong or two are exchanged."))
    return whole[:_LETTERS]


def plain(typed: str) -> str:
    """Capitals without blanks and hyphens, with O read as 0 and I and L as 1."""
    return "".join(letter for letter in typed.upper() if letter.isalnum()).translate(_SAID_ALIKE)


def _two_of(places: Sequence[int]) -> tuple[int, int]:
    first, second = sorted(secrets.SystemRandom().sample(places, 2))
    return first, second


def _check_of(letters: str) -> str:
    return crockford(hashlib.sha256(f"rootline recovery {letters}".encode()).digest(), _CHECK)
