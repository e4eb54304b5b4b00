"""Days and times as they are typed, and as they are read back."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from charting.context import Context
from charting.dates import (
    add_months,
    age_on,
    parse_day,
    parse_moment,
    readings,
    show_day,
    show_long_day,
    show_moment,
    show_time,
)
from charting.errors import Unreadable

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 14, 2, 33, tzinfo=UTC)
CONTEXT = Context.at(NOW)
LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    "typed",
    [
        "14-Mar-1985",
        "14 mar 1985",
        "14mar1985",
        "14 March 1985",
        "14/MAR/1985",
        "14 Mar 85",
        "March 14, 1985",
        "mar 14 1985",
        "1985-03-14",
        "1985/03/14",
        "1985.03.14",
        "19850314",
        "14/3/1985",
        "14.03.1985",
        "14-3-85",
        "14 3 1985",
        "14031985",
        "140385",
        "3/14/1985",
        "  14-mar-1985  ",
    ],
)
def test_a_day_is_read_however_it_is_written(typed):
    assert parse_day(typed, CONTEXT) == date(1985, 3, 14)
    assert readings(typed, TODAY) == [date(1985, 3, 14)]


@pytest.mark.parametrize(
    ("typed", "days"),
    [
        ("3/4/1985", [date(1985, 4, 3), date(1985, 3, 4)]),
        ("03041985", [date(1985, 4, 3), date(1985, 3, 4)]),
        ("5/5/85", [date(1985, 5, 5)]),
        ("20122012", [date(2012, 12, 20)]),
    ],
)
def test_a_doubtful_day_has_both_readings_day_before_month(typed, days):
    assert readings(typed, TODAY) == days


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("t", TODAY),
        ("today", TODAY),
        ("+1d", date(2026, 11, 22)),
        ("-2w", date(2026, 11, 7)),
        ("+3m", date(2027, 2, 21)),
        ("-1y", date(2025, 11, 21)),
    ],
)
def test_days_are_counted_from_today(typed, day):
    assert parse_day(typed, CONTEXT) == day


def test_months_end_where_they_end():
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2028, 2, 29), 12) == date(2029, 2, 28)
    assert add_months(date(2026, 3, 31), -4) == date(2025, 11, 30)


def test_the_29th_of_february_exists_only_in_leap_years():
    assert parse_day("29 Feb 2024", CONTEXT) == date(2024, 2, 29)
    assert parse_day("29/2/2000", CONTEXT) == date(2000, 2, 29)
    for typed in ("29 Feb 2025", "29/2/1900", "2023-02-29", "30 Feb 2024"):
        assert readings(typed, TODAY) == []
    assert age_on(date(2004, 2, 29), date(2026, 2, 28)) == 21
    assert age_on(date(2004, 2, 29), date(2026, 3, 1)) == 22


@pytest.mark.parametrize(("typed", "year"), [("36", 2036), ("37", 1937), ("26", 2026), ("00", 2000), ("99", 1999)])
def test_two_digits_of_a_year_reach_ten_years_ahead(typed, year):
    assert parse_day(f"1 Jan {typed}", CONTEXT).year == year


@pytest.mark.parametrize(
    "typed",
    [
        "32 Jan 2020",
        "0/1/2020",
        "1/13/2020x",
        "14 Smarch 1985",
        "14-Mar",
        "1985",
        "1e3",
        "١٤/٣/١٩٨٥",
        "+٣d",
        "１４-Mar-1985",
        "+1000d",
        "--1d",
        "1/1/20200",
        "1 jan 1889",
        "1 Jan 0001",
        "1 Jan 2200",
        "31/12/9999",
        "nan",
        "\x00",
        "9" * 5000,
        "yesterday",
    ],
)
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(Unreadable):
        parse_day(typed, CONTEXT)


@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(typed):
    assert all(isinstance(day, date) for day in readings(typed, TODAY))


@given(st.dates(date(1890, 1, 1), date(2199, 12, 31)))
@example(date(2024, 2, 29))
def test_a_day_reads_back(day):
    assert readings(show_day(day), TODAY) == [day]
    assert readings(day.isoformat(), TODAY) == [day]
    assert show_day(day) == f"{day:%d}-{show_day(day)[3:6]}-{day.year}"


def test_days_are_shown_alike_whatever_the_locale():
    assert show_day(date(1985, 3, 4)) == "04-Mar-1985"
    assert show_long_day(date(2025, 8, 14)) == "Thursday 14 August 2025"
    assert show_long_day(date(2025, 8, 14), year=False) == "Thursday 14 August"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("13:18", "13:18"),
        ("1318", "13:18"),
        ("13.18", "13:18"),
        ("13h18", "13:18"),
        ("9:05", "09:05"),
        ("905", "09:05"),
        ("0:00", "00:00"),
        ("23:59", "23:59"),
        ("n", "14:02"),
        ("NOW", "14:02"),
        ("20-Nov-2026 13:18", "20-Nov-2026 13:18"),
        ("20/11/26 1318", "20-Nov-2026 13:18"),
        ("-1d 8:00", "20-Nov-2026 08:00"),
    ],
)
def test_a_time_belongs_to_the_day_of_the_visit(typed, shown):
    assert show_moment(parse_moment(typed, CONTEXT), TODAY) == shown


@pytest.mark.parametrize(
    "typed",
    ["24:00", "2400", "12:60", "25:00", "1", "12", "13:1", "1:18 pm", "١٣:١٨", "-1:00", "31-Feb-2026 10:00", "x"],
)
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(Unreadable):
        parse_moment(typed, CONTEXT)


@pytest.mark.parametrize("typed", ["1-Jan-0001 00:00", "31-Dec-9999 23:59", "1-Jan-1700 10:00"])
def test_a_time_far_away_is_refused(typed):
    with pytest.raises(Unreadable):
        parse_moment(typed, Context.at(datetime(2026, 7, 1, 12, tzinfo=LONDON)))


@given(st.integers(-(10**6), 10**5))
def test_a_moment_reads_back_to_the_minute(minutes):
    moment = NOW.replace(second=0) + timedelta(minutes=minutes)
    for day in (TODAY, moment.date()):
        assert parse_moment(show_moment(moment, day), Context.at(NOW, day)) == moment


def london(*parts):
    return Context.at(datetime(*parts, tzinfo=LONDON))


def test_a_typed_time_has_the_offset_of_its_own_day():
    assert parse_moment("13:18", london(2026, 7, 1, 9)).utcoffset() == timedelta(hours=1)
    assert parse_moment("14-Jan-2026 13:18", london(2026, 7, 1, 9)).utcoffset() == timedelta(0)
    assert parse_moment("14-Jul-2026 13:18", london(2026, 12, 1, 9)).utcoffset() == timedelta(hours=1)


def test_the_hour_that_the_clocks_take_is_not_counted():
    before = parse_moment("0:30", london(2026, 3, 29, 0, 10))
    after = parse_moment("2:30", london(2026, 3, 29, 0, 10))
    assert after - before == timedelta(hours=1)
    assert (show_time(before), show_time(after)) == ("00:30", "02:30")


def test_the_hour_that_the_clocks_give_is_counted():
    morning = london(2026, 10, 25, 0, 10)
    assert parse_moment("3:30", morning) - parse_moment("0:30", morning) == timedelta(hours=4)


def test_a_time_on_the_system_clock_follows_the_systems_rules(monkeypatch):
    time = pytest.importorskip("time")
    if not hasattr(time, "tzset"):
        pytest.skip("this system keeps one zone")
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    try:
        summer = Context.at(datetime(2026, 7, 1, 9, tzinfo=timezone(timedelta(hours=1))))
        assert parse_moment("13:18", summer).isoformat() == "2026-07-01T13:18:00+01:00"
        assert parse_moment("14-Jan-2026 13:18", summer).isoformat() == "2026-01-14T13:18:00+00:00"
        before = Context.at(datetime(2026, 3, 29, 0, 30, tzinfo=UTC))
        assert parse_moment("13:18", before).isoformat() == "2026-03-29T13:18:00+01:00"
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_context_needs_an_offset():
    with pytest.raises(ValueError, match="offset"):
        Context.at(datetime(2026, 11, 21, 12))


@pytest.mark.parametrize(
    "typed, words",
    [
        ("31/02/1988", "February 1988 has 29 days"),
        ("30 feb 2023", "February 2023 has 28 days"),
        ("31.4.88", "April 1988 has 30 days"),
        ("31/13/1988", "write a date such as"),
        ("32/1/1988", "write a date such as"),
        ("soon", "write a date such as"),
    ],
)
def test_a_day_its_month_does_not_have_is_said(typed, words):
    with pytest.raises(Unreadable, match=words):
        parse_day(typed, CONTEXT)
