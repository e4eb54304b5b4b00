"""Days and times as a clinic writes and types them: 14-Mar-1985, 24-hour clock, whatever the locale.

A paper in a language of its own names months and weekdays in it; its digits are 0 to 9 and its clock has 24 hours too.
"""

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

from charting.context import Context
from charting.errors import Unreadable
from charting.words import _, for_a_paper, marked, pgettext

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH_NAMES = (
    marked("January"),
    marked("February"),
    marked("March"),
    marked("April"),
    marked("May"),
    marked("June"),
    marked("July"),
    marked("August"),
    marked("September"),
    marked("October"),
    marked("November"),
    marked("December"),
)
_WEEKDAYS = (
    marked("Monday"),
    marked("Tuesday"),
    marked("Wednesday"),
    marked("Thursday"),
    marked("Friday"),
    marked("Saturday"),
    marked("Sunday"),
)
EARLIEST_YEAR, LATEST_YEAR = 1890, 2199
_STEP_DAYS = {"d": 1, "w": 7}
_ACROSS_MIDNIGHT = timedelta(hours=6)


def show_day(day: date) -> str:
    """`14-Mar-1985`; on a paper in a language of its own, the day with the short name of its month there."""
    if for_a_paper():
        words, month = _("{day}-{month}-{year}"), _short_months()[day.month - 1]
        return words.format(day=f"{day.day:02d}", month=month, year=f"{day.year:04d}")
    return f"{day.day:02d}-{MONTHS[day.month - 1]}-{day.year:04d}"


def _short_months() -> tuple[str, ...]:
    return (
        pgettext("short", "Jan"),
        pgettext("short", "Feb"),
        pgettext("short", "Mar"),
        pgettext("short", "Apr"),
        pgettext("short", "May"),
        pgettext("short", "Jun"),
        pgettext("short", "Jul"),
        pgettext("short", "Aug"),
        pgettext("short", "Sep"),
        pgettext("short", "Oct"),
        pgettext("short", "Nov"),
        pgettext("short", "Dec"),
    )


def show_long_day(day: date, *, year: bool = True) -> str:
    """`Thursday 14 August 2025`, for patients."""
    words = _("{weekday} {day} {month} {year}") if year else _("{weekday} {day} {month}")
    number = pgettext("first of the month", "1") if day.day == 1 else str(day.day)
    return words.format(weekday=weekday(day), day=number, month=_(_MONTH_NAMES[day.month - 1]), year=day.year)


def weekday(day: date) -> str:
    """`Thursday`."""
    return _(_WEEKDAYS[day.weekday()])


def show_time(moment: datetime) -> str:
    """`14:02`, in the offset the moment was stored with."""
    return f"{moment:%H:%M}"


def show_moment(moment: datetime, day: date | None = None) -> str:
    """`14:02` on the day given, otherwise `14-Mar-1985 14:02`."""
    if moment.date() == day:
        return show_time(moment)
    return f"{show_day(moment.date())} {show_time(moment)}"


def moment_in_file(text: str) -> datetime:
    """A time with its offset out of a file that others can write. Raises ValueError for one that no clock here had."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        raise ValueError("a time without its offset, or out of reach")
    return moment


def age_on(born: date, day: date) -> int:
    """Completed years of life on a day; a 29 February is reached on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def readings(text: str, today: date) -> list[date]:
    """Every calendar day that `text` can mean, day before month first. No reading is an empty list."""
    text = text.strip().lower()
    if text in {"t", "today"}:
        return [today]
    if step := re.fullmatch(r"([+-])([0-9]{1,3})([dwmy])", text):
        return _stepped(step, today)
    if not text.isascii():
        return []
    if named := re.fullmatch(r"(\d{1,2})[\s./-]*([a-z]{3,9})[\s./,-]*(\d{4}|\d{2})", text):
        return _valid([(_year(named[3], today), _month(named[2]), int(named[1]))])
    if named := re.fullmatch(r"([a-z]{3,9})\s+(\d{1,2}),?\s+(\d{4})", text):
        return _valid([(int(named[3]), _month(named[1]), int(named[2]))])
    if iso := re.fullmatch(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})", text):
        found = _valid([(int(iso[1]), int(iso[2]), int(iso[3]))])
        if found or not text.isdigit():
            return found
    if parts := re.fullmatch(r"(\d{1,2})[\s./-](\d{1,2})[\s./-](\d{4}|\d{2})", text):
        year, first, second = _year(parts[3], today), int(parts[1]), int(parts[2])
        return _valid([(year, second, first), (year, first, second)])
    if digits := re.fullmatch(r"(\d{2})(\d{2})(\d{4}|\d{2})", text):
        year, first, second = _year(digits[3], today), int(digits[1]), int(digits[2])
        return _valid([(year, second, first), (year, first, second)])
    return []


def end_of_month(text: str) -> date | None:
    """The last day of a month written alone, as `12/2027`, `12-2027`, `2027-12` or `Dec 2027`; None for other text."""
    text = text.strip().lower()
    if not text.isascii():
        return None
    if number := re.fullmatch(r"(\d{1,2})\s?[./-]\s?(\d{4})", text):
        return _last_day(int(number[2]), int(number[1]))
    if number := re.fullmatch(r"(\d{4})\s?[./-]\s?(\d{1,2})", text):
        return _last_day(int(number[1]), int(number[2]))
    if named := re.fullmatch(r"([a-z]{3,9})[\s./-]*(\d{4})", text):
        return _last_day(int(named[2]), _month(named[1]))
    return None


def _last_day(year: int, month: int) -> date | None:
    if not (1 <= month <= 12 and EARLIEST_YEAR <= year <= LATEST_YEAR):
        return None
    return date(year, month, monthrange(year, month)[1])


def is_end_of_month(day: date) -> bool:
    """Whether a day is the last of its month."""
    return (day + timedelta(days=1)).day == 1


def parse_day(text: str, context: Context) -> date:
    """The day that `text` means; day comes before month where both could be read.

    Raises `Unreadable` when there is no such day.
    """
    found = readings(text, context.now.date())
    if not found:
        raise Unreadable(_too_late_in_month(text, context.now.date()) or _("write a date such as 14-Mar-1985"))
    if found[0].year < EARLIEST_YEAR:
        raise Unreadable(_("this year is too long ago"))
    if found[0].year > LATEST_YEAR:
        raise Unreadable(_("this year is too far ahead"))
    return found[0]


def parse_moment(text: str, context: Context) -> datetime:
    """A time of day on the visit's day (`13:18`, `1318`, `n` for now), or a date followed by a time.

    A time of day within six hours of the visit's opening across midnight belongs there: `00:03` of a visit opened at
    23:40 is the next day's. Raises `Unreadable` when it is neither.
    """
    text = text.strip()
    if text.lower() in {"n", "now"}:
        return context.now.replace(second=0, microsecond=0)
    clock = re.fullmatch(r"(?:(.*\S)\s+)?([0-9]{1,2})[:.h]?([0-9]{2})", text, re.ASCII)
    if clock is None or int(clock[2]) > 23 or int(clock[3]) > 59:
        raise Unreadable(_("write a time such as 13:18"))
    if clock[1]:
        return _at(parse_day(clock[1], context), clock, context)
    found = _at(context.day, clock, context)
    if context.begun is not None:
        for days in (-1, 1):
            other = _at(context.day + timedelta(days=days), clock, context)
            if abs(other - context.begun) <= _ACROSS_MIDNIGHT:
                return other
    return found


def _at(day: date, clock: re.Match[str], context: Context) -> datetime:
    return _placed(datetime(day.year, day.month, day.day, int(clock[2]), int(clock[3])), context.now)  # noqa: DTZ001


def moments(text: str, context: Context) -> list[datetime]:
    """Every moment that a typed date with a time can mean, day before month first; a time alone is no date."""
    dated = re.fullmatch(r"(.*\S)\s+([01]?[0-9]|2[0-3])[:.h]?([0-5][0-9])", text.strip(), re.ASCII)
    if dated is None:
        return []
    days = readings(dated[1], context.now.date())
    return [parse_moment(f"{show_day(day)} {dated[2]}:{dated[3]}", context) for day in days]


def _placed(wall: datetime, now: datetime) -> datetime:
    """A wall time with the offset its own day has, in the system's zone when `now` comes from there, else in `now`'s.

    The offset is fixed: times of one zone object are subtracted by the wall clock, an hour wrong across a change.
    """
    if isinstance(now.tzinfo, timezone) and now.utcoffset() == now.astimezone().utcoffset():
        return wall.astimezone()
    placed = wall.replace(tzinfo=now.tzinfo)
    return placed.replace(tzinfo=timezone(placed.utcoffset() or timedelta(0)))


def _stepped(step: re.Match[str], today: date) -> list[date]:
    count = int(step[2]) * (1 if step[1] == "+" else -1)
    if step[3] in _STEP_DAYS:
        return [today + timedelta(days=count * _STEP_DAYS[step[3]])]
    return [add_months(today, count if step[3] == "m" else 12 * count)]


def add_months(day: date, months: int) -> date:
    """The same day of the month some months on, or that month's last day where it has none such."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError("every month has 28 days")


def _month(name: str) -> int:
    for number, month in enumerate(_MONTH_NAMES, start=1):
        if month.lower().startswith(name):
            return number
    return 0


def _year(digits: str, today: date) -> int:
    if len(digits) == 4:
        return int(digits)
    century = today.year // 100 * 100
    year = century + int(digits)
    return year if year <= today.year + 10 else year - 100


def _too_late_in_month(text: str, today: date) -> str:
    """Words for a day that its month does not have, day before month: `31/2/1988`; blank for anything else."""
    text = text.strip().lower()
    parts = re.fullmatch(r"(\d{1,2})[\s./-]*([a-z]{3,9}|\d{1,2})[\s./,-]+(\d{4}|\d{2})", text, re.ASCII)
    if parts is None:
        return ""
    year = _year(parts[3], today)
    month = int(parts[2]) if parts[2].isdigit() else _month(parts[2])
    if not 1 <= month <= 12 or not EARLIEST_YEAR <= year <= LATEST_YEAR:
        return ""
    days = monthrange(year, month)[1]
    if not days < int(parts[1]) <= 31:
        return ""
    return _("{month} {year} has {days} days").format(month=_(_MONTH_NAMES[month - 1]), year=year, days=days)


def _valid(candidates: list[tuple[int, int, int]]) -> list[date]:
    found: list[date] = []
    for year, month, day in candidates:
        try:
            reading = date(year, month, day)
        except ValueError:
            continue
        if reading not in found:
            found.append(reading)
    return found
