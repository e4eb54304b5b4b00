"""Amending a signed visit: a new version is written beside it, with its reason, and signed like any other visit."""

from contextlib import suppress
from datetime import datetime

from charting.actions.carry_decisions import carry_decisions
from charting.actions.drafts import keep_copy, reason_of
from charting.actions.roles import require
from charting.context import Context
from charting.errors import Known
from charting.records.changes import Change as Change
from charting.records.changes import amendment_changes as amendment_changes
from charting.records.clinic import Practitioner
from charting.records.copied import copy_visit
from charting.records.versions import open_amendment, version_number
from charting.records.versions import versions_of as versions_of
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _


def why_not_amended(visit: Visit) -> str:
    """Why a visit cannot be amended now, in words; blank when it can."""
    if visit.signed_at is None:
        return _("This visit is not signed yet: correct it where it stands.")
    if not visit.in_force:
        return _("Only the version that counts can be amended.")
    if open_amendment(visit) is not None:
        return _("Version {number} is being written already.").format(number=version_number(visit) + 1)
    return ""


def begin_amendment(chart: ChartSession, visit: Visit, reason: str, person: Practitioner, now: datetime) -> Visit:
    """Start the next version of a signed visit, with everything that the visit says; the draft is saved.

    Until the draft is signed the signed version counts. Sealed sheets are copied sealed, with their signatures. What
    was accepted there is accepted here, as long as it is the very same (`carry_decisions`).
    Raises NotAllowed, NotSaved, and Known for a short reason or a visit that cannot be amended.
    """
    require(person, "draft")
    if why := why_not_amended(visit):
        raise Known(why)
    draft = Visit(kind=visit.kind, amend_reason=reason_of(reason))
    chart.save(now)
    draft.amends = visit
    keep_copy(chart, draft, visit.course, visit.session_number, copy_visit(visit, draft), now)
    carry_decisions(draft, Context.at(now, draft.opened_at.date(), draft.opened_at))
    with suppress(NotSaved):  # the draft itself is kept; its decisions stay in memory and go with the next save
        chart.save(now)
    return draft
