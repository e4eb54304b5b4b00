"""A clock that would be ended before its planned time: what to ask first. A short spin is poor PRP, a short contact
time of a cream is little numbness (clinical.md 4.1, 6.2)."""

from datetime import datetime

from charting.records.clocks import Clock
from charting.records.ran_short import GRACE_S, length
from charting.words import _

_MATTERS = frozenset({"spin", "topical"})


def ended_early(clock: Clock, now: datetime) -> str:
    """`Ran 2 s of 8 min: end it?` while a spin or a topical has time left; blank where nothing is to be asked."""
    whole = clock.whole
    if clock.kind not in _MATTERS or not clock.running or clock.started is None or whole is None:
        return ""
    ran = max(int((now - clock.started).total_seconds()), 0)
    if ran >= whole - GRACE_S:
        return ""
    words = _("Ran {ran} of {whole}: end it?") if clock.kind == "spin" else _("On for {ran} of {whole}: take it off?")
    return words.format(ran=length(ran), whole=length(whole))
