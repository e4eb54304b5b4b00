"""A paper that reached somebody without our printer, or that the patient did not want: written down with a reason."""

from dataclasses import dataclass
from datetime import datetime

from charting.actions.papers import HANDED_OUT, Finished, keep_paper
from charting.actions.people import require
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.records.print_job import DECLINED, PATIENT, RECIPIENTS, WAYS, HandedOut
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.words import _

SHORTEST_REASON = 3


@dataclass(frozen=True, slots=True)
class Given:
    """`way` is a code of WAYS, `recipient` one of RECIPIENTS; `language` is the one the paper is set in."""

    way: str
    reason: str
    recipient: str = PATIENT
    language: str | None = None


def give_unprinted(
    chart: ChartSession, visit: Visit, paper: Finished, given: Given, who: Practitioner, now: datetime
) -> HandedOut:
    """Keep a paper and write down how it was given, or that it was not wanted, in one save.

    Raises Known without a way or a reason, NotAllowed, and NotSaved; then nothing was written down.
    """
    require(who, "print")
    reason = given.reason.strip()
    if given.way not in WAYS or given.recipient not in RECIPIENTS:
        raise Known(_("Choose how it was given."))
    if len(reason) < SHORTEST_REASON:
        raise Known(_("Say in a few words how or why."))
    declined = given.way == DECLINED
    row = HandedOut(
        visit=visit,
        at=now,
        by=who.name or "",
        recipient=PATIENT if declined else given.recipient,
        copies=0 if declined else 1,
        on_paper=0,
        language=given.language,
        way=given.way,
        reason=reason,
    )
    keep_paper(chart, visit, paper, HANDED_OUT, who.name or "", now, row)
    return row
