"""Dates typed in any reading: two readings are asked about beside the field, a birth date has to be chosen."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from charting.records.after import After
from charting.records.prp import Prp
from tests.ui.waiting import let_run
from ui.binding.cell import Cell
from ui.parts.buttons import PlainButton
from ui.parts.day_calendar import DayCalendar

# What the offscreen platform says of windows, pop-ups and a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
APRIL, MAY = "05-Apr-2027", "04-May-2027"
ALT = Qt.KeyboardModifier.AltModifier


class Typing:
    """One date field with the cursor in it."""

    def __init__(self, house, record, name):
        self.house, self.record, self.name = house, record, name
        self.cell = house.hands.cell(record, name)
        self.edit = self.cell.editor.findChild(QLineEdit)
        house.hands.bring_into_view(self.edit)
        self.edit.setFocus()
        self.edit.clear()
        self.bar = house.window.typing.bar

    def type(self, text):
        self.edit.selectAll()
        QTest.keyClicks(self.edit, text)

    def alt(self, key):
        QTest.keyClick(self.edit, key, ALT)

    def leave(self):
        QTest.keyClick(self.edit, Qt.Key.Key_Tab)
        let_run(0)

    @property
    def value(self):
        return getattr(self.record, self.name)

    @property
    def unread(self):
        return (self.record.unread or {}).get(self.name)

    @property
    def note(self):
        return self.cell._note.text()


@pytest.fixture(autouse=True)
def in_front(house):
    house.window.activateWindow()


@pytest.fixture
def born(house):
    house.window.go("new_patient")
    house.hands.looking_at = house.window.new_patient
    return Typing(house, house.window.new_patient.patient, "date_of_birth")


@pytest.fixture
def expiry(house):
    record = house.record_of(Prp, house.new_visit())
    house.hands.looking_at = house.window.visit.form
    return Typing(house, record, "kit_expiry")


def test_a_birth_date_of_two_readings_is_not_kept_until_one_is_chosen(born):
    born.type("5/4/2009")
    assert born.bar.texts() == ["05-Apr-2009", "04-May-2009"]
    assert (born.value, born.unread) == (None, "5/4/2009")
    born.leave()
    assert born.value is None
    assert born.note == "did you mean 05-Apr-2009 or 04-May-2009?"
    assert not born.bar.isVisible()
    born.edit.setFocus()
    assert born.bar.texts() == ["05-Apr-2009", "04-May-2009"]
    born.alt(Qt.Key.Key_2)
    assert (born.value, born.unread) == (date(2009, 5, 4), None)
    assert born.edit.text() == "04-May-2009"
    assert not born.bar.isVisible()


def test_a_reading_is_chosen_by_a_tap_as_well(born):
    born.type("5/4/2009")
    buttons = {button.text(): button for button in born.bar.findChildren(PlainButton) if button.isVisible()}
    born.house.hands.click(buttons["05-Apr-2009"])
    assert born.value == date(2009, 4, 5)
    assert QApplication.focusWidget() is born.edit


def test_other_dates_read_the_day_first_and_offer_the_other(expiry):
    expiry.type("5/4/2027")
    assert expiry.value == date(2027, 4, 5)
    assert expiry.bar.texts() == [APRIL, MAY]
    expiry.leave()
    assert expiry.edit.text() == APRIL
    assert expiry.note == f"or {MAY}?"
    expiry.edit.setFocus()
    expiry.alt(Qt.Key.Key_2)
    expiry.leave()
    assert expiry.value == date(2027, 5, 4)
    assert expiry.note == ""
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert expiry.bar.texts() == []


def test_the_offer_goes_with_another_record(expiry):
    expiry.type("5/4/2027")
    expiry.leave()
    expiry.house.window.visit.form.set_record(expiry.record, False)
    assert expiry.note == ""


def test_a_clear_date_is_not_asked_about(expiry):
    for text in ("14/3/2028", "5-Apr-2027", "2027-05-04", "5/5/2027", "nonsense"):
        expiry.type(text)
        assert expiry.bar.texts() == [], text


def test_a_day_to_come_that_is_refused_offers_the_past_one(house):
    record = house.record_of(Prp, house.new_visit())
    house.hands.looking_at = house.window.visit.form
    counted = Typing(house, record, "baseline_counted_on")
    counted.type("5/12/2026")
    assert counted.bar.texts() == ["12-May-2026"]
    counted.alt(Qt.Key.Key_1)
    assert counted.value == date(2026, 5, 12)


def test_arithmetic_and_today(expiry):
    for text, day in (("+4w", date(2026, 12, 19)), ("-2d", date(2026, 11, 19)), ("+3m", date(2027, 2, 21))):
        expiry.type(text)
        assert expiry.value == day
    expiry.type("t")
    expiry.leave()
    assert expiry.edit.text() == "21-Nov-2026"


def test_a_moment_with_a_date_of_two_readings_is_asked_about(house):
    record = house.record_of(After, house.new_visit())
    house.hands.looking_at = house.window.visit.form
    following = Typing(house, record, "next_session_on")
    following.type("5/4/2027 9:30")
    assert following.bar.texts() == [f"{APRIL} 09:30", f"{MAY} 09:30"]
    following.alt(Qt.Key.Key_2)
    assert f"{following.value:%d-%b-%Y %H:%M}" == f"{MAY} 09:30"
    following.type("10:15")
    assert following.bar.texts() == []


def test_the_calendar_opens_by_key_and_gives_the_day(expiry):
    expiry.type("20-Nov-2026")
    expiry.alt(Qt.Key.Key_Down)
    let_run(20)
    calendar = QApplication.activePopupWidget()
    assert isinstance(calendar, DayCalendar)
    assert calendar.month.selectedDate().toPython() == date(2026, 11, 20)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    let_run(20)
    assert QApplication.activePopupWidget() is None
    assert expiry.value == date(2026, 11, 27)
    assert QApplication.focusWidget() is expiry.edit


def test_the_calendar_of_a_past_day_ends_today(born):
    born.alt(Qt.Key.Key_Down)
    let_run(20)
    calendar = QApplication.activePopupWidget()
    assert calendar.month.maximumDate().toPython() == date(2026, 11, 21)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    let_run(20)
    assert QApplication.activePopupWidget() is None
    assert born.value is None


def test_whoever_taps_an_empty_field_is_offered_today(expiry):
    assert expiry.bar.texts() == []
    expiry.house.hands.click(expiry.edit)
    assert expiry.bar.texts() == ["Today", "Calendar"]
    expiry.alt(Qt.Key.Key_1)
    assert expiry.value == date(2026, 11, 21)


def test_asking_moves_nothing(expiry):
    def places():
        form = expiry.house.window.visit.form
        return [(cell.mapTo(form, QPoint(0, 0)), cell.size()) for cell in form.findChildren(Cell) if cell.isVisible()]

    before = places()
    expiry.type("5/4/2027")
    let_run(200)
    assert expiry.bar.isVisible()
    assert places() == before


def test_escape_puts_the_offer_away(born):
    born.type("5/4/2009")
    QTest.keyClick(born.edit, Qt.Key.Key_Escape)
    assert born.bar.texts() == []
    assert born.house.window.new_patient.isVisible()
