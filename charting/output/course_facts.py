"""Reading a whole course for its report: sessions, measurements, what was taken beside it, what was decided."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from charting.context import Context
from charting.dates import show_day
from charting.output.course_photos import course_photos
from charting.output.further_facts import CourseFacts, MeasureRow, SessionRow
from charting.output.ledger_facts import ledger_facts
from charting.records.adverse import TERMS
from charting.records.course import Course
from charting.records.diagnoses import DIAGNOSES
from charting.records.needled_zone import needled_zones
from charting.records.patient import Patient
from charting.records.prp_numbers import baseline, dose_billion
from charting.records.scales import SCALES
from charting.records.visit import Visit
from charting.records.zones import ZONES
from charting.results import show_decimal
from charting.rules.areas import deepest, total
from charting.rules.hair_count import density_per_cm2
from charting.rules.prp_yield import concentration_factor
from charting.words import _, ngettext


def course_facts(course: Course, day: date) -> CourseFacts:
    """The course as it stands on a day: the visits in force up to then, drafts counted and said."""
    visits = [visit for visit in course.visits_in_force if visit.opened_at.date() <= day]
    treated = [visit for visit in visits if visit.kind != "review"]
    passes, volumes = [_passes(v) for v in treated], [_injected(v) for v in treated]
    doses = [dose for visit in treated if (dose := _dose(visit)) is not None]
    patient = course.patient
    return CourseFacts(
        label=course.shown("modality") or _("Course"),
        started=show_day(course.started_on) if course.started_on else "",
        diagnosis=_diagnosis(patient),
        sessions=tuple(_session(visit) for visit in treated),
        measures=tuple(row for visit in visits if (row := _measure(visit)) is not None),
        therapies=tuple(_therapies(patient, course, day)),
        planned=show_decimal(course.planned_sessions) if course.planned_sessions is not None else "",
        sum_passes=_sum(passes),
        sum_prp_ml=_sum(volumes),
        sum_platelets=_shown(sum(doses, Decimal(0)), 2) if doses else "",
        platelets_known=len(doses),
        decision=course.shown("decision"),
        decided_on=show_day(course.decided_on) if course.decided_on else "",
        reason=course.stop_rule_note or "",
        until=show_day(day),
        unsigned=sum(visit.signed_at is None for visit in visits),
        photos=course_photos(visits, day),
    )


def _session(visit: Visit) -> SessionRow:
    prp = visit.prp
    base = baseline(prp, prp.baseline_platelets_10e9_l) if prp else None
    count = prp.prp_platelets_10e9_l if prp else None
    ratio = concentration_factor(count, base) if count is not None and base else None
    ledger = ledger_facts(visit, _context(visit), visit.opened_at.date())
    return SessionRow(
        number=str(visit.session_number),
        day=visit.opened_at.date(),
        deepest_mm=_shown(deepest(z.depth_mm for z in needled_zones(visit.needling))),
        passes=_shown(_passes(visit)),
        prp_ml=_shown(_injected(visit)),
        platelets=_shown(_dose(visit), 2),
        ratio=_shown(ratio, 2),
        share_pct=ledger.total_share if ledger else "",
        pain=_shown(_worst_pain(visit)),
        reaction=", ".join(dict.fromkeys(_events(visit))),
        warns=ledger is not None and ledger.warns,
    )


def _context(visit: Visit) -> Context:
    return Context(visit.signed_at or visit.ended_at or visit.opened_at, visit.opened_at.date())


def _passes(visit: Visit) -> Decimal | None:
    return total(zone.passes for zone in needled_zones(visit.needling))


def _injected(visit: Visit) -> Decimal | None:
    return visit.application.total_injected_ml if visit.application else None


def _dose(visit: Visit) -> Decimal | None:
    return dose_billion(visit.prp) if visit.prp and _injected(visit) is not None else None


def _worst_pain(visit: Visit) -> Decimal | None:
    sheet = visit.anaesthesia
    if sheet is None:
        return None
    grades = (sheet.pain_nrs_la_injection, sheet.pain_nrs_mn_worst, sheet.pain_nrs_prp_injection, sheet.pain_nrs_end)
    return max((grade for grade in grades if grade is not None), default=None)


def _events(visit: Visit) -> Iterable[str]:
    for event in visit.after.adverse_events if visit.after else ():
        if event.term:
            grade = _(", grade {grade}").format(grade=event.grade) if event.grade else ""
            yield f"{TERMS.label(event.term)}{grade}"


def _measure(visit: Visit) -> MeasureRow | None:
    found = visit.outcome
    if found is None or found.is_blank():
        return None
    area, day = found.count_area_cm2, visit.opened_at.date()
    site = ", ".join(part for part in (ZONES.label(found.target_site) if found.target_site else "",) if part)
    how = (found.shown("site_marker"), found.measurement_device or "", found.magnification or "")
    return MeasureRow(
        day=day,
        all_hairs=_density(found.hair_count_raw, area),
        terminal=_density(found.terminal_count, area),
        shaft_um=found.mean_shaft_um,
        scale=_scale(visit),
        score=found.gpa_score or "",
        blinded=found.gpa_rater_blinded,
        satisfaction=found.shown("satisfaction"),
        improvement_pct=_shown(found.pct_improvement),
        site=site,
        how=", ".join(part for part in how if part),
    )


def _density(hairs: Decimal | None, area: Decimal | None) -> Decimal | None:
    return density_per_cm2(hairs, area) if hairs is not None and area else None


def _scale(visit: Visit) -> str:
    gradings = visit.assessment.gradings if visit.assessment else ()
    said = [f"{SCALES.label(g.scale)} {g.grade}" for g in gradings if g.scale and g.grade]
    return said[0] if said else ""


def _diagnosis(patient: Patient) -> str:
    primary = patient.primary_diagnosis()
    return DIAGNOSES.label(primary.diagnosis) if primary is not None and primary.diagnosis else ""


def _therapies(patient: Patient, course: Course, day: date) -> Iterable[str]:
    """What was taken against hair loss while the course ran: it changes hair counts as well."""
    for therapy in patient.therapies:
        stopped, started = therapy.stopped_on, course.started_on
        if not therapy.drug or (stopped is not None and started is not None and stopped < started):
            continue
        begun = _("since {day}").format(day=show_day(therapy.started_on)) if therapy.started_on else ""
        over = _("until {day}").format(day=show_day(therapy.stopped_on)) if therapy.stopped_on else ""
        yield ", ".join(part for part in (therapy.drug, therapy.frequency or "", begun, over) if part)


def _sum(values: Sequence[Decimal | None]) -> str:
    """The sum, or what of it is known: a total over gaps says so."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    said = show_decimal(sum(known, Decimal(0)), 2)
    if len(known) == len(values):
        return said
    count = ngettext("{count} known", "{count} known", len(known)).format(count=len(known))
    return f"{count}: {said}"


def _shown(value: Decimal | None, places: int | None = None) -> str:
    return "" if value is None else show_decimal(value, places)
