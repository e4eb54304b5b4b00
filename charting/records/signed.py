"""What a visit's signature covers, and whether it still fits: looked up each time, never remembered."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from charting.choices import Choices
from charting.fields import lines_of
from charting.records.base import Sheet, slot_of
from charting.records.canonical import FIRST_SCHEME, SCHEME, SCHEMES, canonical_bytes
from charting.records.earlier import earlier_visits
from charting.records.sheets import SHEETS, SHEETS_OF
from charting.records.visit import Visit
from charting.words import _

SIGNED, ALTERED, UNSIGNED = "signed", "altered", "unsigned"
STATES = Choices("signature_state", (SIGNED, "Signed"), (ALTERED, "Altered"), (UNSIGNED, "Unsigned"))


def sheets_of(visit: Visit) -> list[Sheet]:
    """The sheets of a visit in the order of the procedure."""
    kinds = SHEETS_OF.get(visit.kind, ())
    return [sheet for model in kinds if (sheet := getattr(visit, slot_of(model))) is not None]


def digest_of(visit: Visit, scheme: str = SCHEME) -> str:
    """SHA-256 of the canonical bytes of a visit, its sheets, its decisions and its photos by time, in hexadecimal.

    The first scheme knew no photos.
    """
    decisions = sorted(visit.decisions, key=lambda decision: (decision.at, decision.id))
    photos = [] if scheme == FIRST_SCHEME else sorted(visit.photos, key=lambda photo: (photo.added_at, photo.id))
    return hashlib.sha256(canonical_bytes([visit, *sheets_of(visit), *decisions, *photos], scheme)).hexdigest()


def signed_parts() -> list[ORMOption]:
    """What a query of visits loads along, so that the signatures of many are looked up with a query for each table."""
    beside = ("decisions", "photos", "visit_signature")
    parts: list[ORMOption] = [selectinload(getattr(Visit, name)) for name in beside]
    for model in SHEETS:
        sheet = selectinload(getattr(Visit, slot_of(model)))
        parts += [sheet, *(sheet.selectinload(getattr(model, name)) for name in lines_of(model))]
    return parts


def signature_state(visit: Visit) -> str:
    """A code of STATES: whether what the visit says now is what was signed."""
    signature = visit.visit_signature
    if signature is None:
        return UNSIGNED if visit.signed_at is None else ALTERED
    fits = signature.scheme in SCHEMES and signature.digest == digest_of(visit, signature.scheme)
    return SIGNED if fits and visit.signed_at == signature.signed_at else ALTERED


def is_altered(visit: Visit) -> bool:
    """Whether a visit that was signed no longer says what was signed: whoever says "signed" asks this first."""
    return signature_state(visit) == ALTERED


def altered_words() -> str:
    """What is said of such a visit wherever else it would be said to be signed, on the screen and on paper."""
    return _("ALTERED after signing: what stands here is not what was signed")


def altered_before(visit: Visit) -> list[Visit]:
    """The patient's earlier visits that were altered, newest first: nothing is copied from them."""
    return [other for other in sorted(earlier_visits(visit), key=_opened, reverse=True) if is_altered(other)]


def newest_unaltered(visits: Iterable[Visit]) -> Visit | None:
    """The newest of these visits that may be copied from: what was altered after signing is passed over."""
    return next((visit for visit in sorted(visits, key=_opened, reverse=True) if not is_altered(visit)), None)


def _opened(visit: Visit) -> datetime:
    return visit.opened_at
