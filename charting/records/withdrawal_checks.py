"""What a withdrawn consent stops (clinical.md 3.2 rows 16 and 23, 3.4)."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from charting.context import Context
from charting.dates import show_moment
from charting.findings import Finding, Level
from charting.records.consent_checks import beginnings
from charting.records.earlier import earlier_visits
from charting.words import _

if TYPE_CHECKING:
    from charting.records.consent import Consent


def withdrawn(consent: "Consent", context: Context) -> Iterator[Finding]:
    """Without consent nothing is done (3.4, no override). What was done before the withdrawal may be signed."""
    at = consent.withdrawn_at
    if at is None:
        return
    begun = sorted(_doings(consent))
    signed = consent.visit is not None and consent.visit.signed_at is not None
    if signed or (begun and begun[-1] <= at):
        level, next_step = Level.WARN, _("Stop what was withdrawn.")
    elif not begun:
        level, next_step = Level.STOP, _("Do not treat. Leave this visit unsigned and start a review visit.")
    else:
        level, next_step = Level.STOP, _("Correct the time that is wrong. Nothing may be done after it.")
    why = consent.withdrawn_what or ""
    if begun and begun[-1] > at:
        later = _("something was begun later, at {time}").format(time=show_moment(begun[-1], context.day))
        why = f"{why}; {later}" if why else later
    yield Finding(
        level,
        _("Consent was withdrawn at {time}").format(time=show_moment(at, context.day)),
        why=why,
        next_step=next_step,
        rule="consent-withdrawn",
        field="withdrawn_at",
        source="3.4",
    )


def withdrawn_before(consent: "Consent", context: Context) -> Iterator[Finding]:
    """A consent that was withdrawn cannot be reconfirmed; it takes a new one (3.4, no override)."""
    first = consent.confirms_consent_of
    if consent.refused or consent.basis != "reconfirmed" or consent.visit is None or first is None:
        return
    for earlier in (visit.consent for visit in earlier_visits(consent.visit)):
        signed = earlier.when_signed() if earlier is not None else None
        if earlier is None or signed is None or earlier.withdrawn_at is None:
            continue
        if first in (signed.date(), earlier.confirms_consent_of):
            yield Finding(
                Level.STOP,
                _("That consent was withdrawn at {time}").format(time=show_moment(earlier.withdrawn_at, context.day)),
                why=earlier.withdrawn_what or "",
                next_step=_("Take a full new consent."),
                rule="consent-withdrawn-before",
                field="confirms_consent_of",
                source="3.4",
            )
            return


def _doings(consent: "Consent") -> Iterator[datetime]:
    """When each thing was begun that needs consent."""
    yield from (moment for moment, _what in beginnings(consent))
    visit = consent.visit
    if visit is None:
        return
    if visit.prp is not None and visit.prp.draw_at is not None:
        yield visit.prp.draw_at
    if visit.needling is not None:
        begun = (visit.needling.start_at, *(zone.start_at for zone in visit.needling.zones))
        yield from (moment for moment in begun if moment is not None)
    if visit.application is not None and visit.application.injection_start_at is not None:
        yield visit.application.injection_start_at
