"""The ring of slots in the key file: each opens the same key of the chart, and none needs another one to be changed."""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from charting.errors import Known
from charting.records.base import new_id
from charting.store.key_file import LONGEST_NAME, MOST_SLOTS, PERSON, RECOVERY, Slot, read_slots, write_slots
from charting.store.recovery_key import RecoveryKey, new_recovery_key, secret_of
from charting.store.wrapping import COST, WrongPassword, bound_to, spend, unwrap, wrap
from charting.words import _


class KeysNotWritten(Known):
    """The key file could not be written; it is as it was."""


class WrongRecoveryKey(Known):
    """A recovery key without a slip that opens nothing here."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The key of the chart, and the slot that gave it: a practitioner's id, blank in a version 1 file."""

    key: bytes = field(repr=False)
    slot_id: str


@dataclass(frozen=True, slots=True)
class KeyRing:
    """What a key file holds. Changing gives another ring; `write` puts it in the file's place."""

    path: Path
    slots: tuple[Slot, ...] = ()

    def people(self) -> list[tuple[str, str]]:
        """`(id, name)` of those who have a password, the owner first. A version 1 file names nobody."""
        return [(slot.id, slot.name) for slot in self._persons() if slot.id]

    @property
    def is_of_version_1(self) -> bool:
        """Whether it holds one password that belongs to nobody by name."""
        return any(not slot.id for slot in self.slots)

    @property
    def has_recovery(self) -> bool:
        """Whether a recovery key opens it."""
        return any(slot.kind == RECOVERY for slot in self.slots)

    def has(self, slot_id: str) -> bool:
        """Whether this person has a password."""
        return any(slot.id == slot_id for slot in self._persons())

    def unwrap(self, who: str | None, password: str) -> Unlocked:
        """Open with the password of `who`, an id or a name; None tries everybody's.

        Raises WrongPassword, in the same words and after the same work, for a wrong password, somebody unknown and
        somebody whose slot was removed.
        """
        meant = self._persons() if who is None else self._meant(who)
        if not meant:
            spend(password)
        for slot in meant:
            if (key := _opened(slot, password)) is not None:
                return Unlocked(key, slot.id)
        raise WrongPassword

    def unwrap_recovery(self, typed: str) -> Unlocked:
        """Open with the recovery key. Raises Mistyped for a slip, WrongRecoveryKey for one that is not of this file."""
        secret = secret_of(typed)
        for slot in self.slots:
            if slot.kind == RECOVERY and (key := _opened(slot, secret)) is not None:
                return Unlocked(key, slot.id)
        raise WrongRecoveryKey(_("This recovery key does not open this clinic. Is there a newer one?"))

    def with_person(self, key: bytes, slot_id: str, name: str, password: str) -> "KeyRing":
        """The ring with this person's password, instead of the former one where there was one.

        In a version 1 ring it takes the place of the slot without a name. Raises Known when the ring is full.
        """
        slot = _new_slot(key, slot_id, name, PERSON, password)
        if self.has(slot_id):
            return self._of(slot if old.id == slot_id else old for old in self.slots)
        kept = [old for old in self.slots if old.id]
        if len(kept) >= MOST_SLOTS:
            raise Known(_("No more than {count} people can have a password.").format(count=MOST_SLOTS - 1))
        return self._of([*kept, slot])

    def without_person(self, slot_id: str) -> "KeyRing":
        """The ring without this person's slot."""
        return self._of(slot for slot in self.slots if slot.kind != PERSON or slot.id != slot_id)

    def with_recovery(self, key: bytes) -> tuple["KeyRing", RecoveryKey]:
        """The ring with a new recovery key, which is shown once; the former one opens nothing any more."""
        shown = new_recovery_key()
        slot = _new_slot(key, new_id(), "", RECOVERY, secret_of(shown.text))
        return self._of([*self._persons(), slot]), shown

    def renamed(self, slot_id: str, name: str) -> "KeyRing":
        """The ring with another name on a slot; a name is what the door shows, and opens nothing."""
        return self._of(replace(slot, name=_short(name)) if slot.id == slot_id else slot for slot in self.slots)

    def write(self) -> None:
        """Put this ring in the place of the file's. Raises KeysNotWritten."""
        try:
            write_slots(self.path, self.slots)
        except OSError as refused:
            words = _("The key file could not be written: {reason}. Nothing was changed.")
            raise KeysNotWritten(words.format(reason=refused.strerror or refused)) from refused

    def _of(self, slots: Iterable[Slot]) -> "KeyRing":
        return KeyRing(self.path, tuple(slots))

    def _persons(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.kind == PERSON]

    def _meant(self, who: str) -> list[Slot]:
        by_id = [slot for slot in self._persons() if slot.id and slot.id == who]
        return by_id or [slot for slot in self._persons() if _same(slot.name, who)]


def open_ring(path: Path) -> KeyRing:
    """The ring of a key file of any version. Raises DamagedKeys."""
    return KeyRing(path, read_slots(path))


def same_key(one: bytes, other: bytes) -> bool:
    """Whether two keys are the same, without telling by the time it takes."""
    return hmac.compare_digest(one, other)


def _opened(slot: Slot, secret: str) -> bytes | None:
    return unwrap(slot.wrapped, secret, slot.salt, slot.cost, slot.bound)


def _new_slot(key: bytes, slot_id: str, name: str, kind: str, secret: str) -> Slot:
    salt, wrapped = wrap(key, secret, bound_to(slot_id, kind, COST))
    return Slot(slot_id, _short(name), kind, salt, COST, wrapped)


def _short(name: str) -> str:
    """A name as one line that the file can hold."""
    return " ".join(name.encode("utf-8", "replace").decode("utf-8").split())[:LONGEST_NAME]


def _same(name: str, typed: str) -> bool:
    return bool(name) and _short(typed).casefold() == name.casefold()
