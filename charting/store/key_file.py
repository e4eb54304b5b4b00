"""The key file as it lies beside the chart: JSON with one slot for each way in, read as if a stranger had written it.

The names of those who work here stand in it readable: they are needed at the door, before anybody can open the chart.
"""

import base64
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from charting.store.durable import write_json
from charting.store.wrapping import KEY, NONCE, PURPOSE_1, SALT, TAG, Cost, DamagedKeys, bound_to
from charting.words import _

VERSION = 2
PERSON, RECOVERY = "person", "recovery"
MOST_SLOTS = 41
LONGEST_NAME = 80
_LARGEST = 64 * 1024
_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Slot:
    """One way in: who or what it is for, and the wrapped key. `id` is the practitioner's; blank in a version 1 file."""

    id: str
    name: str
    kind: str
    salt: bytes = field(repr=False)
    cost: Cost
    wrapped: bytes = field(repr=False)

    @property
    def bound(self) -> bytes:
        """The associated data its key was wrapped with."""
        return bound_to(self.id, self.kind, self.cost) if self.id else PURPOSE_1


def read_slots(path: Path) -> tuple[Slot, ...]:
    """The slots of a key file of any version. Raises DamagedKeys."""
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST:
            raise ValueError("no file, or too large for one")
        kept = json.loads(path.read_bytes().decode("utf-8"))
        version = _whole(kept["version"])
        if version > VERSION:
            raise DamagedKeys(_("The key file was made by a newer Rootline. Update Rootline first."))
        if version == 1:
            return (_slot({"id": "", "name": "", "kind": PERSON, "cost": [65536, 3, 4], **kept}, blank=True),)
        found = tuple(_slot(slot) for slot in _list(kept["slots"]))
        _require_distinct(found)
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as damaged:
        words = _("The key file {name} cannot be read. Restore it from a backup.")
        raise DamagedKeys(words.format(name=path.name)) from damaged
    return found


def write_slots(path: Path, slots: tuple[Slot, ...]) -> None:
    """Put a key file of today's version in the place of the present one, whole or not at all. Raises OSError."""
    write_json(path, as_json(slots))


def as_json(slots: tuple[Slot, ...]) -> dict[str, Any]:
    """What the file holds."""
    return {
        "version": VERSION,
        "slots": [
            {
                "id": slot.id,
                "name": slot.name,
                "kind": slot.kind,
                "salt": base64.b64encode(slot.salt).decode("ascii"),
                "cost": [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes],
                "wrapped": base64.b64encode(slot.wrapped).decode("ascii"),
            }
            for slot in slots
        ],
    }


def _slot(kept: Any, *, blank: bool = False) -> Slot:
    slot_id, name, kind = (_text(kept[part]) for part in ("id", "name", "kind"))
    memory_kib, passes, lanes = (_whole(part) for part in _list(kept["cost"]))
    cost = Cost(memory_kib, passes, lanes)
    salt, wrapped = (base64.b64decode(_text(kept[part]), validate=True) for part in ("salt", "wrapped"))
    if not (blank or _ID.fullmatch(slot_id)) or kind not in (PERSON, RECOVERY) or len(name) > LONGEST_NAME:
        raise ValueError("a slot of another form")
    if (len(salt), len(wrapped)) != (SALT, NONCE + KEY + TAG):
        raise ValueError("salt or wrapped key of another length")
    if not cost.allowed():
        raise ValueError("a cost that is never written")
    return Slot(slot_id, name, kind, salt, cost, wrapped)


def _require_distinct(slots: tuple[Slot, ...]) -> None:
    recoveries = sum(slot.kind == RECOVERY for slot in slots)
    if not 0 < len(slots) <= MOST_SLOTS or len({slot.id for slot in slots}) != len(slots) or recoveries > 1:
        raise ValueError("slots that Rootline does not write")


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("a list was expected")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number was expected")
    return value
