"""Where an answer came from that nobody typed: copied, scanned, tapped on a clock, or a time put right afterwards.

A record keeps these in `origins`, by field. A typed answer has none, and typing over one removes it.
"""

from datetime import date, datetime

from charting.choices import Choices
from charting.dates import show_day, show_time
from charting.words import _

COPIED, HOUSE, SCANNED, TAPPED, CORRECTED = "copied", "house", "scanned", "tapped", "corrected"
ORIGINS = Choices(
    "origin",
    (COPIED, "Copied, not confirmed"),
    (HOUSE, "As the house does it, not confirmed"),
    (SCANNED, "Scanned"),
    (TAPPED, "Tapped on the clock"),
    (CORRECTED, "Time put right"),
)
Origin = tuple[str, str]


def copied_from(day: date) -> Origin:
    """An answer of the visit of that day, waiting to be confirmed."""
    return COPIED, day.isoformat()


def from_house(day: date) -> Origin:
    """An answer of the house's visit of that day, to another patient, waiting to be confirmed."""
    return HOUSE, day.isoformat()


def waits(origin: Origin | None) -> bool:
    """Whether a person still has to confirm the answer or change it."""
    return origin is not None and origin[0] in {COPIED, HOUSE}


def at_time(kind: str, moment: datetime) -> Origin:
    """An answer that was scanned, tapped or put right at a time, which carries its offset."""
    return kind, moment.isoformat(timespec="seconds")


def origin_words(origin: Origin) -> str:
    """`copied from 24-Oct-2026, not confirmed`, `scanned 13:52`."""
    kind, when = origin
    if waits(origin):
        said = _("copied from {day}, not confirmed")
        if kind == HOUSE:
            said = _("copied from the house's last visit of this kind, {day}, not confirmed")
        return said.format(day=show_day(date.fromisoformat(when)))
    time = show_time(datetime.fromisoformat(when))
    words = {SCANNED: _("scanned {time}"), TAPPED: _("tapped {time}"), CORRECTED: _("put right {time}")}
    return words[kind].format(time=time)


def origin_note(origin: Origin) -> str:
    """What stands in small under the answer: `from 24-Oct-2026`, `scanned 13:52`."""
    kind, when = origin
    if not waits(origin):
        return origin_words(origin)
    words = _("from {day}") if kind == COPIED else _("house, {day}")
    return words.format(day=show_day(date.fromisoformat(when)))
