"""A clock as it is drawn, without knowing what it is the clock of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeShown:
    """One of a clock's times: its field, label, the time as read, where it came from, and whether it may be changed."""

    field: str
    label: str
    time: str
    origin: str
    open: bool


@dataclass(frozen=True, slots=True)
class ClockShown:
    """`state` is ready, running, near, over or done. `share` is how much of the way to the end
    is gone, None without end.

    `act` is the word of the one button, blank where a tap writes nothing now; `held` says why it is closed. `spoken`
    says all of it without the running seconds, which a screen reader would never finish reading.
    """

    key: str
    icon: str
    title: str
    line: str
    time: str
    state: str
    share: float | None = None
    act: str = ""
    act_spoken: str = ""
    held: str = ""
    detail: str = ""
    spoken: str = ""
    times: tuple[TimeShown, ...] = ()
