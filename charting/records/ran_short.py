"""How long something ran, and whether that is less than was planned (clinical.md 6.2 sets no rule for it)."""

from datetime import datetime

from charting.words import _

GRACE_S = 10
"""A tap in the last seconds is a hand that stands ready, and asks nothing."""
_TO_THE_MINUTE_S = 59
"""What a time that was typed, and so has no seconds, may lack."""


def ran_short(started: datetime | None, ended: datetime | None, planned_s: int | None) -> int | None:
    """Seconds from start to end where they are fewer than planned; None where they are not, or are not known."""
    if started is None or ended is None or planned_s is None or ended < started:
        return None
    ran = int((ended - started).total_seconds())
    unsure = GRACE_S + sum(_TO_THE_MINUTE_S for moment in (started, ended) if not moment.second)
    return ran if ran + unsure < planned_s else None


def length(seconds: int) -> str:
    """`2 s`, `1 min 15 s`, `8 min`."""
    minutes, rest = divmod(seconds, 60)
    parts = []
    if minutes:
        parts.append(_("{minutes} min").format(minutes=minutes))
    if rest or not minutes:
        parts.append(_("{seconds} s").format(seconds=rest))
    return " ".join(parts)
