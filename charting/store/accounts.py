"""Key file and chart brought to agree at every opening: whoever left opens nothing, whoever works here is named right.

A deed on an account touches both files, one after the other. A crash between the two leaves one of these:
a slot without a living record, which is removed here, or somebody without a slot, to whom an owner gives a password.
"""

import contextlib
from collections.abc import Sequence

from charting.records.clinic import Practitioner
from charting.store.key_file import PERSON
from charting.store.key_ring import KeyRing, KeysNotWritten, Unlocked
from charting.words import _


def settle(
    ring: KeyRing, people: Sequence[Practitioner], entered: Unlocked, password: str | None
) -> tuple[str | None, list[str]]:
    """Write what has to change in the key file; return whose slot was entered by, and sentences for the audit trail.

    `password` is the one that opened, by which a version 1 file gets its owner's slot. The person is None where the
    slot belongs to nobody who works here; then the clinic must not stay open.
    """
    if not people:  # the clinic was made and not yet founded
        return entered.slot_id, []
    living = {person.id: person.name or "" for person in people if person.left_on is None}
    owner = next((person for person in people if person.owner and person.left_on is None), None)
    slot_id, after = entered.slot_id, ring
    if ring.is_of_version_1 and owner is not None and password is not None:
        slot_id = owner.id
        after = ring.with_person(entered.key, owner.id, owner.name or "", password)
    said = []
    for slot in after.slots:
        if slot.kind == PERSON and slot.id and slot.id not in living:
            after = after.without_person(slot.id)
            said.append(_("The password of {name}, who does not work here, was removed.").format(name=slot.name))
        elif slot.kind == PERSON and slot.id:
            after = after.renamed(slot.id, living[slot.id])
    if after != ring:
        with contextlib.suppress(KeysNotWritten):  # a folder that cannot be written to; tried again next time
            after.write()
    is_recovery = any(slot.id == slot_id and slot.kind != PERSON for slot in ring.slots)
    return (slot_id if slot_id in living or is_recovery else None), said
