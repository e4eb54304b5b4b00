"""What is agreed on before a patient leaves: the next session and the call, proposed from the plan of the course."""

from datetime import date, datetime, timedelta

from charting.context import Context
from charting.dates import parse_moment, readings, show_day, show_time, weekday
from charting.errors import Unreadable
from charting.records.opening import open_days_of
from charting.records.visit import Visit
from charting.results import show_decimal
from charting.rules.opening_days import is_open, next_open
from charting.words import _, ngettext

USUAL_DAYS = {"MN": 14, "M_PRP": 28, "PRP_only": 28}
"""Days between sessions where the plan names none (clinical.md 1.7)."""
CALL_AFTER = (timedelta(days=2), timedelta(days=3), timedelta(days=1))
"""Within the 24 to 72 hours of clinical.md 8.5; the first of them on which the clinic is open."""
QUARTER = 15


def interval_of(visit: Visit) -> int | None:
    """Days to the next session: the plan's, else the usual ones; None after a review and after the last session."""
    if visit.kind not in USUAL_DAYS or is_last(visit):
        return None
    course = visit.course
    planned = course.interval_days_mn if visit.kind == "MN" else course.interval_days_prp
    return int(planned) if planned is not None else USUAL_DAYS[visit.kind]


def is_last(visit: Visit) -> bool:
    """Whether no session of the plan is left after this one."""
    planned = visit.course.planned_sessions
    return planned is not None and visit.session_number >= planned


def proposed_session(visit: Visit, context: Context) -> datetime | None:
    """The next session the plan asks for, at the time of day of this one, on an open day of the clinic.

    None where there is none, or it is past.
    """
    days = interval_of(visit)
    if days is None:
        return None
    day = next_open(visit.opened_at.date() + timedelta(days=days), open_days_of(visit))
    at = _at_usual_time(visit, day, context)
    return at if at > context.now else None


def read_session(text: str, visit: Visit, context: Context) -> datetime | None:
    """What was typed for the next session: a day alone, as `+4w`, is at the time of day of this visit.

    Raises Unreadable for what is neither a day nor a time, and for what lies in the past.
    """
    if not (typed := text.strip()):
        return None
    days = readings(typed, context.now.date())
    at = _at_usual_time(visit, days[0], context) if days else parse_moment(typed, context)
    if at <= context.now:
        raise Unreadable(_("this lies in the past"))
    return at


def proposed_call(visit: Visit) -> date | None:
    """The day to phone after a treatment; None after a review."""
    if visit.kind not in USUAL_DAYS:
        return None
    open_days, days = open_days_of(visit), [visit.opened_at.date() + after for after in CALL_AFTER]
    return next((day for day in days if is_open(day, open_days)), days[0])


def closed_words(visit: Visit, day: date) -> str:
    """That the clinic is closed on a day that was agreed on; blank where it is open, or nobody said when it is."""
    if is_open(day, open_days_of(visit)):
        return ""
    return _("the clinic is closed on {weekday}").format(weekday=weekday(day))


def session_title(visit: Visit) -> str:
    """`Session 4 of 4`, or words where the plan is done."""
    if visit.kind == "review":
        return _("Next session")
    if is_last(visit):
        return _("Next session, beyond the plan")
    number, planned = visit.session_number + 1, visit.course.planned_sessions
    if planned is None:
        return _("Session {number}").format(number=number)
    return _("Session {number} of {planned}").format(number=number, planned=show_decimal(planned))


def how_far(visit: Visit, at: datetime) -> str:
    """`4 weeks after this visit`, or in days where weeks do not come out."""
    days = (at.date() - visit.opened_at.date()).days
    if days > 0 and days % 7 == 0:
        words = ngettext("{count} week after this visit", "{count} weeks after this visit", days // 7)
        return words.format(count=days // 7)
    return ngettext("{count} day after this visit", "{count} days after this visit", days).format(count=days)


def _at_usual_time(visit: Visit, day: date, context: Context) -> datetime:
    begun = visit.started_at or visit.opened_at
    quarter = begun.replace(minute=begun.minute - begun.minute % QUARTER)
    return parse_moment(f"{show_day(day)} {show_time(quarter)}", context)
