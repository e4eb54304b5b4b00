"""Which signed visit "same as last time" copies from: the patient's own last one, or the house's."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, object_session

from charting.fields import Field
from charting.origins import Origin, copied_from, from_house
from charting.records.patient import Patient
from charting.records.signed import is_altered, newest_unaltered
from charting.records.versions import is_shut, others_in_force
from charting.records.visit import Visit

_LOOKED_AT = 20
"""So many of the house's visits are looked at for one that was not voided, moved or amended."""


@dataclass(frozen=True, slots=True)
class Source:
    """The signed visit that answers are copied from; `house` is one to another patient."""

    visit: Visit
    house: bool = False

    @property
    def origin(self) -> Origin:
        """What an answer copied from it says of itself."""
        day = self.visit.opened_at.date()
        return from_house(day) if self.house else copied_from(day)

    def gives(self, declared: Field) -> bool:
        """Whether this answer may come from that visit."""
        return declared.house if self.house else declared.carried


def last_of_its_kind(visit: Visit) -> Visit | None:
    """The patient's newest signed visit of the same kind before this one that counts and was not altered, or None."""
    signed = [
        other
        for other in others_in_force(visit)
        if other.kind == visit.kind and other.signed_at is not None and other.opened_at < visit.opened_at
    ]
    return newest_unaltered(signed)


def last_of_the_house(visit: Visit) -> Visit | None:
    """The newest signed visit of the same kind by the same practitioner before this one that counts, to anybody."""
    return _newest_of_house(object_session(visit), visit.kind, visit.practitioner, visit.opened_at)


def _newest_of_house(
    session: Session | None, kind: str, practitioner: str | None, before: datetime | None
) -> Visit | None:
    if session is None or not practitioner:
        return None
    wanted = (
        sa.select(Visit)
        .where(Visit.kind == kind, Visit.practitioner == practitioner, Visit.signed_at.is_not(None))
        .order_by(Visit.opened_at.desc())
        .limit(_LOOKED_AT)
    )
    with session.no_autoflush:
        found = (v for v in session.scalars(wanted) if v.in_force and (before is None or v.opened_at < before))
        return next((visit for visit in found if not is_altered(visit)), None)


def known_protocol(patient: Patient, kind: str, practitioner: str | None) -> str:
    """Whose signed visit of this kind a new one could begin with: `own`, `house`, or blank for nobody's."""
    own = (visit for course in patient.courses for visit in course.visits)
    signed = (visit for visit in own if visit.kind == kind and visit.signed_at is not None and visit.in_force)
    if any(not is_altered(visit) for visit in signed):
        return "own"
    return "house" if _newest_of_house(object_session(patient), kind, practitioner, None) is not None else ""


def source_of(visit: Visit) -> Source | None:
    """Where "same as last time" would copy from: the patient's own last visit, otherwise the house's, or nothing."""
    if is_shut(visit) or visit.amends is not None:
        return None
    own = last_of_its_kind(visit)
    if own is not None:
        return Source(own)
    other = last_of_the_house(visit)
    return Source(other, house=True) if other is not None else None
