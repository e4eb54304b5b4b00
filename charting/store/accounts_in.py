"""The accounts a chart and its key file hold, read without opening the clinic, and what a restore does to them.

A restore brings records back, not ways in: somebody who left must not come back with a backup, nor a role, a PIN or a
password that was given up. The chart's key never changes, so today's key file opens the copy as well.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from charting.records.clinic import OWNER, PRACTITIONER, ROLES
from charting.store.key_file import PERSON, Slot
from charting.words import _


@dataclass(frozen=True, slots=True)
class Account:
    """One practitioner as a chart stores the record; an older file may lack some columns."""

    stored: Mapping[str, Any] = field(repr=False)

    @property
    def id(self) -> str:
        """The record's, and the slot's in the key file."""
        return str(self.stored["id"])

    @property
    def name(self) -> str:
        """As the door shows it."""
        return str(self.stored.get("name") or "")

    @property
    def here(self) -> bool:
        """Whether the account is open."""
        return self.stored.get("left_on") is None

    @property
    def role(self) -> str:
        """A code of ROLES, as `Practitioner.acting_role`."""
        return OWNER if self.stored.get("owner") else str(self.stored.get("role") or PRACTITIONER)

    def described(self) -> str:
        """`Dr Rowan Sample (Owner)`."""
        return f"{self.name} ({_(ROLES.label(self.role)).partition(':')[0]})"


Accounts = Mapping[str, Account]


@dataclass(frozen=True, slots=True)
class Today:
    """The ways into the present clinic: its key file, and its accounts where the chart can be read.

    `proven` is whether the key file is known to hold the chart's key: the clinic is open, or the password fits.
    """

    slots: tuple[Slot, ...] = ()
    accounts: Accounts | None = None
    proven: bool = False


@dataclass(frozen=True, slots=True)
class Ways:
    """Who can come in after a restore: the key file's slots, the records to be brought up to today, and the words.

    `as_today` is whether accounts stay as they are now.
    """

    slots: tuple[Slot, ...] = field(repr=False)
    as_today: bool
    changed: tuple[Account, ...] = ()
    added: tuple[Account, ...] = ()
    closed: tuple[Account, ...] = ()
    words: tuple[str, ...] = ()


def accounts_in(chart: Any) -> Accounts:
    """The accounts of a chart; `chart` is a raw connection."""
    found = chart.execute("SELECT * FROM practitioner ORDER BY owner DESC, name")
    names = [column[0] for column in found.description]
    accounts = [Account(dict(zip(names, row, strict=True))) for row in found.fetchall()]
    return {account.id: account for account in accounts}


def ways_after(copy: Accounts, slots: tuple[Slot, ...], today: Today) -> Ways:
    """What a restore of a copy with these accounts and slots leads to; there is always an owner who can come in."""
    if today.accounts is not None:
        found = _as_today(copy, slots, today, today.accounts)
        if found is not None:
            return found
    return _without_the_closed(copy, slots, today) or _as_of_that_day(copy, slots)


def _as_today(copy: Accounts, slots: tuple[Slot, ...], today: Today, accounts: Accounts) -> Ways | None:
    """Accounts stay as they are; None where the present key file does not belong to the present chart."""
    if not _has_owner(accounts.values(), today.slots):
        return None
    closed = [one for one in copy.values() if one.here and one.id in accounts and not accounts[one.id].here]
    changed = [now for one in copy.values() if (now := accounts.get(one.id)) is not None and _differ(one, now)]
    added = [now for now in accounts.values() if now.id not in copy and now.here]
    only_there = {one.id for one in copy.values() if one.here and one.id not in accounts}
    left = {one.id for one in (*copy.values(), *accounts.values()) if not one.here}
    kept = [slot for slot in today.slots if slot.kind != PERSON or slot.id in accounts]
    kept += [slot for slot in slots if slot.kind == PERSON and slot.id in only_there]
    kept = [slot for slot in kept if slot.id not in left]
    after = [account for account in accounts.values() if account.id not in left]
    if not _has_owner(after, kept):
        return None
    before = {slot.id: slot.wrapped for slot in slots}
    newer = [accounts[s.id] for s in kept if s.id in copy and s.id in accounts and before.get(s.id) != s.wrapped]
    roles = [now for now in changed if now.here and copy[now.id].here and now.role != copy[now.id].role]
    words = [_("Accounts, roles, passwords, PINs and the recovery key stay as they are today.")]
    words += _told(_("Closed since that day, and closed again by the restore: {names}."), closed)
    words += _told(_("Another password since that day, which stays: {names}."), newer)
    words += _told(_("Another role since that day, which stays: {names}."), roles, Account.described)
    words += _told(_("Added since that day, and kept: {names}."), added, Account.described)
    came = [copy[key] for key in only_there]
    words += _told(
        _("These accounts would come back, with the password of that day: {names}."), came, Account.described
    )
    return Ways(tuple(kept), True, tuple(changed), tuple(added), tuple(closed), tuple(words))


def _without_the_closed(copy: Accounts, slots: tuple[Slot, ...], today: Today) -> Ways | None:
    """The present chart cannot be read, but its key file can: whoever has no slot in it was closed since."""
    now = {slot.id for slot in today.slots if slot.kind == PERSON}
    with_slot = [one for one in copy.values() if one.here and any(slot.id == one.id for slot in slots)]
    stay = [one for one in with_slot if one.id in now]
    kept = [slot for slot in (today.slots if today.proven else slots) if slot.kind != PERSON or slot.id in now]
    kept = [slot for slot in kept if slot.kind != PERSON or slot.id in copy]
    if not _has_owner(stay, kept):
        return None
    closed = [one for one in with_slot if one.id not in now]
    words = _told(_("Closed since that day, and closed again by the restore: {names}."), closed)
    if today.proven:
        words.append(_("Passwords and the recovery key stay those of today. Roles and PINs are those of that day."))
    else:
        words.append(_of_that_day())
    words += _told(_("These could come in: {names}. Close what should not be open."), stay, Account.described)
    return Ways(tuple(kept), False, closed=tuple(closed), words=tuple(words))


def _as_of_that_day(copy: Accounts, slots: tuple[Slot, ...]) -> Ways:
    could = [one for one in copy.values() if one.here and any(s.id == one.id or not s.id for s in slots)]
    words = [_of_that_day()]
    words += _told(_("These could come in: {names}. Close what should not be open."), could, Account.described)
    return Ways(slots, False, words=tuple(words))


def _of_that_day() -> str:
    return _("Accounts, passwords, PINs and the recovery key are those of that day.")


def _has_owner(accounts: Iterable[Account], slots: Sequence[Slot]) -> bool:
    with_password = {slot.id for slot in slots if slot.kind == PERSON}
    return any(one.here and one.role == OWNER and one.id in with_password for one in accounts)


def _differ(one: Account, now: Account) -> bool:
    """Whether what decides about coming in and signing differs; what stands on paper is a record like any other."""
    return any(one.stored.get(name) != now.stored.get(name) for name in ("owner", "role", "pin", "left_on"))


def _told(words: str, accounts: Sequence[Account], shown: Any = None) -> list[str]:
    names = [shown(one) if shown is not None else one.name for one in accounts]
    return [words.format(names=", ".join(names))] if names else []
