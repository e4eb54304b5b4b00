"""Taking a visit out of force: voiding it, or moving it to the right patient. Nothing of it is deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from charting.actions.drafts import keep_copy, reason_of
from charting.actions.moved_sheets import fill_moved
from charting.actions.patients import start_course
from charting.actions.proving import Proven
from charting.actions.roles import require
from charting.actions.visits import next_session
from charting.actions.weights import take_back_weight
from charting.errors import Known
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.versions import open_amendment, replaced_by, version_number
from charting.records.visit import Visit
from charting.records.visit_mark import MOVED, VOIDED, VisitMark
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _


def why_not_marked(visit: Visit) -> str:
    """Why a visit can neither be voided nor moved now, in words; blank when it can. Drafts can be."""
    if visit.marks:
        return _("This visit is out of force already.")
    if (later := replaced_by(visit)) is not None:
        return _("Version {number} took its place. Open that one.").format(number=version_number(later))
    if open_amendment(visit) is not None:
        return _("Version {number} is being written. Void that draft first.").format(number=version_number(visit) + 1)
    return ""


def void(chart: ChartSession, visit: Visit, reason: str, proven: Proven, now: datetime) -> VisitMark:
    """Say that a visit does not count, and why. It stays readable, and nothing is ever written into it again.

    Raises NotAllowed, NotSaved, and Known for a short reason or a visit that is out of force.
    """
    mark = _mark(visit, VOIDED, reason, proven, now)
    chart.save(now)
    with _whole_or_not_at_all(chart, visit, mark):
        chart.add(mark)
        chart.save(now)
    return mark


def move(chart: ChartSession, visit: Visit, to: Course | Patient, reason: str, proven: Proven, now: datetime) -> Visit:
    """Bring a visit into the chart of the patient it was about: a draft with what was done, to be signed again.

    The old visit stays where it was, marked as moved, with all that was asked, measured, agreed and photographed under
    that name. The draft belongs to `to`, or to that patient's last course for this treatment, or to a new one.
    Raises NotAllowed, NotSaved, and Known for a short reason, a visit that is out of force, or the same patient.
    """
    mark = _mark(visit, MOVED, reason, proven, now)
    patient = to.patient if isinstance(to, Course) else to
    if patient is visit.course.patient:
        raise Known(_("This visit is in the chart of that patient already."))
    chart.save(now)
    known = list(patient.courses)
    course = to if isinstance(to, Course) else _course_for(chart, patient, visit)
    draft = Visit(kind=visit.kind)
    mark.to_visit_id = draft.id
    session = next_session(course, visit.kind, visit.opened_at)
    with _whole_or_not_at_all(chart, visit, mark):
        draft.moved_from = visit
        notes = fill_moved(chart, visit, draft, patient, proven.person, now)
        try:
            keep_copy(chart, draft, course, session, (), now, mark)
        except NotSaved:
            for note in notes:
                chart.trail.take_back(note)
            if course not in known:
                patient.courses.remove(course)
            raise
    return draft


def _mark(visit: Visit, kind: str, reason: str, proven: Proven, now: datetime) -> VisitMark:
    require(proven.person, "sign")
    if why := why_not_marked(visit):
        raise Known(why)
    return VisitMark(kind=kind, reason=reason_of(reason), by=proven.person.signature_line(), at=now)


@contextmanager
def _whole_or_not_at_all(chart: ChartSession, visit: Visit, mark: VisitMark) -> Iterator[None]:
    """Mark a visit, without the weight that only it told of; where that cannot be saved, memory is as before."""
    mark.visit = visit
    weights = take_back_weight(visit) if visit.signed_at is not None else []
    try:
        yield
    except NotSaved:
        visit.course.patient.weights.extend(weights)
        if mark in visit.marks:
            visit.marks.remove(mark)
        if mark in chart.orm:
            chart.orm.expunge(mark)
        raise


def _course_for(chart: ChartSession, patient: Patient, visit: Visit) -> Course:
    """The patient's last course that takes this kind of visit, or a new one of the day of the visit."""
    fitting = [c for c in patient.courses if visit.kind == "review" or c.modality in {visit.kind, None}]
    if fitting:
        return fitting[-1]
    return start_course(chart, patient, visit.kind if visit.kind != "review" else None, visit.opened_at.date())
