"""What cannot be before what: the one table of the order of a visit's times, and the check that reads it.

Clinical rules that judge more than a slip of the clock keep their own words: consent before the procedure (3.4), cream
off before the needle (TR3), the time-out before the first drop (7), an adverse event before its end (8.4).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from charting.context import Context
from charting.dates import show_moment, show_time
from charting.findings import Finding, Level
from charting.records.base import Line, Sheet, slot_of
from charting.words import _, marked

PRP_TIMES = "prp-times"
_SAID_BY_THE_CLOCK = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Time:
    """A time of a visit: the sheet that has it (blank: the visit itself), its rows if it stands in one, its field.

    `words` tell it as a sentence with `{time}`, and `{row}` for the name of the row. `counts` leaves rows out.
    """

    sheet: str
    rows: str
    field: str
    words: str
    row: Callable[[Any], str] = lambda _row: ""
    counts: Callable[[Any], bool] = lambda _row: True

    def beside(self, own: Any) -> list[Any]:
        """The records that have this time in the visit of a sheet, in their order; `own` is that sheet or the visit."""
        sheet = _sheet(own, self.sheet)
        if sheet is None:
            return []
        return [row for row in getattr(sheet, self.rows) if self.counts(row)] if self.rows else [sheet]

    def told(self, record: Any, other: datetime, day: Any) -> str:
        """The sentence; with the day where the two times are so far apart that the clock alone does not tell."""
        at = getattr(record, self.field)
        near = abs(at - other) < _SAID_BY_THE_CLOCK
        return _(self.words).format(time=show_time(at) if near else show_moment(at, day), row=self.row(record))


@dataclass(frozen=True, slots=True)
class Order:
    """None of `first` is after `then`; equal minutes are fine. `rows` says of which rows, where both stand in the same.

    A STOP is a slip of the clock and nothing else. A BLOCK gives way to a reason: PRP of one tube was ready while
    another still spun, a patient left before the end.
    """

    rule: str
    level: Level
    first: tuple[Time, ...]
    then: Time
    rows: str = "same"


def _spin(row: Any) -> str:
    return _("spin {number}").format(number=row.place())


def _zone(row: Any) -> str:
    return str(row.shown("zone") or _("a zone"))


def _on_the_day(row: Any) -> bool:
    return row.moment in {"end", "leaving"}


VISIT_FROM = Time("", "", "started_at", marked("the procedure started {time}"))
VISIT_UNTIL = Time("", "", "ended_at", marked("the procedure ended {time}"))
TOPICAL_ON = Time("anaesthesia", "topicals", "applied_at", marked("the topical was put on {time}"))
TOPICAL_OFF = Time("anaesthesia", "topicals", "removed_at", marked("the topical was taken off {time}"))
DOSE = Time("anaesthesia", "doses", "given_at", marked("a dose was given {time}"))
BLOCK_TESTED = Time("anaesthesia", "", "block_tested_at", marked("the block was tested {time}"))
GAS_FROM = Time("anaesthesia", "", "nitrous_start_at", marked("the gas was started {time}"))
GAS_UNTIL = Time("anaesthesia", "", "nitrous_end_at", marked("the gas was stopped {time}"))
DRAW = Time("prp", "", "draw_at", marked("blood was out {time}"))
SPIN_FROM = Time("prp", "spins", "started_at", marked("{row} started {time}"), _spin)
SPIN_UNTIL = Time("prp", "spins", "ended_at", marked("{row} ended {time}"), _spin)
READY = Time("prp", "", "prp_ready_at", marked("PRP was ready {time}"))
NEEDLING_FROM = Time("needling", "", "start_at", marked("needling started {time}"))
NEEDLING_UNTIL = Time("needling", "", "end_at", marked("needling ended {time}"))
ZONE_FROM = Time("needling", "zones", "start_at", marked("needling of “{row}” started {time}"), _zone)
ZONE_UNTIL = Time("needling", "zones", "end_at", marked("needling of “{row}” ended {time}"), _zone)
TIME_OUT = Time("application", "", "timeout_at", marked("the time-out was {time}"))
GIVEN = Time("application", "", "injection_start_at", marked("PRP was first given {time}"))
SCORED = Time("after", "reactions", "taken_at", marked("reactions were scored {time}"), counts=_on_the_day)
LEFT = Time("after", "", "left_at", marked("the patient left {time}"))

ORDERS = (
    Order("visit-times", Level.STOP, (VISIT_FROM,), VISIT_UNTIL),
    Order("topical-times", Level.STOP, (TOPICAL_ON,), TOPICAL_OFF),
    Order("gas-times", Level.STOP, (GAS_FROM,), GAS_UNTIL),
    Order(PRP_TIMES, Level.STOP, (DRAW,), SPIN_FROM),
    Order("spin-order", Level.BLOCK, (SPIN_FROM, SPIN_UNTIL), SPIN_FROM, rows="earlier"),
    Order("spin-times", Level.STOP, (SPIN_FROM,), SPIN_UNTIL),
    Order(PRP_TIMES, Level.STOP, (DRAW,), SPIN_UNTIL),
    Order(PRP_TIMES, Level.STOP, (DRAW,), READY),
    Order("prp-spun-first", Level.BLOCK, (SPIN_FROM, SPIN_UNTIL), READY),
    Order("needling-times", Level.STOP, (NEEDLING_FROM,), NEEDLING_UNTIL),
    Order("zone-times", Level.STOP, (ZONE_FROM,), ZONE_UNTIL),
    Order(PRP_TIMES, Level.STOP, (DRAW, READY), GIVEN),
    Order("prp-spun-first", Level.BLOCK, (SPIN_FROM, SPIN_UNTIL), GIVEN),
    Order("left-before-end", Level.STOP, (VISIT_UNTIL,), LEFT),
    Order(
        "left-before",
        Level.BLOCK,
        (
            *(VISIT_FROM, TOPICAL_ON, TOPICAL_OFF, DOSE, BLOCK_TESTED, GAS_FROM, GAS_UNTIL),
            *(DRAW, SPIN_FROM, SPIN_UNTIL, READY, NEEDLING_FROM, NEEDLING_UNTIL, ZONE_FROM, ZONE_UNTIL),
            *(TIME_OUT, GIVEN, SCORED),
        ),
        LEFT,
    ),
)
"""In the order in which they are looked at: of one time only the first breach is said."""


def times_in_order(record: Any, context: Context) -> Iterator[Finding]:
    """Each time of a record that is before one it cannot be before, with the latest such time (6.2, 7, 8.1)."""
    own = getattr(record, "parent", None) if isinstance(record, Line) else record
    said: set[str] = set()
    for order in ORDERS if own is not None else ():
        name = order.then.field
        if name in said or getattr(record, name, None) is None or record not in order.then.beside(own):
            continue
        breached = _latest_after(own, record, order)
        if breached is not None:
            said.add(name)
            yield _finding(order, record, *breached, context)


def _latest_after(own: Any, record: Any, order: Order) -> tuple[Time, Any] | None:
    at = minute_of(getattr(record, order.then.field))
    later = [
        (time, row)
        for time in order.first
        for row in _rows(own, record, order, time)
        if getattr(row, time.field) is not None and minute_of(getattr(row, time.field)) > at
    ]
    return max(later, key=lambda one: getattr(one[1], one[0].field), default=None)


def _rows(own: Any, record: Any, order: Order, first: Time) -> Iterable[Any]:
    rows, then = first.beside(own), order.then
    if not first.rows or (first.sheet, first.rows) != (then.sheet, then.rows):
        return rows
    return [record] if order.rows == "same" else rows[: rows.index(record)]


def _finding(order: Order, record: Any, first: Time, row: Any, context: Context) -> Finding:
    at, before = getattr(record, order.then.field), getattr(row, first.field)
    then_words, first_words = order.then.told(record, before, context.day), first.told(row, at, context.day)
    said = _("{then}, but {first}").format(then=then_words, first=first_words)
    return Finding(
        order.level,
        said[:1].upper() + said[1:],
        next_step=_("Put the time right that is wrong."),
        rule=order.rule,
        field=order.then.field,
        inputs=((then_words, at.isoformat()), (first_words, before.isoformat())),
    )


def _sheet(own: Any, name: str) -> Any:
    """A sheet of the visit that `own` belongs to or is; for a blank name the visit; None where there is none."""
    if isinstance(own, Sheet) and slot_of(type(own)) == name:
        return own
    visit = own.visit if isinstance(own, Sheet) else own
    return visit if visit is None or not name else getattr(visit, name)


def minute_of(moment: datetime) -> datetime:
    """A tap keeps its second, a typed time has none: they are compared by the minute, in real time."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)
