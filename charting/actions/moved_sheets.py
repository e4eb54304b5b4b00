"""Filling the draft of a moved visit: what was done, and empty sheets for what was said under another name."""

from collections.abc import Iterator
from datetime import datetime

from charting.actions.visits import blank_sheet
from charting.dates import show_moment
from charting.records.after import After
from charting.records.assessment import Assessment
from charting.records.base import Sheet, slot_of
from charting.records.clinic import Practitioner
from charting.records.consent_signature import ROLES
from charting.records.moved_copy import BEGUN_ANEW, copy_what_was_done
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.store.deeds import Deed
from charting.words import _, ngettext


def fill_moved(
    chart: ChartSession, visit: Visit, draft: Visit, patient: Patient, person: Practitioner, now: datetime
) -> list[Deed]:
    """Write what was done in `visit` into the draft, and lay out its other sheets for `patient` as at a beginning.

    Returns what the next save writes into the audit trail: whose consents, answers and photographs stayed behind. The
    other patient is named in that patient's own chart, and here by number.
    """
    with chart.orm.no_autoflush:
        copy_what_was_done(visit, draft)
        for model in (model for model in BEGUN_ANEW if getattr(visit, slot_of(model)) is not None):
            at = visit.opened_at if model is Assessment else now
            setattr(draft, slot_of(model), blank_sheet(chart, model, visit.kind, patient, person, at))
        if draft.after is not None:
            blank = blank_sheet(chart, After, visit.kind, patient, person, now)
            draft.after.aftercare_version = getattr(blank, "aftercare_version", None)
    return list(_left_behind(chart, visit, draft))


def _left_behind(chart: ChartSession, visit: Visit, draft: Visit) -> Iterator[Deed]:
    other = visit.course.patient
    for slot in (slot_of(model) for model in BEGUN_ANEW):
        sheet, begun = getattr(visit, slot), getattr(draft, slot)
        if sheet is None or sheet.is_blank():
            continue
        signed = _signed(sheet)
        yield chart.trail.note("left_behind", sheet, _of(sheet, other.display_name(), signed))
        yield chart.trail.note(
            "left_behind", begun, _of(sheet, _("patient {number}").format(number=other.number), signed)
        )
    if visit.photos:
        count = len(visit.photos)
        words = ngettext("{count} photograph of {whose}", "{count} photographs of {whose}", count)
        yield chart.trail.note("left_behind", visit, words.format(count=count, whose=other.display_name()))


def _of(sheet: Sheet, whose: str, signed: str) -> str:
    words = _("{sheet} of {whose}, {signed}") if signed else _("{sheet} of {whose}")
    return words.format(sheet=_(type(sheet).title), whose=whose, signed=signed)


def _signed(sheet: Sheet) -> str:
    """`signed by Patient 21-Nov-2026 20:49`: every signature that a sheet bears."""
    given = [row for row in getattr(sheet, "signatures", ()) if row.is_given()]
    who = [f"{ROLES.label(row.role or '')} {show_moment(row.signed_at)}" for row in given]
    return _("signed by {who}").format(who="; ".join(who)) if who else ""
