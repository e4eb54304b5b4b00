"""Photographs of a visit: added to a draft once somebody looked whose they are, compared, and taken out again."""

import hashlib
from datetime import date, datetime

import sqlalchemy as sa

from charting.actions.pictures import Picture
from charting.actions.pictures import load_photo as load_photo
from charting.actions.pictures import read_photo as read_photo
from charting.actions.roles import require
from charting.dates import show_day
from charting.errors import Known
from charting.fields import fields_of
from charting.records.clinic import Practitioner
from charting.records.course import Course
from charting.records.earlier import earlier_visits
from charting.records.patient import Patient
from charting.records.photo import Photo
from charting.records.photo_consent import refused_everything
from charting.records.photograph import RECORD_SCOPE, VIEWS, Photograph
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.words import _

_FILLED_HERE = frozenset({"view", "sha256"})


def refusal(visit: Visit, day: date) -> str:
    """Why no photograph may be added to a visit on a day; blank where one may (clinical.md 1.5)."""
    if visit.signed_at is not None:
        return _("This visit is signed. Photographs are added before.")
    if visit.assessment is not None and visit.assessment.photographs_refused:
        return _("The patient refused photographs today. The assessment says so.")
    consent = visit.photo_consent
    if consent is not None and refused_everything(consent):
        return _("The patient has not agreed to photographs: the sheet Photographs says no to every use.")
    if consent is not None and (back := consent.taken_back_on(RECORD_SCOPE, day)) is not None:
        return _("The patient took the permission for photographs back on {day}.").format(day=show_day(back))
    if consent is None or not consent.allows(RECORD_SCOPE, day):
        return _(
            "The patient has not agreed to photographs in the record. Fill in and sign the sheet Photographs first."
        )
    return ""


def doubts(chart: ChartSession, visit: Visit, picture: Picture) -> list[str]:
    """What speaks against this picture being of this patient and this visit, in words, for a person to decide."""
    found = []
    if others := _holders(chart, picture, visit.course.patient):
        found.append(_("This very picture is in the chart of patient {number}.").format(number=", ".join(others)))
    if any(photo.sha256 == picture.sha256 for photo in visit.photos):
        found.append(_("This very picture is in this visit already."))
    if picture.taken is not None and picture.taken.date() != visit.opened_at.date():
        words = _("The camera says {camera}, the visit is of {visit}.")
        found.append(words.format(camera=show_day(picture.taken.date()), visit=show_day(visit.opened_at.date())))
    return found


def add_photo(
    chart: ChartSession, visit: Visit, view: str, picture: Picture, person: Practitioner, now: datetime
) -> Photo:
    """Keep a picture with the next save, and its digest in the assessment's line of the same view, made where missing.

    Raises Known where none may be added or this person may not, and KeyError for a view that is not one of VIEWS.
    """
    if view not in {choice.code for choice in VIEWS}:
        raise KeyError(view)
    require(person, "draft")
    if why_not := refusal(visit, now.date()):
        raise Known(why_not)
    photo = Photo(
        view=view,
        added_at=now,
        by=person.signature_line(),
        width=picture.width,
        height=picture.height,
        sha256=picture.sha256,
        small=picture.small,
        content=picture.content,
    )
    visit.photos.append(photo)
    chart.add(photo)
    _tie(visit, photo)
    return photo


def remove_photo(chart: ChartSession, photo: Photo) -> Picture:
    """Take a photograph out of a draft with the next save, and return it, so that it can be added again.

    Raises Known in a signed visit.
    """
    visit = photo.visit
    if visit.signed_at is not None:
        raise Known(_("This visit is signed. Its photographs stay."))
    kept = Picture(content_of(chart, photo), photo.small, photo.width, photo.height, photo.sha256)
    lines = visit.assessment.photographs if visit.assessment is not None else []
    for line in [line for line in lines if line.sha256 == photo.sha256]:
        if _answered(line) <= _FILLED_HERE:
            lines.remove(line)
        else:
            line.sha256 = None
    visit.photos.remove(photo)
    return kept


def content_of(chart: ChartSession, photo: Photo) -> bytes:
    """The picture's bytes, from the file once memory let go of them. Raises Known for other bytes than were added."""
    content = photo.content if _in_memory(photo, "content") else _read(chart, photo, Photo.content)
    if hashlib.sha256(content).hexdigest() != photo.sha256:
        raise Known(_("This picture is not the one that was added. Settings, Verify, says more."))
    return content


def small_of(chart: ChartSession, photo: Photo) -> bytes:
    """The small picture for lists."""
    return photo.small if _in_memory(photo, "small") else _read(chart, photo, Photo.small)


def let_go(chart: ChartSession, photo: Photo) -> None:
    """Drop a saved picture's bytes from memory; the file has them."""
    if sa.inspect(photo).persistent:
        chart.orm.expire(photo, ["content", "small"])


def earlier_photos(visit: Visit, view: str) -> list[Photo]:
    """The patient's photographs of the same view from earlier visits, the newest visit first."""
    visits = sorted(earlier_visits(visit), key=lambda other: other.opened_at, reverse=True)
    return [photo for other in visits for photo in other.photos if photo.view == view]


def _tie(visit: Visit, photo: Photo) -> None:
    if visit.assessment is None:
        return
    lines = visit.assessment.photographs
    waiting = next((line for line in lines if line.view == photo.view and line.sha256 is None), None)
    if waiting is None:
        place = max((line.position for line in lines), default=-1) + 1
        waiting = Photograph(view=photo.view, position=place)
        lines.append(waiting)
    waiting.sha256 = photo.sha256


def _answered(line: Photograph) -> set[str]:
    return {name for name in fields_of(Photograph) if getattr(line, name) is not None} | set(line.unread or ())


def _holders(chart: ChartSession, picture: Picture, patient: Patient) -> list[str]:
    """The numbers of other patients whose charts hold the same bytes."""
    numbers = (
        sa.select(Patient.number)
        .join(Course, Course.patient_id == Patient.id)
        .join(Visit, Visit.course_id == Course.id)
        .join(Photo, Photo.visit_id == Visit.id)
        .where(Photo.sha256 == picture.sha256, Patient.id != patient.id)
    )
    return sorted(set(chart.orm.scalars(numbers)))


def _in_memory(photo: Photo, name: str) -> bool:
    return name in sa.inspect(photo).dict


def _read(chart: ChartSession, photo: Photo, column: sa.orm.InstrumentedAttribute[bytes]) -> bytes:
    return chart.orm.scalars(sa.select(column).where(Photo.id == photo.id)).one()
