"""What was typed for another field: it chooses nothing, and a habitual Tab skips nothing."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from charting.findings import Finding, Level
from charting.origins import COPIED
from tests.ui.test_screening_window import answer_of, choice_of, on_screening
from ui.parts.tap_choice import TapChoice
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TAB = Qt.FocusReason.TabFocusReason


def typed(text):
    for letter in text:
        QTest.keyClick(QApplication.focusWidget(), letter)


def place(house, record, name):
    return house.hands.cell(record, name)


@pytest.fixture
def prp(house):
    house.window.activateWindow()
    visit = house.new_visit()
    return house.record_of(type(visit.prp), visit)


@pytest.fixture
def preparation(house, prp):
    cell = place(house, prp, "preparation_method")
    cell.editor.findChild(TapChoice).setFocus(TAB)
    return cell


def test_a_date_typed_on_buttons_chooses_nothing_and_says_so(prp, preparation):
    typed("12/2027")
    assert prp.preparation_method is None
    assert preparation.note.text() == "Nothing chosen: “12/2027” is none of these"
    assert preparation.note.token() == "amber"
    choice = preparation.editor.findChild(TapChoice)
    choice._pause.timeout.emit()
    typed("2")
    assert prp.preparation_method == "machine"
    assert "none of these" not in preparation.note.text()


def test_a_digit_alone_chooses_the_place(prp, preparation):
    choice = preparation.editor.findChild(TapChoice)
    for digit, method in zip("1234", choice._values, strict=False):
        typed(digit)
        assert prp.preparation_method == method
        choice._pause.timeout.emit()


def test_what_was_chosen_before_stays_what_it_was(house, prp, preparation):
    typed("2")
    preparation.editor.findChild(TapChoice)._pause.timeout.emit()
    typed("1/")
    assert prp.preparation_method == "machine"
    assert preparation.note.text() == "Left as it was: “1/” is none of these"


def test_a_slip_never_hides_that_an_answer_is_stopped(house, prp, preparation):
    house.model.answer(prp, "preparation_method", "machine", None, False)
    preparation.show_findings([Finding(Level.STOP, "Method", "Not with this kit", field="preparation_method")])
    typed("1/")
    assert prp.preparation_method == "machine"
    assert preparation.note.text() == "Not with this kit"
    assert preparation.note.token() == "red"


def test_what_is_said_of_a_slip_ends_with_the_answer_it_was_said_of(house, prp, preparation):
    typed("2")
    preparation.editor.findChild(TapChoice)._pause.timeout.emit()
    typed("1/")
    assert preparation.note.text().startswith("Left as it was")
    house.model.undo_stack.undo()
    assert prp.preparation_method != "machine"
    assert "none of these" not in preparation.note.text()


def test_a_copied_answer_is_never_confirmed_by_a_slip(house, prp):
    prp.preparation_method, prp.origins = "machine", {"preparation_method": (COPIED, "2026-10-24")}
    cell = place(house, prp, "preparation_method")
    cell.show_stored()
    cell.editor.findChild(TapChoice).setFocus(TAB)
    typed("1/")
    assert prp.preparation_method is None


@pytest.mark.parametrize("keys", ["Ibuprofen 2", "x1", "1 mL"])
def test_words_typed_on_buttons_choose_nothing(qtbot, keys):
    choice = TapChoice(Theme(), [("left", "Left"), ("right", "Right")])
    qtbot.addWidget(choice)
    choice.show()
    for letter in keys:
        QTest.keyClick(choice, letter)
    assert choice.value() is None


def test_several_digits_choose_several_places_where_several_may_be_chosen(qtbot):
    choice = TapChoice(Theme(), [(word, word) for word in ("a one", "b one", "c one")], multiple=True)
    qtbot.addWidget(choice)
    QTest.keyClicks(choice, "13")
    assert choice.value() == ("a one", "c one")
    QTest.keyClicks(choice, "/")
    assert choice.value() == ()


def test_a_word_typed_in_the_checklist_answers_nothing_but_its_own(house, pace):
    house.window.activateWindow()
    visit = on_screening(house)
    codes = ("C01", "C02", "C03", "C04")
    choice_of(house, visit, "C01").setFocus(TAB)
    typed("nausea yesterday")
    assert [answer_of(visit, code).answer for code in codes] == [None] * 4
    for code in codes:
        choice_of(house, visit, code)._pause.timeout.emit()
    choice_of(house, visit, "C01").setFocus(TAB)
    typed("noyesno")
    assert [answer_of(visit, code).answer for code in codes] == ["no", "yes", "no", None]


def test_a_tab_right_behind_enter_goes_no_further(house, prp, pace):
    line = place(house, prp, "kit_lot").editor.findChild(QLineEdit)
    line.setFocus(TAB)
    typed("K1")
    QTest.keyClick(line, Qt.Key.Key_Return)
    reached = QApplication.focusWidget()
    assert reached is not line
    QTest.keyClick(reached, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is reached, "Enter has gone on already"
    QTest.keyClick(reached, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not reached, "only the first Tab was habit"
    line.setFocus(TAB)
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget() is not reached, "Enter itself goes on each time"
    line.setFocus(TAB)
    QTest.keyClick(line, Qt.Key.Key_Return)
    pace(soon=False)
    QTest.keyClick(reached, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not reached


def test_a_tab_right_behind_the_year_of_birth_stays_at_the_pin(house, pace):
    house.window.activateWindow()
    house.new_visit()
    house.window.go("sign_off")
    board = house.window.sign_off
    board.year.line.setFocus(TAB)
    typed("1985")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    typed("2468")
    assert board.secret.line.text() == "2468"
    board.secret.line.clear()
    board.year.line.clear()


def list_of(line):
    popup = line.completer().popup()
    assert popup.isVisible()
    return popup


def test_tab_in_an_open_list_takes_what_was_typed_and_goes_on(house, prp):
    line = place(house, prp, "anticoagulant").editor.findChild(QLineEdit)
    line.setFocus(TAB)
    typed("ACD-A")
    QTest.keyClick(list_of(line), Qt.Key.Key_Tab)
    house.window.activateWindow()
    assert QApplication.focusWidget() is not line
    typed("2.5")
    assert prp.anticoagulant == "acd_a"
    assert prp.anticoagulant_ml == Decimal("2.5")


def test_tab_in_an_open_list_takes_what_is_marked(house, prp):
    line = place(house, prp, "anticoagulant").editor.findChild(QLineEdit)
    line.setFocus(TAB)
    typed("A")
    popup = list_of(line)
    popup.setCurrentIndex(popup.model().index(0, 0))
    marked = popup.currentIndex().data()
    QTest.keyClick(popup, Qt.Key.Key_Tab)
    assert line.text() == marked
    assert prp.anticoagulant == "acd_a"
