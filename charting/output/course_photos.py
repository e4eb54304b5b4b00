"""Which photographs a report of a course may show: pairs of one view, as far as the patient's consent goes today."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from charting.dates import show_day
from charting.output.further_facts import CoursePhotos, Shot, ShotPair
from charting.records.photo import Photo
from charting.records.photo_consent import PhotoConsent
from charting.records.photograph import RECORD_SCOPE, VIEWS, Photograph
from charting.records.visit import Visit
from charting.words import _, listed, ngettext

MOST_PAIRS = 3
_SHARED_SCOPE = "share_with_other_clinician"
_BEST_FIRST = ("mid_scalp_part", "vertex", "front_hairline")
_WITHOUT_A_FACE = frozenset({"mid_scalp_part", "vertex", "occipital_donor", "close_up_target"})
_ALIKE = ("hair_state", "lighting", "distance_cm", "camera", "head_position_device")


def course_photos(visits: Sequence[Visit], day: date) -> CoursePhotos:
    """The photographs of the visits up to a day.

    The latest answer of the patient counts, and that of the visit a picture was taken at. Where by one of them nobody
    is to be recognised, views that show a face are left out. What was taken out of use is not printed.
    """
    sheet = next((v.photo_consent for v in reversed(visits) if v.photo_consent and _signed(v.photo_consent)), None)
    if sheet is None:
        return CoursePhotos(why_none=_("The patient has not been asked about photographs, so none is printed."))
    if (back := sheet.taken_back_on(RECORD_SCOPE, day)) is not None:
        words = _("The patient took the permission for photographs back on {day}, so none is printed.")
        return CoursePhotos(why_none=words.format(day=show_day(back)))
    if not sheet.allows(RECORD_SCOPE, day):
        return CoursePhotos(why_none=_("The patient does not agree to photographs in the record, so none is printed."))
    allowed = [visit for visit in visits if visit.photo_consent and visit.photo_consent.allows(RECORD_SCOPE, day)]
    taken = [photo for visit in allowed for photo in visit.photos]
    may = [photo for photo in taken if photo.view in _WITHOUT_A_FACE or _recognisable(sheet, photo.visit.photo_consent)]
    by_view, shown = _by_view(taken), _by_view(may)
    paired = [view for view in shown if shown[view][0].visit is not shown[view][-1].visit]
    pairs, broken = [], 0
    for view in paired[:MOST_PAIRS]:
        pair = _pair(view, shown[view][0], shown[view][-1])
        pairs += [pair] if pair is not None else []
        broken += pair is None
    faces = [view for view in by_view if view not in paired and len(shown.get(view, ())) < len(by_view[view])]
    return CoursePhotos(
        tuple(pairs),
        _agreed(sheet, day),
        "" if pairs else _("No view was photographed at two visits of this course."),
        " ".join(_left_out(paired[MOST_PAIRS:], faces, broken)),
    )


def _signed(sheet: PhotoConsent) -> bool:
    return any(scope.allowed is not None for scope in sheet.scopes) and any(s.is_given() for s in sheet.signatures)


def _recognisable(*sheets: PhotoConsent | None) -> bool:
    """Whether the patient may be recognised by each of these answers."""
    own = [[scope for scope in sheet.scopes if scope.scope == RECORD_SCOPE] for sheet in sheets if sheet is not None]
    return all(any(scope.identifiable for scope in scopes) for scopes in own)


def _by_view(photos: Sequence[Photo]) -> dict[str, list[Photo]]:
    """The photographs of each view in the order they were taken, the views that compare best first."""
    found: dict[str, list[Photo]] = {}
    order = [*_BEST_FIRST, *(choice.code for choice in VIEWS if choice.code not in _BEST_FIRST)]
    for view in order:
        if taken := [photo for photo in photos if photo.view == view]:
            found[view] = taken
    return found


def _pair(view: str, first: Photo, last: Photo) -> ShotPair | None:
    """Both photographs; None where one of them is not the one that was added."""
    shots = [(photo, _content(photo), _line(photo)) for photo in (first, last)]
    if any(content is None for _photo, content, _line_of in shots):
        return None
    before, after = (Shot(photo.visit.opened_at.date(), _taken(line), content or b"") for photo, content, line in shots)
    return ShotPair(VIEWS.label(view), before, after, *_compared(shots[0][2], shots[1][2]))


def _content(photo: Photo) -> bytes | None:
    """The picture's bytes, not kept in memory afterwards."""
    session = object_session(photo)
    state = sa.inspect(photo)
    content: bytes | None = photo.content if session is None or "content" in state.dict else None
    if content is None and session is not None:
        content = session.scalar(sa.select(Photo.content).where(Photo.id == photo.id))
    return content if content is not None and hashlib.sha256(content).hexdigest() == photo.sha256 else None


def _line(photo: Photo) -> Photograph | None:
    sheet = photo.visit.assessment
    lines = sheet.photographs if sheet is not None else ()
    return next((line for line in lines if line.sha256 == photo.sha256), None)


def _taken(line: Photograph | None) -> str:
    said = [line.shown(name) for name in _ALIKE if line.shown(name)] if line is not None else []
    return ", ".join(said) or _("How it was taken is not recorded.")


def _compared(first: Photograph | None, last: Photograph | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What hinders the comparison: wet or differently parted hair, another lamp; and what nobody wrote down."""
    unlike, unknown = [], []
    names = {"hair_state": _("hair"), "lighting": _("light"), "distance_cm": _("distance")}
    for name, label in names.items():
        before, after = (line.shown(name) if line is not None else "" for line in (first, last))
        if not before or not after:
            unknown.append(_("{what} not recorded").format(what=label))
        elif before != after:
            words = _("{what} {before}, then {after}")
            unlike.append(words.format(what=label, before=before.lower(), after=after.lower()))
    return tuple(unlike), tuple(unknown)


def _agreed(sheet: PhotoConsent, day: date) -> str:
    if sheet.allows(_SHARED_SCOPE, day):
        return _("Agreed to: own record, another clinician. No other use.")
    return _("Agreed to: own record only. Not to be handed on.")


def _left_out(further: Sequence[str], faces: Sequence[str], broken: int) -> Iterable[str]:
    if further:
        yield _("Also compared in the chart: {views}.").format(views=listed([VIEWS.label(view) for view in further]))
    if faces:
        words = _("Not printed, because nobody is to recognise the patient: {views}.")
        yield words.format(views=listed([VIEWS.label(view) for view in faces]))
    if broken:
        words = ngettext("{count} picture is damaged.", "{count} pictures are damaged.", broken)
        yield words.format(count=broken)


def said_of(photos: CoursePhotos) -> list[str]:
    """What a second reader must find of the photographs."""
    days = [show_day(shot.day) for pair in photos.pairs for shot in (pair.first, pair.last)]
    return [*(pair.view for pair in photos.pairs), *days, photos.why_none, photos.left_out]
