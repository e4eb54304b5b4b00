"""What a visit that came from another patient's chart asks before it is signed: nobody consents for somebody else."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.context import Context
from charting.dates import show_day, show_moment
from charting.findings import Finding, Level
from charting.records.consent_signature import given
from charting.words import _

if TYPE_CHECKING:
    from charting.records.consent import Consent
    from charting.records.photo_consent import PhotoConsent
    from charting.records.visit import Visit

HAZARD = "H-01"


def agreed_by_another(sheet: "Consent | PhotoConsent", _context: Context) -> Iterator[Finding]:
    """A consent that was signed in the other chart is none of this patient's; the person named there gave it.

    Without a treatment's consent nothing is signed (3.4). Photographs were not brought along, so that a prescriber may
    go on without a permission for them.
    """
    visit = sheet.visit
    if visit is None or visit.moved_from is None or given(sheet.signatures, "patient") is not None:
        return
    there = getattr(visit.moved_from, sheet.__tablename__)
    times = [row.signed_at for row in there.signatures if row.is_given()] if there is not None else []
    if not times:
        return
    photographs = sheet.__tablename__ == "photo_consent"
    yield Finding(
        Level.BLOCK if photographs else Level.STOP,
        _("The permission for photographs was another patient’s")
        if photographs
        else _("The consent was another patient’s"),
        why=_("signed {time} in the chart this visit was moved from; it stays there and counts for nobody here").format(
            time=show_moment(min(times))
        ),
        next_step=_("Ask this patient, and let this patient sign."),
        rule="moved-consent",
        field="signatures",
        source=HAZARD,
    )


def read_again_after_a_move(visit: "Visit", _context: Context) -> Iterator[Finding]:
    """What was done came along and is read with this patient; whose blood was given is looked at first."""
    if visit.moved_from is None or visit.signed_at is not None:
        return
    inputs = ((_("visit of"), show_day(visit.opened_at.date())),)
    yield Finding(
        Level.WARN,
        _("What was done was written in another patient’s chart"),
        why=_("times, doses, PRP, zones and reactions came along; what was asked, measured or agreed did not"),
        next_step=_("Read each sheet: was it done to this patient?"),
        rule="moved-done",
        field="note",
        inputs=inputs,
        source=HAZARD,
    )
    if visit.prp is not None and (visit.prp.draw_at is not None or visit.prp.prp_ready_at is not None):
        yield Finding(
            Level.WARN,
            _("Was it this patient’s blood?"),
            why=_("tubes and syringes were labelled from the other patient’s chart"),
            next_step=_("Say on the sheets PRP and Application what was confirmed. If in doubt, report it."),
            rule="moved-blood",
            field="note",
            inputs=inputs,
            source="H-02",
        )
