"""What a restored chart says of its restore: written into the copy while it lies ready, before it becomes the clinic.

So nothing has to be remembered until somebody logs in, and a restore that is cut short leaves no chart without it.
"""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError

from charting.errors import Known
from charting.records.clinic import OWNER, Practitioner
from charting.store.accounts_in import Account, Ways
from charting.store.chart_session import ChartSession
from charting.store.files import CHART, KEYS
from charting.store.key_file import read_slots, write_slots
from charting.words import _


def write_down(staged: Path, key: bytes, ways: Ways, told: str, by: str, now: datetime, recovery: Any = None) -> None:
    """Bring the accounts in the copy up to `ways` and note the restore as `by`'s. The copy has today's schema then.

    `recovery` are the two dates of today's recovery key, where it is the one that stays. Raises Known or OSError
    where the copy cannot be written to; the present clinic is as it was.
    """
    try:
        chart = ChartSession.open_staged(staged, key)
        try:
            _bring_up(chart, ways, now.date())
            if recovery is not None:
                clinic = chart.clinic()
                clinic.recovery_made_at, clinic.recovery_proved_at = recovery
            chart.trail.who = by
            chart.note("restore", words=told)
            chart.save(now)
        finally:
            chart.close()
    except DBAPIError as refused:
        raise Known(_("The copy cannot be written to: {reason}.").format(reason=refused.orig)) from refused
    if any((staged / f"{CHART}{end}").exists() for end in ("-wal", "-shm")):
        raise Known(_("The copy could not be closed. Try again."))
    if read_slots(staged / KEYS) != ways.slots:
        write_slots(staged / KEYS, ways.slots)


def recovery_dates(chart: Any) -> tuple[datetime | None, datetime | None] | None:
    """When the recovery key of a chart was made and proved; None in a file from before there was one."""
    there = {row[1] for row in chart.execute("PRAGMA table_info(clinic)")}
    if "recovery_made_at" not in there:
        return None
    made, proved = chart.execute("SELECT recovery_made_at, recovery_proved_at FROM clinic").fetchone()
    return _moment(made), _moment(proved)


def _bring_up(chart: ChartSession, ways: Ways, today: date) -> None:
    people = {person.id: person for person in chart.everybody()}
    for account in ways.changed:
        _set(people[account.id], account)
    for account in ways.added:
        made = Practitioner(id=account.id)
        for name in ("name", "qualification", "registration_number"):
            setattr(made, name, account.stored.get(name))
        _set(made, account)
        chart.add(made)
        people[made.id] = made
    for account in ways.closed:
        person = people[account.id]
        person.left_on = person.left_on or today
        person.pin, person.owner = None, 0
    here = [person for person in people.values() if person.left_on is None]
    if ways.closed and not any(person.owner for person in here):
        heir = next((person for person in here if person.acting_role == OWNER), None)
        if heir is not None:
            heir.owner = 1


def _set(person: Practitioner, account: Account) -> None:
    stored = account.stored
    left, pin = stored.get("left_on"), stored.get("pin")
    closed = person.left_on  # closed on either side is closed
    person.owner, person.role = int(stored.get("owner") or 0), stored.get("role")
    person.left_on = date.fromisoformat(left) if left else closed
    person.pin = json.loads(pin) if pin and person.left_on is None else None


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None
