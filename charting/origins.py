"""Where an answer came from that nobody typed: copied, scanned, tapped on a clock, or a time put right afterwards.

A record keeps these in `origins`, by field. A typed answer has none, and typing over one removes it.
"""

from datetime import date, datetime

from charting.choices import Choices
from charting.dates import show_day, show_time
from charting.words import _

COPIED, SCANNED, TAPPED, CORRECTED = "copied", "scanned", "tapped", "corrected"
ORIGINS = Choices(
    "origin",
    (COPIED, "Copied, not confirmed"),
    (SCANNED, "Scanned"),
    (TAPPED, "Tapped on the clock"),
    (CORRECTED, "Time put right"),
)
Origin = tuple[str, str]


def copied_from(day: date) -> Origin:
    """An answer of the visit of that day, waiting to be confirmed."""
    return COPIED, day.isoformat()


def at_time(kind: str, moment: datetime) -> Origin:
    """An answer that was scanned, tapped or put right at a time, which carries its offset."""
    return kind, moment.isoformat(timespec="seconds")


def origin_words(origin: Origin) -> str:
    """`copied from 24-Oct-2026, not confirmed`, `scanned 13:52`."""
    kind, when = origin
    if kind == COPIED:
        return _("copied from {day}, not confirmed").format(day=show_day(date.fromisoformat(when)))
    time = show_time(datetime.fromisoformat(when))
    words = {SCANNED: _("scanned {time}"), TAPPED: _("tapped {time}"), CORRECTED: _("put right {time}")}
    return words[kind].format(time=time)
