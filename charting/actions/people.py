"""Accounts: who works here, in which role, and with a password of their own.

Each deed touches the key file and the chart. The key file is written first and written back where the chart cannot be
saved; what a crash between the two leaves, the next opening settles (store/accounts.py). Nobody is ever locked out:
a slot without a record opens nothing, and a record without a slot gets a password from an owner.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from charting.actions.proving import Proven as Proven
from charting.actions.proving import RefusedSecret as RefusedSecret
from charting.actions.proving import clear_pin as clear_pin
from charting.actions.proving import prove as prove
from charting.actions.proving import require_password
from charting.actions.proving import set_pin as set_pin
from charting.actions.roles import DEEDS as DEEDS
from charting.actions.roles import NotAllowed as NotAllowed
from charting.actions.roles import may as may
from charting.actions.roles import require as require
from charting.actions.roles import why_not as why_not
from charting.errors import Known
from charting.password_rule import password_refusal
from charting.records.clinic import OWNER, ROLES, Practitioner
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.key_file import LONGEST_NAME
from charting.store.key_ring import KeyRing
from charting.words import _


class LastOwner(Known):
    """Somebody has to own the clinic."""


def has_password(chart: ChartSession, person: Practitioner) -> bool:
    """Whether this person can log in. Raises DamagedKeys."""
    ring = chart.ring()
    return ring.has(person.id) or (ring.is_of_version_1 and bool(person.owner))


def owners(chart: ChartSession) -> list[Practitioner]:
    """Those who own the clinic and still work here; never none."""
    return [person for person in chart.practitioners() if person.acting_role == OWNER]


def add_person(
    chart: ChartSession,
    by: Proven,
    name: str,
    role: str,
    password: str,
    now: datetime,
    *,
    qualification: str | None = None,
    registration_number: str | None = None,
) -> Practitioner:
    """Make an account. Raises NotAllowed, RefusedSecret, KeysNotWritten, NotSaved, or Known for a name or a role."""
    require(by.person, "people")
    spelt = " ".join(name.split())
    _require_name(chart, spelt)
    if role not in ROLES:
        raise Known(_("Choose a role."))
    _require_good(chart, password, spelt)
    person = Practitioner(
        name=spelt, role=role, qualification=qualification or None, registration_number=registration_number or None
    )
    chart.save(now)
    ring = chart.ring().with_person(chart.source.key, person.id, spelt, password)
    _together(chart, ring, lambda: chart.add(person), now)
    return person


def change_password(chart: ChartSession, person: Practitioner, old: str, new: str, now: datetime) -> None:
    """Give oneself another password. The chart is not encrypted anew; what others have stays as it is.

    Raises what `prove` raises for the old one, RefusedSecret for the new one, KeysNotWritten, NotSaved.
    """
    require_password(prove(chart, person, old, now))
    _set_password(chart, person, new, now, _("Own password changed"))


def reset_password(chart: ChartSession, by: Proven, person: Practitioner, new: str, now: datetime) -> None:
    """Give somebody else another password, or the first one. Their PIN counts again once they gave it."""
    require(by.person, "people")
    _require_here(person)
    _set_password(chart, person, new, now, _("Password of {name} set anew").format(name=person.name))
    chart.tries.forget(person.id)


def close_account(chart: ChartSession, by: Proven, person: Practitioner, today: date, now: datetime) -> None:
    """Somebody leaves: the password opens nothing any more, the name stays on what was signed.

    Raises LastOwner, NotAllowed, KeysNotWritten, NotSaved.
    """
    require(by.person, "people")
    _require_here(person)
    _require_another_owner(chart, person)
    chart.save(now)

    def leave() -> None:
        _hand_over(chart, person)
        person.left_on, person.pin = today, None

    _together(chart, chart.ring().without_person(person.id), leave, now)
    chart.tries.forget(person.id)


def change_role(chart: ChartSession, by: Proven, person: Practitioner, role: str, now: datetime) -> None:
    """Give somebody another role. Raises LastOwner, NotAllowed, NotSaved."""
    require(by.person, "people")
    _require_here(person)
    if role not in ROLES:
        raise Known(_("Choose a role."))
    if role != OWNER:
        _require_another_owner(chart, person)
    chart.save(now)

    def change() -> None:
        if role != OWNER:
            _hand_over(chart, person)
        person.role = role

    _together(chart, None, change, now)


def _set_password(chart: ChartSession, person: Practitioner, new: str, now: datetime, words: str) -> None:
    _require_good(chart, new, person.name)
    chart.save(now)
    chart.ring().with_person(chart.source.key, person.id, person.name or "", new).write()
    # From here on the password has changed: where the trail cannot be saved now, the note waits for the next save.
    chart.note("settings", person, words)
    chart.save(now)


def _together(chart: ChartSession, ring: KeyRing | None, change: Callable[[], None], now: datetime) -> None:
    """Write the key file, then the chart; where the chart refuses, both are as they were. The chart was just saved."""
    before = [(person, _state(person)) for person in chart.everybody()]
    ring_before = chart.ring()
    if ring is not None:
        ring.write()
    change()
    try:
        chart.save(now)
    except NotSaved:
        for record in [new for new in chart.orm.new if isinstance(new, Practitioner)]:
            chart.orm.expunge(record)
        for person, state in before:
            person.owner, person.role, person.pin, person.left_on = state
        if ring is not None:
            ring_before.write()
        raise


def _state(person: Practitioner) -> tuple[int, str | None, Any, date | None]:
    return person.owner, person.role, person.pin, person.left_on


def _hand_over(chart: ChartSession, person: Practitioner) -> None:
    """The mark of the file's owner goes to another one, so that there is always one."""
    if not person.owner:
        return
    person.owner, person.role = 0, OWNER
    heir = next(other for other in owners(chart) if other is not person)
    heir.owner = 1


def _require_another_owner(chart: ChartSession, person: Practitioner) -> None:
    if person.acting_role == OWNER and not any(
        other is not person and has_password(chart, other) for other in owners(chart)
    ):
        raise LastOwner(_("{name} is the only owner. Make somebody else an owner first.").format(name=person.name))


def _require_here(person: Practitioner) -> None:
    if person.left_on is not None:
        raise NotAllowed(_("{name} does not work here any more.").format(name=person.name))


def _require_name(chart: ChartSession, name: str) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise Known(
            _("Write the name as it stands on paper, in at most {count} characters.").format(count=LONGEST_NAME)
        )
    if any(name.casefold() == (person.name or "").casefold() for person in chart.practitioners()):
        raise Known(_("Somebody of this name works here already. Add a middle name or a number."))


def _require_good(chart: ChartSession, password: str, name: str | None) -> None:
    if why := password_refusal(password, name, chart.clinic().name):
        raise RefusedSecret(_("Password: {why}.").format(why=why))
