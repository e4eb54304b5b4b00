"""What was done to this patient before a visit: the days from which intervals are counted (clinical.md 1.7)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from charting.dates import show_day
from charting.records.versions import others_in_force
from charting.records.visit import Visit
from charting.results import Result, plural_of, show_decimal
from charting.rules.intervals import days_since
from charting.units import DAYS
from charting.words import _, ngettext

NEEDLING, PRP = "MN", "PRP"
"""Kinds of treatment, by the codes of `charting.rules.intervals`; those of a past treatment are the same."""


@dataclass(frozen=True, slots=True)
class Before:
    """The last treatment of a kind before a visit. `elsewhere` is one that only the patient told of."""

    day: date
    elsewhere: bool = False


def last_before(visit: Visit | None, kind: str) -> Before | None:
    """The last needling or PRP of the visit's patient before the visit, in any course; None if none is known.

    A visit counts once its treatment was begun or signed, so that a draft opened for nothing counts for nothing.
    """
    patient = patient_of(visit)
    if visit is None or patient is None:
        return None
    return _last(patient, kind, earlier_visits(visit), visit.opened_at.date())


def last_of(patient: Any, kind: str, now: datetime) -> Before | None:
    """The same for a visit that would be opened now."""
    visits = (visit for course in patient.courses for visit in course.visits_in_force if visit.opened_at < now)
    return _last(patient, kind, visits, now.date())


def earlier_visits(visit: Visit) -> Iterator[Visit]:
    """The visits of the same patient, in any course, that were opened before and count."""
    yield from (other for other in others_in_force(visit) if other.opened_at < visit.opened_at)


def patient_of(visit: Visit | None) -> Any:
    """The patient of a visit; None while it has no visit or course."""
    return visit.course.patient if visit is not None and visit.course is not None else None


def since_result(visit: Visit | None, kind: str) -> Iterator[Result]:
    """Days since the last treatment of a kind, as a computed value; nothing before the first."""
    last = last_before(visit, kind)
    if visit is None or last is None:
        return
    name = _("Since last PRP") if kind == PRP else _("Since last needling")
    day = visit.opened_at.date()
    working = f"{show_day(day)} − {show_day(last.day)}"
    if last.elsewhere:
        working = _("{working}, as told by the patient").format(working=working)
    yield Result(
        name, days_since(last.day, day), DAYS, _("day of the visit − day of the last"), working, source="1.7", places=0
    )


def interval_words(visit: Visit, last: Before) -> tuple[tuple[str, str], ...]:
    """The two days of an interval, as inputs of a finding."""
    days = days_since(last.day, visit.opened_at.date())
    interval = ngettext("{days} day", "{days} days", plural_of(days)).format(days=show_decimal(days))
    return ((_("last treatment"), last.day.isoformat()), (_("interval"), interval))


def _last(patient: Any, kind: str, visits: Iterable[Visit], day: date) -> Before | None:
    found = [Before(begun) for visit in visits if (begun := _begun(visit, kind)) is not None]
    told = (line for line in patient.past_treatments if line.kind == kind and line.last_on is not None)
    found += [Before(line.last_on, elsewhere=True) for line in told if line.last_on <= day]
    return max(found, key=lambda before: (before.day, not before.elsewhere), default=None)


def _begun(visit: Visit, kind: str) -> date | None:
    """The day on which a visit needled or gave PRP; None if it did not."""
    needled, given = visit.needling, visit.application
    if (needled if kind == NEEDLING else given) is None:
        return None
    if kind == NEEDLING:
        moment = needled.start_at if needled is not None else None
    else:
        moment = given.injection_start_at if given is not None else None
    if moment is not None:
        return moment.date()
    return visit.opened_at.date() if visit.signed_at is not None else None
