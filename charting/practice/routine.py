"""What every session of the practice clinic has: screening, assessment, cream, needling, leaving, signature."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from charting.actions.decisions import accept
from charting.actions.patients import start_course
from charting.actions.sign import points, sign_visit
from charting.findings import Level
from charting.practice.ink import signature_of
from charting.practice.team import Team
from charting.practice.writing import Workday, add_row, write
from charting.records.after import After, Reaction
from charting.records.assessment import Assessment, DayGrading
from charting.records.course import Course
from charting.records.needled_zone import NeedledZone
from charting.records.patient import Patient
from charting.records.photograph import LEAST_VIEWS, Photograph
from charting.records.topical import Topical
from charting.records.visit import Visit
from charting.texts import aftercare_text

STANDARD_VIEWS = tuple(sorted(views)[0] for views in LEAST_VIEWS.values())
ALL_DIRECTIONS = ("longitudinal", "transverse", "diagonal_left", "diagonal_right")


@dataclass(frozen=True, slots=True)
class Timetable:
    """Minutes after the opening of a visit."""

    consent: int
    photographs: int
    cream_on: int
    cream_off: int
    needling_from: int
    needling_until: int
    ended: int
    leaving: int
    signed: int


NEEDLING_ONLY = Timetable(12, 15, 20, 62, 70, 98, 102, 122, 128)
WITH_PRP = Timetable(17, 20, 25, 72, 87, 106, 126, 152, 158)


@dataclass(frozen=True, slots=True)
class Zone:
    """One zone of a session: area, depth, passes, how it looked, and the PRP it received."""

    zone: str
    area_cm2: str
    depth_mm: str = ""
    passes: str = ""
    endpoint: str = "mild_erythema"
    ml: str = ""
    points: str = ""


def begun(team: Team, patient: Patient, modality: str, ago: int, **plan: Any) -> Course:
    """A course that began so many days ago, with its plan."""
    return write(start_course(team.chart, patient, modality, team.ago(ago)), **plan)


def screened(visit: Visit, yes: Mapping[str, str] | None = None, **values: Any) -> None:
    """Every question answered: no, but for the codes of `yes` with what was said."""
    if visit.screening is None:
        raise ValueError("this kind of visit has no screening")
    found = dict(yes or {})
    for answer in visit.screening.answers:
        detail = found.pop(answer.code, None)
        write(answer, answer="no" if detail is None else "yes", detail=detail)
    if found:
        raise KeyError(f"no questions {sorted(found)}")
    write(visit.screening, **values)


def assessed(visit: Visit, workday: Workday, kg: str, cm: str, **values: Any) -> Assessment:
    """Weighed and looked at today."""
    if visit.assessment is None:
        raise ValueError("a visit begins with an assessment")
    return write(
        visit.assessment,
        weight_kg=kg,
        weight_source="measured_today",
        weight_date=workday.day,
        height_cm=cm,
        red_flags=("none_seen",),
        **values,
    )


def graded(team: Team, assessment: Assessment, workday: Workday, scale: str, grade: str) -> None:
    """A scale graded by the doctor today."""
    rater = team.doctor.name
    add_row(
        assessment.gradings, DayGrading, scale=scale, grade=grade, rater=rater, rater_blinded=False, date=workday.day
    )


def photographed(team: Team, assessment: Assessment, workday: Workday, minutes: int, views: Iterable[str] = ()) -> None:
    """The four standard views and any further ones, each under the same light."""
    for place, view in enumerate((*STANDARD_VIEWS, *views)):
        add_row(
            assessment.photographs,
            Photograph,
            view=view,
            taken_at=workday.at(minutes + place // 2),
            taken_by=team.nurse.name,
            camera="Practice camera, 60 mm macro",
            distance_cm="60",
            lighting="Ring flash, room lamps off",
            hair_state="combed",
            head_position_device="Chin rest",
            hours_since_wash="14",
            consent_scope="clinical_record",
        )


def creamed(team: Team, visit: Visit, workday: Workday, times: Timetable, grams: str, area_cm2: str) -> None:
    """LMX4 under film, off and cleaned before the first needle."""
    if visit.anaesthesia is None:
        raise ValueError("this kind of visit has no anaesthesia")
    write(visit.anaesthesia, anaesthesia_plan=("topical",), pain_nrs_baseline="0", pain_nrs_end="1")
    add_row(
        visit.anaesthesia.topicals,
        Topical,
        product="LMX4 (lidocaine 4 % liposomal)",
        prescribed=True,
        applied_g=grams,
        area_cm2=area_cm2,
        applied_at=workday.at(times.cream_on),
        removed_at=workday.at(times.cream_off),
        occluded=True,
        skin_intact=True,
        shaved=False,
        applied_by=team.nurse.name,
        lot="PR-4471",
        expiry=workday.days(400),
    )


def needled(visit: Visit, workday: Workday, times: Timetable, zones: Sequence[Zone], **device: Any) -> None:
    """The zones with one device; its answers are those of the sheet."""
    if visit.needling is None:
        raise ValueError("this kind of visit has no needling")
    depths = [zone.depth_mm for zone in zones]
    write(
        visit.needling,
        cartridge_lot="PR-2291",
        cartridge_expiry=workday.days(500),
        cartridge_single_use=True,
        needle_length_mm=max(depths, key=Decimal),
        skin_prep="alcohol_70",
        skin_prep_dry_s="60",
        hair_prep=("washed", "parted"),
        glide="saline",
        start_at=workday.at(times.needling_from),
        end_at=workday.at(times.needling_until),
        sharps_disposed=True,
    )
    write(visit.needling, **device)
    for zone in zones:
        add_row(
            visit.needling.zones,
            NeedledZone,
            zone=zone.zone,
            area_cm2=zone.area_cm2,
            depth_mm=zone.depth_mm,
            passes=zone.passes,
            direction=ALL_DIRECTIONS,
            pressure="light",
            endpoint=zone.endpoint,
        )


def looked_after(team: Team, visit: Visit, workday: Workday, times: Timetable, **more: Any) -> After:
    """Scored twice, told everything, given the sheet, and called the day after next."""
    after = write(
        _after_of(visit),
        sedated=False,
        fit_to_leave=True,
        left_at=workday.at(times.leaving + 3),
        aftercare_given=True,
        aftercare_version=aftercare_text().version,
        aftercare_given_at=workday.at(times.leaving - 7),
        aftercare_explained_by=team.nurse.name,
        contact_given=True,
        paracetamol_advised=True,
        paracetamol_advice="1 g up to four times a day, at most 4 g in 24 hours",
        call_due=workday.days(2),
        call_by=team.nurse.name,
    )
    write(after, **more)
    _scored(after, "end", workday.at(times.ended + 2), erythema="2", bleeding="1", pain_nrs="2")
    _scored(after, "leaving", workday.at(times.leaving), erythema="1", bleeding="0", pain_nrs="1")
    return after


def signed(team: Team, visit: Visit, workday: Workday, times: Timetable) -> None:
    """Times written, warnings accepted, then signed by the doctor. Raises Known while anything is open."""
    if visit.kind != "review":
        write(visit, started_at=workday.at(times.cream_on), ended_at=workday.at(times.ended))
    write(visit, assistant=team.nurse.name)
    strokes, context = signature_of(team.doctor.name or ""), workday.context(times.signed)
    for point in points(visit, context):
        if point.open and point.finding.level is Level.WARN:
            accept(visit, point.finding, team.doctor, context.now)
    sign_visit(team.chart, visit, team.proven(context.now), strokes, context)


def appointment(workday: Workday, days: int) -> datetime:
    """An appointment so many days later at ten."""
    return datetime.combine(workday.day + timedelta(days=days), time(10), tzinfo=workday.opens.tzinfo)


def _scored(after: After, moment: str, taken_at: datetime, **scores: str) -> None:
    calm = dict.fromkeys(("oedema", "itch", "bruising", "exudate", "tightness", "vasovagal", "allergic", "neuro"), "0")
    add_row(after.reactions, Reaction, moment=moment, taken_at=taken_at, **{**calm, **scores})


def _after_of(visit: Visit) -> After:
    if visit.after is None:
        raise ValueError("a visit ends with a post-procedure sheet")
    return visit.after
