"""The recovery key: made once, shown once, proved by typing part of it, and used when every password is lost."""

from collections.abc import Sequence
from datetime import datetime

from charting.actions.people import owners
from charting.actions.proving import Proven, RefusedSecret
from charting.actions.roles import require
from charting.errors import Known
from charting.password_rule import password_refusal
from charting.records.clinic import Practitioner
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.key_ring import same_key
from charting.store.recovery_key import Mistyped as Mistyped
from charting.store.recovery_key import RecoveryKey as RecoveryKey
from charting.words import _


class NotProved(Known):
    """What was typed is not what stands on the paper."""


def make_recovery(chart: ChartSession, by: Proven, now: datetime) -> RecoveryKey:
    """Make the recovery key, to be shown once; a former one opens nothing from now on. Raises NotAllowed, NotSaved."""
    require(by.person, "people")
    chart.save(now)
    before = chart.ring()
    after, shown = before.with_recovery(chart.source.key)
    after.write()
    clinic = chart.clinic()
    dates = clinic.recovery_made_at, clinic.recovery_proved_at
    clinic.recovery_made_at, clinic.recovery_proved_at = now, None
    try:
        chart.save(now)
    except NotSaved:
        before.write()
        clinic.recovery_made_at, clinic.recovery_proved_at = dates
        raise
    return shown


def prove_recovery(chart: ChartSession, shown: RecoveryKey, typed: Sequence[str], now: datetime) -> None:
    """Note that the two groups of `shown.asked` were typed, right after it was shown. Raises NotProved."""
    if not shown.is_proved_by(tuple(typed)):
        raise NotProved(_("This is not what stands in these two groups. Look at the paper again."))
    _proved(chart, now)


def prove_recovery_whole(chart: ChartSession, typed: str, now: datetime) -> None:
    """Note that the paper is there, on another day: the whole key was typed. Raises Mistyped or WrongRecoveryKey."""
    if not same_key(chart.ring().unwrap_recovery(typed).key, chart.source.key):
        raise NotProved(_("This recovery key is of another clinic."))
    _proved(chart, now)


def needs_recovery(chart: ChartSession) -> bool:
    """Whether there is no recovery key that somebody proved to have on paper."""
    return chart.clinic().recovery_proved_at is None or not chart.ring().has_recovery


def reset_by_recovery(chart: ChartSession, owner: Practitioner, password: str, now: datetime) -> None:
    """Give an owner another password in a chart that the recovery key opened; that owner is at work then.

    Raises RefusedSecret, KeysNotWritten, NotSaved, and Known for somebody who does not own the clinic.
    """
    if owner not in owners(chart):
        raise Known(_("The recovery key gives an owner another password. Owners change the others'."))
    if why := password_refusal(password, owner.name, chart.clinic().name):
        raise RefusedSecret(_("Password: {why}.").format(why=why))
    chart.ring().with_person(chart.source.key, owner.id, owner.name or "", password).write()
    chart.entered_as = owner.id
    chart.tries.right(owner.id, pin=False)
    chart.work_as(owner)
    chart.note("log_in", owner, _("With the recovery key; the password of {name} set anew").format(name=owner.name))
    chart.save(now)


def _proved(chart: ChartSession, now: datetime) -> None:
    clinic = chart.clinic()
    before, clinic.recovery_proved_at = clinic.recovery_proved_at, now
    try:
        chart.save(now)
    except NotSaved:
        clinic.recovery_proved_at = before
        raise
