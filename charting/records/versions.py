"""The versions of a visit, and which of a patient's visits count beside it."""

from typing import TYPE_CHECKING

from charting.records.visit import Visit

if TYPE_CHECKING:
    from charting.records.call import Call


def versions_of(visit: Visit) -> list[Visit]:
    """Every version of a visit, oldest first, with drafts of amendments that were begun and voided."""
    first = visit
    while first.amends is not None:
        first = first.amends
    return _from(first)


def _from(visit: Visit) -> list[Visit]:
    # A chain goes on in one place only: drafts that were voided have nothing after them and come first.
    later = sorted(visit.amended_by, key=lambda draft: (not draft.marks, draft.signed_at is not None))
    return [visit, *(version for draft in later for version in _from(draft))]


def version_number(visit: Visit) -> int:
    """1 for what was written first; an amendment is one more than the version it amends."""
    return 1 if visit.amends is None else version_number(visit.amends) + 1


def open_amendment(visit: Visit) -> Visit | None:
    """The draft that is being written over this version, if there is one."""
    return next((later for later in visit.amended_by if later.signed_at is None and not later.marks), None)


def replaced_by(visit: Visit) -> Visit | None:
    """The signed version that took the place of this one, if there is one."""
    return next((later for later in visit.amended_by if later.signed_at is not None), None)


def is_shut(visit: Visit) -> bool:
    """Whether nothing may be written into a visit any more: it is signed, voided or moved away."""
    return visit.signed_at is not None or bool(visit.marks)


def others_in_force(visit: Visit) -> list[Visit]:
    """The other visits of the same patient that count, in any course; never another version of the same visit."""
    if visit.course is None:
        return []
    own = {version.id for version in versions_of(visit)}
    courses = visit.course.patient.courses if visit.course.patient is not None else [visit.course]
    return [other for course in courses for other in course.visits_in_force if other.id not in own]


def calls_of(visit: Visit) -> list["Call"]:
    """The calls made about a visit under any of its versions, in their order: none is lost by an amendment."""
    return sorted((call for version in versions_of(visit) for call in version.calls), key=lambda call: call.at)
