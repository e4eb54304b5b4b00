"""The consent that a later session reconfirms: the newest full one of the course that was signed and still stands."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.origins import copied_from
from charting.records.earlier import earlier_visits
from charting.records.following import Follow

if TYPE_CHECKING:
    from charting.records.consent import Consent

RECONFIRMED = "reconfirmed"
AGREED = ("language", "procedure_set", "prp_manufactured_by", "prp_directed_by")
"""What "nothing changed" says is still agreed."""


def consent_before(consent: "Consent") -> "Consent | None":
    """The full consent that a reconfirmation speaks of; None where the chart has none."""
    visit = consent.visit
    if visit is None:
        return None
    earlier = (other.consent for other in earlier_visits(visit) if other.course is visit.course)
    full = [(one.signed_at, one) for one in earlier if one is not None and stands(one) and one.signed_at is not None]
    return max(full, key=lambda dated: dated[0], default=(None, None))[1]


def taken_from_before(consent: "Consent", name: str, value: object) -> Iterator[Follow]:
    """The day of the consent that is reconfirmed, and what it agreed to once nothing changed: to be confirmed."""
    wanted: tuple[str, ...] = ()
    if name == "basis" and value == RECONFIRMED:
        wanted = ("confirms_consent_of",)
    elif name == "reconfirm_change" and value == "nothing" and consent.basis == RECONFIRMED:
        wanted = AGREED
    first = consent_before(consent) if wanted else None
    if first is None or first.signed_at is None:
        return
    day = first.signed_at.date()
    for field in wanted:
        agreed = day if field == "confirms_consent_of" else getattr(first, field)
        if agreed is not None and getattr(consent, field) is None and field not in (consent.unread or {}):
            yield Follow(consent, field, agreed, copied_from(day))


def stands(consent: "Consent") -> bool:
    """Whether it is a full consent that was neither refused nor withdrawn."""
    return consent.basis != RECONFIRMED and consent.withdrawn_at is None and not consent.refused
