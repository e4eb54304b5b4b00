"""The clocks of a visit, read off its own times: nothing runs but the wall clock, so nothing is lost by a restart.

A clock starts and ends by writing a time into the chart. What it counts to comes from the product, the spin, the rules
of the house or the observation that a dose asks for (clinical.md 4.1, 4.2, 6.2).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from charting.catalogue import topical
from charting.records.after_checks import OBSERVE_MIN
from charting.records.base import Record
from charting.records.house_rules import house_rules
from charting.records.visit import Visit
from charting.rulebook import Broken
from charting.rules.prp_clock import later
from charting.words import _

READY, RUNNING, NEAR, OVER, DONE = "ready", "running", "near", "over", "done"
NEAR_SECONDS = 600
NEAR_SHARE = 5


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: `starts` and `ends` name the fields of `record` that a tap writes; blank where a tap writes nothing.

    `due` is the moment it counts to, None where it only counts up. `kind` names its icon.
    """

    kind: str
    title: str
    record: Record
    starts: str
    ends: str
    started: datetime | None
    ended: datetime | None
    due: datetime | None = None

    @property
    def key(self) -> str:
        """Stands for the same clock from one look to the next."""
        return f"{self.record.id}.{self.kind}"

    @property
    def running(self) -> bool:
        """Whether it counts now."""
        return self.started is not None and self.ended is None

    def state(self, now: datetime) -> str:
        """`ready`, `running`, `near` its end, `over` it, or `done`. Near: the last ten minutes, or fifth if shorter."""
        if self.started is None:
            return READY
        if self.ended is not None:
            return DONE
        if self.due is None:
            return RUNNING
        left, whole = _seconds(self.due - now), _seconds(self.due - self.started)
        if left <= 0:
            return OVER
        return NEAR if left <= min(NEAR_SECONDS, max(whole // NEAR_SHARE, 0)) else RUNNING

    def seconds(self, now: datetime) -> int:
        """Seconds left to `due`, below zero when over; without `due`, seconds since the start. 0 while not started."""
        if self.started is None:
            return 0
        until = max(self.ended or now, self.started)  # a clock set back never makes time that was not there
        return _seconds(until - self.started) if self.due is None else _seconds(self.due - until)


def clocks_of(visit: Visit) -> list[Clock]:
    """Every clock of a visit in the order of the procedure, those not started yet as well."""
    return [*_topicals(visit), *_blocks(visit), *_prp(visit), *_needling(visit), *_observation(visit)]


def shown_on_clock(seconds: int) -> str:
    """`09:12`, `1:02:03`, and `+04:10` for time over."""
    sign, rest = ("+" if seconds < 0 else ""), abs(seconds)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes:02}:{rest:02}"


def _topicals(visit: Visit) -> Iterator[Clock]:
    for row in visit.anaesthesia.topicals if visit.anaesthesia is not None else ():
        listed = topical(row.product)
        dwell = listed.contact_min[0] if listed is not None and listed.contact_min else None
        due = None if row.applied_at is None or dwell is None else later(row.applied_at, dwell)
        title = row.product or _("Numbing cream")
        yield Clock("topical", title, row, "applied_at", "removed_at", row.applied_at, row.removed_at, due)


def _blocks(visit: Visit) -> Iterator[Clock]:
    """From the first dose to the test of the block."""
    sheet = visit.anaesthesia
    given = [dose.given_at for dose in sheet.doses if dose.given_at is not None] if sheet is not None else []
    if sheet is not None and given:
        yield Clock("block", _("Block onset"), sheet, "", "block_tested_at", min(given), sheet.block_tested_at)


def _prp(visit: Visit) -> Iterator[Clock]:
    sheet = visit.prp
    if sheet is None:
        return
    yield Clock("draw", _("Blood draw to PRP"), sheet, "draw_at", "prp_ready_at", sheet.draw_at, sheet.prp_ready_at)
    for spin in sheet.spins:
        due = None if spin.started_at is None or spin.minutes is None else later(spin.started_at, spin.minutes)
        title = _("Spin {number}").format(number=spin.place())
        yield Clock("spin", title, spin, "started_at", "ended_at", spin.started_at, spin.ended_at, due)
    book = house_rules(sheet, "prp")
    given = visit.application.injection_start_at if visit.application is not None else None
    if sheet.prp_ready_at is not None and sheet.draw_at is not None and visit.application is not None:
        due = None if isinstance(book, Broken) else later(sheet.draw_at, book.value("use_before_warn_min"))
        title = _("PRP, use before")
        yield Clock("prp", title, visit.application, "", "injection_start_at", sheet.prp_ready_at, given, due)


def _needling(visit: Visit) -> Iterator[Clock]:
    sheet = visit.needling
    if sheet is not None:
        yield Clock("needling", _("Needling"), sheet, "start_at", "end_at", sheet.start_at, sheet.end_at)


def _observation(visit: Visit) -> Iterator[Clock]:
    """From the last dose until the patient leaves: toxicity may come late."""
    sheet = visit.anaesthesia
    given = [dose.given_at for dose in sheet.doses if dose.given_at is not None] if sheet is not None else []
    if visit.after is not None and given:
        last = max(given)
        due = last + timedelta(minutes=int(OBSERVE_MIN))
        yield Clock("observation", _("Observation"), visit.after, "", "left_at", last, visit.after.left_at, due)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
