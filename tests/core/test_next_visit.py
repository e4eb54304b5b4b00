"""What is proposed before a patient leaves: the plan's interval, the same time of day, never in the past."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.next_visit import how_far, proposed_call, proposed_session, read_session, session_title
from charting.context import Context
from charting.errors import Unreadable
from charting.records.course import Course
from charting.records.visit import Visit

OPENED = datetime(2026, 11, 21, 13, 8, tzinfo=UTC)
CONTEXT = Context.at(OPENED + timedelta(hours=1))


def visit(kind="M_PRP", number=3, **plan):
    return Visit(kind=kind, session_number=number, opened_at=OPENED, course=Course(**plan))


@pytest.mark.parametrize(
    ("kind", "plan", "day"),
    [
        ("M_PRP", {}, date(2026, 12, 19)),
        ("PRP_only", {"interval_days_prp": Decimal(42)}, date(2027, 1, 2)),
        ("MN", {}, date(2026, 12, 5)),
        ("MN", {"interval_days_mn": Decimal(7), "interval_days_prp": Decimal(42)}, date(2026, 11, 28)),
    ],
)
def test_the_next_session_follows_the_plan_at_this_time_of_day(kind, plan, day):
    at = proposed_session(visit(kind, **plan), CONTEXT)
    assert (at.date(), at.hour, at.minute) == (day, 13, 0)


def test_nothing_is_proposed_after_the_last_session_or_a_review():
    assert proposed_session(visit(number=4, planned_sessions=Decimal(4)), CONTEXT) is None
    assert proposed_session(visit("review"), CONTEXT) is None
    assert proposed_call(visit("review")) is None
    assert proposed_call(visit()) == date(2026, 11, 23)


def test_a_proposal_that_lies_in_the_past_is_none():
    assert proposed_session(visit(), Context.at(OPENED + timedelta(days=60))) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("+4w", (2026, 12, 19, 13, 0)),
        ("19-Dec-2026", (2026, 12, 19, 13, 0)),
        ("+4w 9:30", (2026, 12, 19, 9, 30)),
        ("19/12/2026 1645", (2026, 12, 19, 16, 45)),
    ],
)
def test_a_day_alone_is_at_this_time_of_day(typed, read):
    at = read_session(typed, visit(), CONTEXT)
    assert (at.year, at.month, at.day, at.hour, at.minute) == read


@pytest.mark.parametrize("typed", ["-1d", "t", "20-Nov-2026 10:00", "soon", "9:15"])
def test_the_past_and_the_unreadable_are_refused(typed):
    with pytest.raises(Unreadable):
        read_session(typed, visit(), CONTEXT)


def test_nothing_typed_is_nothing_agreed_on():
    assert read_session("  ", visit(), CONTEXT) is None


def test_the_words_say_which_session_and_how_far():
    assert session_title(visit(planned_sessions=Decimal(4))) == "Session 4 of 4"
    assert session_title(visit()) == "Session 4"
    assert session_title(visit(number=4, planned_sessions=Decimal(4))) == "Next session, beyond the plan"
    assert how_far(visit(), OPENED + timedelta(days=28)) == "4 weeks after this visit"
    assert how_far(visit(), OPENED + timedelta(days=10)) == "10 days after this visit"
