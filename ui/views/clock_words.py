"""Clocks in the words of the rail, of Today, of the lock and of the top bar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from charting.dates import show_time
from charting.origins import CORRECTED, origin_words
from charting.records.clocks import DONE, NEAR, OVER, READY, RUNNING, Clock, shown_on_clock
from charting.records.ran_short import length, ran_short
from charting.records.visit import VISIT_KINDS, Visit
from charting.words import _
from ui.parts.clock_shown import ClockShown, TimeShown


@dataclass(frozen=True, slots=True)
class ClockSaid:
    """How a visit stands by its clocks: `Needling, 09:12`, a line below, and running, near or over."""

    words: str
    line: str
    state: str


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said of one kind of clock: `start` and `end` on buttons, then its times, then what a tap did."""

    icon: str
    end: str
    start_time: str
    end_time: str
    started: str
    ended: str
    start: str = _("Start {title}")


_ENDS = (_("End"), _("Started"), _("Ended"), _("{title} started"), _("{title} ended"))
_KINDS = {
    "topical": _Words("hand", _("Off"), _("On"), _("Off"), _("{title} on"), _("{title} off"), _("{title} on")),
    "block": _Words("syringe", _("Tested"), "", _("Tested"), "", _("Block tested")),
    "gas": _Words("cloud", _("Off"), _("On"), _("Off"), _("Gas on"), _("Gas off"), _("Gas on")),
    "draw": _Words(
        "syringe", _("Ready"), _("Blood out"), _("PRP ready"), _("Blood out"), _("PRP ready"), _("Blood out")
    ),
    "spin": _Words("centrifuge", *_ENDS),
    "prp": _Words("drop", _("Given"), "", _("First given"), "", _("PRP given")),
    "needling": _Words("pen", *_ENDS),
    "zone": _Words("head", *_ENDS),
    "observation": _Words("clock", _("Left"), "", _("Left"), "", _("Patient left")),
}
_STATES = {
    READY: _("not started"),
    RUNNING: _("running"),
    NEAR: _("near its end"),
    OVER: _("over its time"),
    DONE: _("done"),
}
_HOUR = 3600
_LONG = 36000


def moment_words(clock: Clock, field: str) -> str:
    """What an answered time means: `Spin 1 started`, `Topical off`."""
    words = _KINDS[clock.kind]
    return (words.ended if field == clock.ends else words.started).format(title=clock.title)


def icon_of(clock: Clock) -> str:
    """The icon of its kind."""
    return _KINDS[clock.kind].icon


def line_of(clock: Clock, now: datetime) -> str:
    """One line of until or since; of a clock that is done, from when to when."""
    if clock.started is None:
        return _("until {time}").format(time=show_time(clock.ended)) if clock.ended is not None else ""
    if clock.ended is not None:
        words, planned = _("{start} to {end}"), clock.whole
        if clock.kind == "spin" and planned and ran_short(clock.started, clock.ended, planned) is not None:
            words = _("{start} to {end}, {planned} planned")
        start, end = show_time(clock.started), show_time(clock.ended)
        return words.format(start=start, end=end, planned=length(planned or 0))
    if clock.due is None:
        right = clock.starts and (clock.record.origins or {}).get(clock.starts, ("", ""))[0] == CORRECTED
        words = _("since {time}, put right") if right else _("since {time}")
        return words.format(time=show_time(clock.started))
    time = show_time(clock.due)
    return _("use by {time}").format(time=time) if clock.kind == "prp" else _("until {time}").format(time=time)


def figures_of(clock: Clock, now: datetime) -> str:
    """`09:12`, `1:02:03`, `+04:10`, `+1:02 h`, never wider than `0:00:00`; once done, how long it took."""
    if clock.started is None:
        return ""
    seconds = clock.seconds(now)
    if clock.ended is not None:
        seconds = max(int((clock.ended - clock.started).total_seconds()), 0)
    if seconds > -_HOUR and seconds < _LONG:
        return shown_on_clock(seconds)
    minutes = abs(seconds) // 60
    return _("{figures} h").format(figures=f"{'+' if seconds < 0 else ''}{minutes // 60}:{minutes % 60:02}")


def shown_clock(clock: Clock, now: datetime, *, read_only: bool = False) -> ClockShown:
    """A clock for the rail."""
    state = clock.state(now)
    starts = state == READY and clock.starts and not read_only
    ends = clock.running and clock.ends and not read_only
    words = _KINDS[clock.kind]
    title = clock.title if clock.kind == "topical" else clock.title.lower()
    act = words.start.format(title=title) if starts else words.end if ends else ""
    spoken = _("{clock}: {deed}").format(clock=clock.title, deed=act) if ends else act
    return ClockShown(
        key=clock.key,
        icon="tick" if state == DONE else words.icon,
        title=clock.title,
        line=line_of(clock, now),
        time=figures_of(clock, now),
        state=state,
        share=_share(clock, now),
        act=act,
        act_spoken=spoken,
        held=clock.held if ends else "",
        detail=detail_of(clock),
        spoken=", ".join(part for part in (clock.title, _STATES[state], line_of(clock, now)) if part),
        times=_times(clock, read_only=read_only),
    )


def detail_of(clock: Clock) -> str:
    """What stands in full where a clock is opened: the product, the last moment, why it may not be ended yet."""
    last = ""
    if clock.last is not None and not clock.ended:
        words = _("Last use {time}") if clock.kind == "prp" else _("No longer than {time}")
        last = words.format(time=show_time(clock.last))
    return ". ".join(part for part in (clock.detail, last) if part)


def over_words(clock: Clock, visit: Visit, now: datetime) -> str:
    """`Room 2: Spin 1 over by 01:20`, without anybody's name."""
    over = figures_of(clock, now).lstrip("+")
    return _("{room}: {clock} over by {time}").format(room=room_of(visit), clock=clock.title, time=over)


def room_of(visit: Visit) -> str:
    """`Room 2`, or what tells a visit apart without a name: `M-PRP of 13:00`."""
    if visit.room:
        return visit.room if not visit.room.isdigit() else _("Room {number}").format(number=visit.room)
    return _("{kind} of {time}").format(kind=VISIT_KINDS.label(visit.kind), time=show_time(visit.opened_at))


def running_words(clocks: Sequence[Clock], now: datetime) -> ClockSaid | None:
    """How a visit stands by its clocks: `Needling, 09:12`, then `PRP, use by 14:18`, and the state of the first.

    Overdue ones come first, then those near their end, then the last one started. None while nothing runs.
    """
    running = by_need(clocks, now)
    if not running:
        return None
    first = running[0]
    words = _("{clock}, {time}").format(clock=first.title, time=figures_of(first, now))
    second = running[1] if len(running) > 1 else None
    line = _("{clock}, {until}").format(clock=second.title, until=line_of(second, now)) if second else ""
    return ClockSaid(words, line or line_of(first, now), first.state(now))


def by_need(clocks: Sequence[Clock], now: datetime) -> list[Clock]:
    """The running clocks of a visit, without those of single zones: over, near, then the last one started."""
    order = {OVER: 0, NEAR: 1}
    running = [clock for clock in clocks if clock.running and clock.kind != "zone"]
    running.sort(key=lambda clock: clock.started or now, reverse=True)
    return sorted(running, key=lambda clock: order.get(clock.state(now), 2))


def _share(clock: Clock, now: datetime) -> float | None:
    if clock.whole is None:
        return None
    if clock.whole <= 0 or clock.ended is not None:
        return 1.0
    return min(max(1 - clock.seconds(now) / clock.whole, 0.0), 1.0)


def _times(clock: Clock, *, read_only: bool) -> tuple[TimeShown, ...]:
    origins, words = clock.record.origins or {}, _KINDS[clock.kind]
    shown = []
    for field, label, moment in (
        (clock.starts, words.start_time, clock.started),
        (clock.ends, words.end_time, clock.ended),
    ):
        closed = read_only or (field == clock.ends and (clock.started is None or (clock.running and bool(clock.held))))
        if field and (moment is not None or not closed):
            said = origin_words(origins[field]) if field in origins and moment is not None else ""
            time = show_time(moment) if moment is not None else ""
            shown.append(TimeShown(field, label, time, said, not closed))
    return tuple(shown)
