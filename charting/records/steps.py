"""How far a visit is, step by step: when a step ended, and which one makes sense next."""

from collections.abc import Callable, Sequence
from datetime import datetime

from charting.fields import lines_of
from charting.records.after import After
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.base import Record, findings
from charting.records.clocks import NEAR, OVER, Clock
from charting.records.consent import Consent
from charting.records.needling import Needling
from charting.records.outcome import Outcome
from charting.records.photo_consent import PhotoConsent
from charting.records.prp import Prp
from charting.records.visit import Visit, context_of

WORKED_UNDER = frozenset({"prp", "observation"})
"""Clocks under which the work of their step goes on; of the others the step has only to wait for the end."""


def ended_at(record: Record) -> datetime | None:
    """When a step ended, where the chart says it: signed, taken off, ready, done, left."""
    match record:
        case Consent() | PhotoConsent():
            return record.signed_at
        case Anaesthesia():
            return _last(*(t.removed_at for t in record.topicals), *(d.given_at for d in record.doses))
        case Prp():
            return record.prp_ready_at
        case Needling():
            return record.end_at
        case Application():
            return record.injection_start_at
        case After():
            return record.left_at
        case Visit():
            return record.ended_at
    return None


def may_wait(step: Record, now: datetime) -> bool:
    """Whether a step that nobody has begun asks for nothing: consent to photographs, outcome measures (1.4, 1.5).

    While photographs are still to be taken, their consent does not wait.
    """
    if not isinstance(step, PhotoConsent | Outcome) or not step.is_blank():
        return False
    if isinstance(step, PhotoConsent) and _photographs_to_come(step, now):
        return False
    return not any(finding.blocks for finding in findings(step, context_of(step.visit, now)))


def _photographs_to_come(step: PhotoConsent, now: datetime) -> bool:
    sheet = step.visit.assessment if step.visit is not None else None
    found = findings(sheet, context_of(step.visit, now)) if sheet is not None else ()
    return any(finding.field == "photographs" and finding.blocks for finding in found)


def sensible_next(
    steps: Sequence[Record],
    here: Record,
    complete: Callable[[Record], bool],
    clocks: Sequence[Clock],
    now: datetime,
    *,
    swift: bool = False,
) -> Record | None:
    """The step to go to from `here`; None for the sign-off board.

    A step whose clock is near its end or over comes first. Then the first one further on that is not complete; one
    that only waits for its clock is left alone while another can be worked on. One that asks for nothing is passed over
    only when `swift`: nobody asked for the next step, it follows from ending this one. From the end it goes back to
    the first one that is not complete, at last to one that asks for nothing, unless `here` is not complete either: then
    the board says what is left.
    """
    running = [clock for clock in clocks if clock.running]
    states = {clock.record.id: clock.state(now) for clock in running}
    waited = {clock.record.id: clock.state(now) for clock in running if clock.kind not in WORKED_UNDER}
    waiting = {step.id: _states(step, waited) for step in steps}
    open_ = [step for step in steps if step is not here and (not complete(step) or _unread(step))]
    to_do = [step for step in open_ if not may_wait(step, now)]
    at = next((index for index, step in enumerate(steps) if step is here), -1)
    ahead = [step for step in steps[at + 1 :] if step in (to_do if swift else open_)]
    behind = [step for step in to_do if step not in ahead] if complete(here) else []
    pressing = [step for step in to_do if _states(step, states) & {NEAR, OVER}]
    free = [step for step in (*ahead, *behind) if not waiting[step.id]]
    last = open_ if complete(here) else []
    return next(iter([*pressing, *free, *ahead, *behind, *last]), None)


def _unread(step: Record) -> bool:
    """The visit in words is looked at before anybody signs; a note in it shows that somebody was there."""
    return isinstance(step, Visit) and step.note is None and step.signed_at is None


def _states(step: Record, states: dict[str, str]) -> set[str]:
    """How the running clocks of a step and its rows stand."""
    rows = (row for name in lines_of(type(step)) for row in getattr(step, name))
    return {states[record.id] for record in (step, *rows) if record.id in states}


def _last(*moments: datetime | None) -> datetime | None:
    known = [moment for moment in moments if moment is not None]
    return max(known) if known and len(known) == len(moments) else None
