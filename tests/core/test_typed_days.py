"""A typed date in every reading it has; where a wrong one would be dangerous, it has to be chosen."""

from datetime import UTC, date, datetime

import pytest

from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.kinds import Day, Moment, Number
from charting.records.dose import Dose
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.prp import Prp
from charting.records.topical import Topical

CONTEXT = Context.at(datetime(2026, 11, 21, 14, 2, tzinfo=UTC))
BOTH = [date(2009, 4, 5), date(2009, 5, 4)]


def test_a_date_has_all_its_readings():
    day = Day("Expiry")
    assert day.readings("5/4/2009", CONTEXT) == BOTH
    assert day.readings("05042009", CONTEXT) == BOTH
    assert day.readings("14/3/1985", CONTEXT) == [date(1985, 3, 14)]
    assert day.readings("5-May-2009", CONTEXT) == [date(2009, 5, 5)]
    assert day.readings("+4w", CONTEXT) == [date(2026, 12, 19)]
    assert day.readings("soon", CONTEXT) == []
    assert list(Number("Depth").readings("5/4", CONTEXT)) == []


def test_days_to_come_are_no_reading_where_they_are_refused():
    assert Day("Seen", past=True).readings("5/12/2026", CONTEXT) == [date(2026, 5, 12)]
    with pytest.raises(Unreadable, match="still to come"):
        Day("Seen", past=True).parse("5/12/2026", CONTEXT)


def test_the_day_comes_first_unless_it_has_to_be_sure():
    assert Day("Expiry").parse("5/4/2009", CONTEXT) == BOTH[0]
    with pytest.raises(Unreadable, match="did you mean 05-Apr-2009 or 04-May-2009"):
        Day("Born", past=True, sure=True).parse("5/4/2009", CONTEXT)
    assert Day("Born", past=True, sure=True).parse("04-May-2009", CONTEXT) == BOTH[1]
    assert Day("Born", past=True, sure=True).parse("5/5/2009", CONTEXT) == date(2009, 5, 5)


def test_a_birth_date_has_to_be_sure():
    assert fields_of(Patient)["date_of_birth"].sure


def test_a_date_with_a_time_has_its_readings_too():
    kind = Moment("Next session")
    found = kind.readings("5/4/2027 9:30", CONTEXT)
    assert [(moment.date(), f"{moment:%H:%M}") for moment in found] == [
        (date(2027, 4, 5), "09:30"),
        (date(2027, 5, 4), "09:30"),
    ]
    assert kind.readings("13:18", CONTEXT) == []
    assert kind.readings("5/4/2027 25:00", CONTEXT) == []


def test_an_expiry_is_read_as_it_stands_on_the_ampoule():
    expiry = Day("Expiry", by_month=True)
    for text in ("12/2027", "12-2027", "2027-12", "12.2027", "Dec 2027", "dec-2027"):
        assert expiry.parse(text, CONTEXT) == date(2027, 12, 31), text
    assert expiry.parse("2/2028", CONTEXT) == date(2028, 2, 29)
    assert expiry.note(date(2027, 12, 31)) == "31-Dec-2027, end of month"
    assert expiry.note(date(2027, 12, 30)) == ""
    for text in ("13/2027", "2027-00", "12/27000"):
        with pytest.raises(Unreadable):
            expiry.parse(text, CONTEXT)
    with pytest.raises(Unreadable):
        Day("Seen").parse("12/2027", CONTEXT)


def test_every_expiry_may_be_a_month():
    asked = [
        (model.__name__, name)
        for model in (Dose, Topical, Needling, Prp)
        for name, declared in fields_of(model).items()
        if "expiry" in name and isinstance(declared, Day) and not declared.by_month
    ]
    assert asked == []
