"""What was typed in the finder and found nobody comes along to a new patient; who is expected opens with one tap."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.records.patient import Patient
from tests.ui.day_scene import DayScene
from tests.ui.house import forget_begun
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.views.visit_list import _Row

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def day(house):
    scene = DayScene(house)
    scene.twin = scene.visit("Hale", "Mara", days=28, signed=True)
    scene.alone = scene.visit("Quill", "Iris", days=28, signed=True, next_session_on=NOW + timedelta(hours=2))
    return scene


@pytest.fixture
def view(day):
    day.main.today.finder.edit.clear()
    today = day.show()
    day.main.activateWindow()
    yield today
    forget_begun(day.main)
    day.main.today.finder.edit.clear()


def look_for(day, view, typed):
    day.hands.type(view.finder.edit, typed)
    view.finder.edit.setFocus()


def begin(day, view, typed):
    look_for(day, view, typed)
    day.hands.shortcut(Qt.Key.Key_N, CONTROL)
    shown = day.hands.looking_at = day.main.new_patient
    assert shown.isVisible()
    return shown


def test_the_finder_says_who_would_come_along(day, view):
    look_for(day, view, "Newcome, Ada 14/3/1985")
    assert view.finding._taken.text() == "New patient: Newcome, Ada, 14-Mar-1985"
    assert view.finding.new_button.accessibleName() == "New patient: Newcome, Ada, 14-Mar-1985"
    look_for(day, view, "newc")
    assert not view.finding._taken.isVisible()
    assert view.finding.new_button.accessibleName() == "New patient"


def test_with_a_comma_name_and_birth_date_stand_there(day, view):
    shown = begin(day, view, "Newcome, Ada 14/3/1985")
    patient = shown.patient
    assert (patient.family_name, patient.given_name) == ("Newcome", "Ada")
    assert patient.date_of_birth == date(1985, 3, 14)
    assert day.hands.cell(patient, "sex_at_birth").isAncestorOf(QApplication.focusWidget())


def test_the_button_does_the_same_as_the_key(day, view):
    look_for(day, view, "Newcome, Ada")
    day.hands.click(view.finding.new_button)
    assert day.main.new_patient.patient.family_name == "Newcome"


def test_without_a_comma_the_family_name_is_asked_and_nothing_guessed(day, view):
    shown = begin(day, view, "Ada Newcome 14.3.1985")
    assert (shown.patient.family_name, shown.patient.given_name) == (None, None)
    assert shown.patient.date_of_birth == date(1985, 3, 14)
    words = [button.text() for button in shown.question.buttons]
    assert words == ["Newcome, given name Ada", "Ada, given name Newcome"]
    assert QApplication.focusWidget() is shown.question.buttons[0]
    QTest.keyClick(shown.question.buttons[1], Qt.Key.Key_Return)
    assert (shown.patient.family_name, shown.patient.given_name) == ("Ada", "Newcome")
    assert not shown.question.isVisible()


def test_a_birth_date_with_two_readings_is_asked_about_and_not_taken(day, view):
    shown = begin(day, view, "Newcome, Ada 3/4/1985")
    assert shown.patient.date_of_birth is None
    assert shown.patient.unread == {"date_of_birth": "3/4/1985"}
    assert day.hands.cell(shown.patient, "date_of_birth").isAncestorOf(QApplication.focusWidget())


def test_somebody_who_is_there_already_is_shown_beside_the_form(day, view):
    shown = begin(day, view, "Sample, Ada 14/3/1985")
    let_run(20)
    assert shown._people.count() == 1
    assert shown._add.text() == "Add as another person"


def test_what_was_typed_on_another_screen_or_long_ago_does_not_come_along(day, view):
    look_for(day, view, "Newcome, Ada")
    day.main.open_patient(day.alone.course.patient.id)
    day.hands.shortcut(Qt.Key.Key_N, CONTROL)
    assert day.main.new_patient.patient.family_name is None


def test_once_added_the_finder_is_empty(day, view):
    shown = begin(day, view, "Newcome, Edith 14/3/1985")
    day.hands.answer(shown.patient, "sex_at_birth", "female")
    day.hands.click(shown._add)
    assert day.main.patient.isVisible()
    assert day.main.today.finder.edit.text() == ""
    (added,) = [one for one in day.chart.orm.query(Patient) if one.given_name == "Edith"]
    assert added.family_name == "Newcome"


@pytest.mark.parametrize("typed", ["<b>x</b>, <img src=a>", "A&B, C%s {x}", "'; drop table patient;--, Bobby"])
def test_hostile_words_stay_words(day, view, typed):
    shown = begin(day, view, typed)
    family, _comma, given = typed.rpartition(", ")
    assert (shown.patient.family_name, shown.patient.given_name) == (family, given)


@pytest.mark.parametrize("typed", ["07700 900000", "RL-00002", "x" * 300, "Sample, Ada, Rose", ",", "((((("])
def test_what_is_no_name_is_left_in_the_finder(day, view, typed):
    shown = begin(day, view, typed)
    assert (shown.patient.family_name, shown.patient.given_name) == (None, None)
    assert not shown.question.isVisible()


def test_who_is_expected_is_told_apart_on_the_row(day, view):
    (row,) = [row for row in view.findChildren(_Row) if row._row.what == "QUILL, Iris"]
    patient = day.alone.course.patient
    assert row._row.identity == f"Born 05-Apr-1990 (36y), ID {patient.number}"
    assert row._row.identity in row.accessibleName()
    day.hands.click(row)
    assert day.main._patient is patient


def test_a_name_like_another_is_asked_about_before_the_chart_opens(day, view):
    (row,) = [row for row in view.findChildren(_Row) if row._row.what == "HALE, Marcus"]
    day.hands.click(row)
    assert view.isVisible(), "the chart opened before anybody asked"
    assert "Is this HALE, Marcus?" in day.words(view)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert day.main._patient is day.expected.course.patient


def test_enter_after_a_search_that_found_nobody_opens_nothing(day, view):
    look_for(day, view, "960109")
    QTest.keyClick(view.finder.edit, Qt.Key.Key_Return)
    assert view.isVisible()
    assert view.finding._found.text().startswith("Nobody fits")
