"""Whose deed a restore is: the owner's of today, wherever today's chart can still be asked."""

from charting.actions.roles import require
from charting.records.clinic import Practitioner
from charting.store.rehearsal import Rehearsal


def require_owner(seen: Rehearsal) -> None:
    """Raise NotAllowed where whoever's password was given may not restore today: by role, or because they left.

    A clinic that is lost or cannot be read has nobody who could be asked; its backup is brought back all the same.
    """
    if seen.by is None:
        return
    owner = int(seen.by.stored.get("owner") or 0)
    person = Practitioner(owner=owner, role=seen.by.stored.get("role"), name=seen.by.name)
    require(person if seen.by.here else None, "restore")
