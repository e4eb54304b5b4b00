"""Coming in: the door's delay, the password, and what the audit trail hears of it."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from charting.actions.people import owners
from charting.actions.proving import Proven, prove
from charting.actions.recovery import reset_by_recovery
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.door import Door
from charting.store.files import KEYS
from charting.store.key_ring import KeyRing, WrongRecoveryKey, open_ring
from charting.store.wrapping import DamagedKeys, WrongPassword
from charting.words import _


def enter(folder: Path, password: str, who: str | None, now: datetime, door: Door) -> ChartSession:
    """Open the clinic for `who`, an id or a name.

    Raises MustWait while a try does not count, Known where nothing was typed, and what `open` does.
    """
    if not password:
        raise Known(_("Type the password."))
    return _counted(folder, who, now, door, lambda: ChartSession.open(folder, password, who))


def enter_with_recovery_key(folder: Path, typed: str, password: str, now: datetime, door: Door) -> ChartSession:
    """Open with the recovery key and give the first owner the new `password`.

    Raises Mistyped for a slip, which is no try, WrongRecoveryKey, RefusedSecret for a password that is not taken,
    MustWait, and what opening raises. The clinic is open only where all of it was done.
    """
    chart = _counted(folder, None, now, door, lambda: ChartSession.open_with_recovery_key(folder, typed), said=False)
    try:
        owner = next(iter(owners(chart)), None)
        if owner is None:
            raise Known(_("The recovery key gives an owner another password. Owners change the others'."))
        reset_by_recovery(chart, owner, password, now)
    except BaseException:
        chart.close()
        raise
    return chart


def switch(chart: ChartSession, person: Practitioner, secret: str, now: datetime) -> Proven:
    """Another person goes on at the same machine. Raises what `prove` raises; then the one before still works."""
    proven = prove(chart, person, secret, now)
    if person is not chart.at_work:
        chart.work_as(person)
        chart.note("log_in", person)
        with contextlib.suppress(NotSaved):  # it waits for the next save
            chart.save(now)
    return proven


def _counted(
    folder: Path, who: str | None, now: datetime, door: Door, come_in: Callable[[], ChartSession], *, said: bool = True
) -> ChartSession:
    door.require_open()
    try:
        chart = come_in()
    except (WrongPassword, WrongRecoveryKey):
        door.failed(now, _known_name(folder, who))
        raise
    for name, words in door.failures().by_name():
        chart.note("failed_log_in", words=words, who=name or _("Somebody at the door"))
    if said:
        chart.note("log_in", chart.at_work)
    try:
        chart.save(now)
    except NotSaved:
        return chart  # the note waits for the next save, and the count stays until then
    door.opened()
    return chart


def _known_name(folder: Path, who: str | None) -> str:
    """The name that was meant, where it is of somebody who works here: anything else may be a mistyped password."""
    if who is None:
        return ""
    try:
        return _named(open_ring(folder / KEYS), who)
    except DamagedKeys:
        return ""


def _named(ring: KeyRing, who: str) -> str:
    return next((name for slot_id, name in ring.people() if who in (slot_id, name)), "")
