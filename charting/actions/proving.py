"""Showing at a moment that one is who one says: by PIN while the clinic stays open, by password always."""

import base64
import contextlib
import hmac
import os
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, auto
from typing import Any

from charting.actions.roles import NotAllowed
from charting.errors import Known
from charting.password_rule import is_like_a_pin, pin_refusal
from charting.records.clinic import Practitioner
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.key_ring import same_key
from charting.store.tries import WRONG_PINS
from charting.store.wrapping import COST, SALT, Cost, WrongPassword, derive
from charting.words import _


class Means(StrEnum):
    """What somebody showed."""

    PIN = auto()
    PASSWORD = auto()


BY_PIN, BY_PASSWORD = Means.PIN, Means.PASSWORD


class WrongSecret(Known):
    """PIN or password do not fit the person. Nothing typed elsewhere is lost."""


class PasswordWanted(Known):
    """A PIN does not count now."""


class RefusedSecret(Known):
    """A new password or PIN that is not taken; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Proven:
    """Somebody who has just shown who they are. Only `prove` makes one, and signing takes nothing less."""

    person: Practitioner
    at: datetime
    by: Means


def prove(chart: ChartSession, person: Practitioner, secret: str, now: datetime) -> Proven:
    """Take the PIN or the password of somebody who works here.

    Raises MustWait while a try does not count, PasswordWanted where a PIN was typed and does not count or nothing was
    typed, WrongSecret otherwise; a wrong try is written into the audit trail. Nothing else is lost or changed.
    """
    chart.tries.require_open()
    if not secret:
        raise PasswordWanted(_("Type your PIN or your password."))
    if person.left_on is not None:
        raise NotAllowed(_("{name} does not work here any more.").format(name=person.name))
    pin = is_like_a_pin(secret)
    if pin and (person.pin is None or not chart.tries.pin_counts(person.id)):
        raise PasswordWanted(_pin_out_of_use(chart, person))
    if not (_is_pin(person, secret) if pin else _is_password(chart, person, secret)):
        chart.tries.wrong(person.id, pin=pin)
        _write_down(chart, person, pin, now)
        raise WrongSecret(_wrong(chart, person, pin))
    chart.tries.right(person.id, pin=pin)
    return Proven(person, now, BY_PIN if pin else BY_PASSWORD)


def set_pin(chart: ChartSession, person: Practitioner, pin: str, password: str, now: datetime) -> None:
    """Give oneself a PIN. Raises RefusedSecret for a PIN that is too easy, and what `prove` raises for the password."""
    if why := pin_refusal(pin):
        raise RefusedSecret(_("PIN: {why}.").format(why=why))
    require_password(prove(chart, person, password, now))
    before = person.pin
    person.pin = pin_kept(person, pin)
    try:
        chart.save(now)
    except NotSaved:
        person.pin = before
        raise


def clear_pin(chart: ChartSession, person: Practitioner, now: datetime) -> None:
    """From now on only the password counts."""
    person.pin = None
    chart.save(now)


def require_password(proven: Proven) -> None:
    """Raise PasswordWanted where a PIN was given and the password is asked for."""
    if proven.by != BY_PASSWORD:
        raise PasswordWanted(_("The password is needed here, not the PIN."))


def pin_kept(person: Practitioner, pin: str) -> dict[str, Any]:
    """What the record keeps of a PIN: Argon2id, bound to the person, so that it cannot be moved to another."""
    salt = os.urandom(SALT)
    hashed = derive(pin, salt, COST, person.id.encode())
    return {
        "salt": base64.b64encode(salt).decode("ascii"),
        "cost": [COST.memory_kib, COST.passes, COST.lanes],
        "hash": base64.b64encode(hashed).decode("ascii"),
    }


def _is_pin(person: Practitioner, pin: str) -> bool:
    kept = person.pin
    try:
        assert kept is not None
        cost = Cost(*kept["cost"])
        salt, wanted = base64.b64decode(kept["salt"]), base64.b64decode(kept["hash"])
        return cost.allowed() and hmac.compare_digest(derive(pin, salt, cost, person.id.encode()), wanted)
    except (ValueError, KeyError, TypeError):
        return False


def _is_password(chart: ChartSession, person: Practitioner, password: str) -> bool:
    ring = chart.ring()
    try:
        # A file of version 1 that could not be written anew has one password, and it is the owner's.
        who = None if ring.is_of_version_1 and person.owner else person.id
        return same_key(ring.unwrap(who, password).key, chart.source.key)
    except WrongPassword:
        return False


def _pin_out_of_use(chart: ChartSession, person: Practitioner) -> str:
    if person.pin is None:
        return _("{name} has no PIN yet. Type the password.").format(name=person.name)
    return _("Type the password. The PIN counts again after that.")


def _wrong(chart: ChartSession, person: Practitioner, pin: bool) -> str:
    if not pin:
        return _("This is not the password of {name}. Check Caps Lock and try again.").format(name=person.name)
    if not chart.tries.pin_counts(person.id):
        return _("Wrong PIN {count} times. Type the password.").format(count=WRONG_PINS)
    return _("This is not the PIN of {name}.").format(name=person.name)


def _write_down(chart: ChartSession, person: Practitioner, pin: bool, now: datetime) -> None:
    """It stands against the account that was tried, and waits for the next save where this one does not go through."""
    words = _("Wrong PIN") if pin else _("Wrong password")
    if chart.at_work is not None and chart.at_work is not person:
        words = _("{what}, while locked by {name}").format(what=words, name=chart.at_work.name)
    chart.note("failed_log_in", person, words, who=person.name or "")
    with contextlib.suppress(NotSaved):
        chart.save(now)
