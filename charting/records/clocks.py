"""The clocks of a visit, read off its own times: nothing runs but the wall clock, so nothing is lost by a restart.

A clock starts and ends by writing a time into the chart. What it counts to comes from the product, the spin, the rules
of the house or the observation that a dose asks for (clinical.md 4.1, 4.2, 6.2).
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from charting.catalogue import topical
from charting.records.after_checks import OBSERVE_MIN
from charting.records.base import Record
from charting.records.dose import NERVE_BLOCKS
from charting.records.house_rules import house_rules
from charting.records.needled_zone import was_left
from charting.records.visit import Visit
from charting.rulebook import Broken
from charting.rules.prp_clock import later
from charting.words import _

READY, RUNNING, NEAR, OVER, DONE = "ready", "running", "near", "over", "done"
NEAR_SECONDS = 600
NEAR_SHARE = 5
BLOCKS = NERVE_BLOCKS | {"ring_block"}
TIME_OUT = ("timeout_name_confirmed", "timeout_dob_confirmed", "syringe_label_matches", "chart_matches")


@dataclass(frozen=True, slots=True)
class Clock:
    """One clock: `starts` and `ends` name the fields of `record` that a tap writes; blank where a tap writes nothing.

    `due` is the moment it counts to, None where it only counts up; `last` the moment it must not outlast, where there
    is one. `kind` names its icon, `detail` what it is about in full, `held` why it may not be ended yet.
    """

    kind: str
    title: str
    record: Record
    starts: str
    ends: str
    started: datetime | None
    ended: datetime | None
    due: datetime | None = None
    last: datetime | None = None
    detail: str = ""
    held: str = ""

    @property
    def key(self) -> str:
        """Stands for the same clock from one look to the next."""
        return f"{self.record.id}.{self.kind}"

    @property
    def running(self) -> bool:
        """Whether it counts now."""
        return self.started is not None and self.ended is None

    @property
    def whole(self) -> int | None:
        """Seconds from start to `due`; None where it only counts up or has not started."""
        return None if self.started is None or self.due is None else _seconds(self.due - self.started)

    def state(self, now: datetime) -> str:
        """`ready`, `running`, `near` its end, `over` it, or `done`. Near: the last ten minutes, or fifth if shorter."""
        if self.ended is not None:
            return DONE
        if self.started is None:
            return READY
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
    parts = (_topicals, _blocks, _gas, _prp, _needling, _observation)
    return [clock for part in parts for clock in part(visit)]


def shown_on_clock(seconds: int) -> str:
    """`09:12`, `1:02:03`, and `+04:10` for time over."""
    sign, rest = ("+" if seconds < 0 else ""), abs(seconds)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes:02}:{rest:02}"


def _topicals(visit: Visit) -> Iterator[Clock]:
    """To the shortest contact time of the product; not beyond its longest."""
    rows = visit.anaesthesia.topicals if visit.anaesthesia is not None else []
    for number, row in enumerate(rows, start=1):
        listed = topical(row.product)
        times = listed.contact_min if listed is not None else None
        least, most = (None, None)
        if row.applied_at is not None and times is not None:
            least, most = later(row.applied_at, times[0]), later(row.applied_at, times[1])
        title = _("Topical") if len(rows) == 1 else _("Topical {number}").format(number=number)
        ends = (row.applied_at, row.removed_at, least, most)
        yield Clock("topical", title, row, "applied_at", "removed_at", *ends, detail=row.product or "")


def _given(visit: Visit, techniques: Collection[str] = ()) -> list[datetime]:
    """When doses were given, all or those of some techniques."""
    doses = visit.anaesthesia.doses if visit.anaesthesia is not None else []
    return [d.given_at for d in doses if d.given_at is not None and (not techniques or d.technique in techniques)]


def _blocks(visit: Visit) -> Iterator[Clock]:
    """From the first block to its test."""
    sheet, given = visit.anaesthesia, _given(visit, BLOCKS)
    if sheet is not None and given:
        yield Clock("block", _("Block onset"), sheet, "", "block_tested_at", min(given), sheet.block_tested_at)


def _gas(visit: Visit) -> Iterator[Clock]:
    sheet = visit.anaesthesia
    if sheet is not None and ("nitrous_oxide" in (sheet.anaesthesia_plan or ()) or sheet.nitrous_start_at is not None):
        times = (sheet.nitrous_start_at, sheet.nitrous_end_at)
        yield Clock("gas", _("Nitrous oxide"), sheet, "nitrous_start_at", "nitrous_end_at", *times)


def _prp(visit: Visit) -> Iterator[Clock]:
    sheet = visit.prp
    if sheet is None:
        return
    yield Clock("draw", _("Draw to PRP"), sheet, "draw_at", "prp_ready_at", sheet.draw_at, sheet.prp_ready_at)
    for spin in sheet.spins:
        due = None if spin.started_at is None or spin.minutes is None else later(spin.started_at, spin.minutes)
        title = _("Spin {number}").format(number=spin.place())
        yield Clock("spin", title, spin, "started_at", "ended_at", spin.started_at, spin.ended_at, due)
    given = visit.application
    if given is None or sheet.prp_ready_at is None or sheet.draw_at is None:
        return
    use_by, last = None, None
    if not isinstance(book := house_rules(sheet, "prp"), Broken):
        use_by = later(sheet.draw_at, book.value("use_before_warn_min"))
        last = later(sheet.draw_at, book.value("use_before_block_min"))
    ended = given.injection_start_at or sheet.discarded_at
    confirmed = all(getattr(given, name) is True for name in TIME_OUT)
    held = "" if confirmed else _("Given: after the time-out")
    started = sheet.prp_ready_at
    yield Clock("prp", _("PRP"), given, "", "injection_start_at", started, ended, use_by, last, held=held)


def _needling(visit: Visit) -> Iterator[Clock]:
    sheet = visit.needling
    if sheet is None:
        return
    yield Clock("needling", _("Needling"), sheet, "start_at", "end_at", sheet.start_at, sheet.end_at)
    for number, zone in enumerate(sheet.zones, start=1):
        if was_left(zone):
            continue
        title = zone.shown("zone") or _("Zone {number}").format(number=number)
        yield Clock("zone", title, zone, "start_at", "end_at", zone.start_at, zone.end_at)


def _observation(visit: Visit) -> Iterator[Clock]:
    """From the last dose until the patient leaves: toxicity may come late."""
    given = _given(visit)
    if visit.after is not None and given:
        last = max(given)
        due = last + timedelta(minutes=int(OBSERVE_MIN))
        yield Clock("observation", _("Observation"), visit.after, "", "left_at", last, visit.after.left_at, due)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())
