"""What a clock's time may be when it is put right."""

from datetime import datetime

from charting.dates import show_time
from charting.records.clocks import Clock
from charting.words import _


def why_not_then(clock: Clock, field: str, moment: datetime, now: datetime) -> str:
    """Why `field` of a clock cannot have been at a moment; blank where it can."""
    if moment > now:
        return _("later than now")
    if field == clock.ends and clock.started is not None and moment < clock.started:
        return _("before {time}").format(time=show_time(clock.started))
    if field == clock.starts and clock.ended is not None and moment > clock.ended:
        return _("after {time}").format(time=show_time(clock.ended))
    return ""
