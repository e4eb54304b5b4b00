"""What a scanned label says, and the two-digit years of its dates (clinical.md 5.4)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from charting.errors import Unreadable
from charting.words import _

YEARS_BACK = 49


class NotUdi(Unreadable):
    """A scan that must not be taken: wrong check character, impossible date, nothing in it. The message says why."""


@dataclass(frozen=True, slots=True)
class Udi:
    """A scan taken apart. What the label does not say is None; `raw` is the scan with `␝` for its separators.

    `device` is the HIBC labeller and product code, `catalogue` the maker's own number (GS1 240). `check` and `link`
    are HIBC's: a secondary label belongs to the primary one whose `check` equals its `link`. `warnings` are in words.
    `readings` are the ways a label may be meant whose separator a scanner may have dropped, the likeliest first and
    the one without any separator last; what they differ in is None until somebody chooses.
    """

    raw: str
    gtin: str | None = None
    lot: str | None = None
    expiry: date | None = None
    serial: str | None = None
    made_on: date | None = None
    best_before: date | None = None
    count: int | None = None
    catalogue: str | None = None
    device: str | None = None
    check: str | None = None
    link: str | None = None
    warnings: tuple[str, ...] = ()
    readings: tuple["Udi", ...] = ()

    @property
    def told(self) -> bool:
        """Whether anything but the raw text could be read."""
        named = (self.gtin, self.lot, self.serial, self.device, self.readings)
        return any((*named, self.expiry, self.made_on, self.best_before))


def unread(raw: str, why: str) -> Udi:
    """A scan kept as it is, with a warning."""
    return Udi(raw, warnings=(why,))


def full_year(two_digits: int, today: date) -> int:
    """The year of two digits between 49 years back and 50 forward of today: in 2026, 77 is 1977 and 76 is 2076."""
    first = today.year - YEARS_BACK
    return first + (two_digits - first) % 100


def day_of(year: int, month: int, day: int) -> date:
    """A calendar day; day 0 is the last of the month. Raises NotUdi when there is no such day."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError as fault:
        raise NotUdi(
            _("The label gives a date that does not exist: {year}-{month}-{day}.").format(
                year=year, month=f"{month:02d}", day=f"{day:02d}"
            )
        ) from fault


def six_digits(text: str, today: date) -> date:
    """YYMMDD as a day. Raises NotUdi as `day_of`."""
    return day_of(full_year(int(text[:2]), today), int(text[2:4]), int(text[4:6]))


def day_number(year: int, number: int) -> date:
    """The day of a year by its number from 1. Raises NotUdi when the year has no such day."""
    first = date(year, 1, 1).toordinal()
    if not 1 <= number <= date(year, 12, 31).toordinal() - first + 1:
        raise NotUdi(
            _("The label gives day {number} of {year}, which does not exist.").format(number=number, year=year)
        )
    return date.fromordinal(first + number - 1)
