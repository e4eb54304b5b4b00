"""Whole visits of the usual kind: needling, M-PRP, PRP alone, review. `adjust` adds what is particular to one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from charting.actions.visits import start_visit
from charting.practice.platelets import Batch, blocked, given, prepared
from charting.practice.routine import (
    NEEDLING_ONLY,
    WITH_PRP,
    Timetable,
    Zone,
    assessed,
    creamed,
    graded,
    looked_after,
    needled,
    photographed,
    screened,
    signed,
)
from charting.practice.signing import consent_again, consent_anew, photographs_allowed
from charting.practice.team import Team
from charting.practice.writing import Workday, write
from charting.records.assessment import Assessment
from charting.records.course import Course
from charting.records.visit import Visit

WEIGH_EVERY_DAYS = 60
GRAMS_PER_CM2 = Decimal("0.15")
Adjust = Callable[[Visit, Workday], None]
PEN = {
    "device_type": "electric_pen",
    "device_name": "Dermapen 4",
    "device_serial": "PRACTICE-30177",
    "needle_count": "16",
    "stroke_hz": "90",
}
ROLLER = {"device_type": "roller", "device_name": "Dermaroller MF8", "needle_count": "192"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What stays the same over a course: weight in kg, height in cm, the scale, goals, zones and device."""

    kg: str
    cm: str
    scale: str
    grade: str
    goals: str
    zones: tuple[Zone, ...]
    device: dict[str, Any]


def nothing_more(_visit: Visit, _workday: Workday) -> None:
    """A visit without anything particular."""


def needling(
    team: Team, course: Course, ago: int, subject: Subject, *, first: date | None = None, adjust: Adjust = nothing_more
) -> Visit:
    """One signed session of needling so many days ago. `first` is the day of the consent it rests on, if any."""
    workday = team.workday(ago, time(14))
    visit = start_visit(team.chart, course, "MN", team.doctor, workday.opens)
    _agreed(team, visit, workday, NEEDLING_ONLY, subject, first)
    _numbed(team, visit, workday, NEEDLING_ONLY, subject.zones)
    needled(visit, workday, NEEDLING_ONLY, subject.zones, **subject.device)
    looked_after(team, visit, workday, NEEDLING_ONLY)
    adjust(visit, workday)
    signed(team, visit, workday, NEEDLING_ONLY)
    return visit


def platelets(
    team: Team,
    course: Course,
    ago: int,
    subject: Subject,
    batch: Batch,
    *,
    injected: tuple[str, str],
    adjust: Adjust = nothing_more,
    **consent: Any,
) -> Visit:
    """The first session of M-PRP or PRP alone, signed; `injected` is the volume in mL and the number of points."""
    kind = course.modality or ""
    workday = team.workday(ago, time(9, 15))
    visit = start_visit(team.chart, course, kind, team.doctor, workday.opens)
    _agreed(team, visit, workday, WITH_PRP, subject, None, blood_draw_ml=batch.blood_ml, **consent)
    _numbed(team, visit, workday, WITH_PRP, subject.zones)
    prepared(team, visit, workday, batch)
    if kind == "M_PRP":
        blocked(team, visit, workday, "3", "2")
        needled(visit, workday, WITH_PRP, subject.zones, **subject.device)
    route = "intradermal_plus_mn" if kind == "M_PRP" else "intradermal"
    given(team, visit, workday, subject.zones, *injected, route=route)
    looked_after(team, visit, workday, WITH_PRP, nsaid_advice="None for 7 days; paracetamol instead")
    adjust(visit, workday)
    signed(team, visit, workday, WITH_PRP)
    return visit


def review(
    team: Team, course: Course, ago: int, subject: Subject, *, adjust: Adjust = nothing_more, reason: str
) -> Visit:
    """A signed review so many days ago, without photographs."""
    workday = team.workday(ago, time(11, 30))
    visit = start_visit(team.chart, course, "review", team.doctor, workday.opens)
    write(visit, reason=reason)
    assessment = assessed(visit, workday, subject.kg, subject.cm)
    if subject.grade:
        graded(team, assessment, workday, subject.scale, subject.grade)
    adjust(visit, workday)
    signed(team, visit, workday, NEEDLING_ONLY)
    return visit


def assessment_of(visit: Visit) -> Assessment:
    """The assessment that every kind of visit has."""
    if visit.assessment is None:
        raise ValueError("a visit begins with an assessment")
    return visit.assessment


def _agreed(
    team: Team,
    visit: Visit,
    workday: Workday,
    times: Timetable,
    subject: Subject,
    first: date | None,
    **consent: Any,
) -> None:
    screened(visit)
    if first is not None:
        _weighed_if_old(visit, workday, subject)
        consent_again(team, visit, workday, at=times.consent, first=first)
        return
    assessment = assessed(visit, workday, subject.kg, subject.cm, fitzpatrick="III", diagnosis_told=True)
    graded(team, assessment, workday, subject.scale, subject.grade)
    consent_anew(team, visit, workday, at=times.consent, goals=subject.goals, **consent)
    photographs_allowed(team, visit, workday, at=times.photographs)
    photographed(team, assessment, workday, times.photographs + 2)


def _weighed_if_old(visit: Visit, workday: Workday, subject: Subject) -> None:
    assessment = assessment_of(visit)
    if assessment.weight_date is None or assessment.weight_date < workday.days(-WEIGH_EVERY_DAYS):
        assessed(visit, workday, subject.kg, subject.cm)
    else:
        write(assessment, red_flags=("none_seen",))


def _numbed(team: Team, visit: Visit, workday: Workday, times: Timetable, zones: Sequence[Zone]) -> None:
    area_cm2 = sum(Decimal(zone.area_cm2) for zone in zones)
    creamed(team, visit, workday, times, f"{area_cm2 * GRAMS_PER_CM2:.1f}", str(area_cm2))
