"""A scanner at a sheet: its separator is kept, and where it is lost the lot waits for a choice."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from charting.records.needling import Needling
from tests.ui.hands import wait_until
from tests.ui.waiting import let_run

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
HEAD = "010950600013435217270430"


@pytest.fixture
def sheet(house):
    house.window.activateWindow()
    visit = house.new_visit("MN")
    return house.record_of(Needling, visit)


def scan(house, sheet, text):
    line = house.hands.cell(sheet, "udi_raw").editor.findChild(QLineEdit)
    house.hands.bring_into_view(line)
    line.setFocus()
    for sign in text:
        if sign == "\x1d":
            QTest.keyClick(line, Qt.Key.Key_BracketRight, Qt.KeyboardModifier.ControlModifier)
        else:
            QTest.keyClicks(line, sign)
    let_run(200)
    return line


def test_the_separator_of_a_scanner_is_kept_and_the_lot_filled(house, sheet):
    scan(house, sheet, f"{HEAD}10K2407\x1d21S1")
    assert sheet.udi_raw == f"{HEAD}10K2407␝21S1"
    assert wait_until(lambda: sheet.cartridge_lot == "K2407", 1000)
    assert not house.window.typing.bar.isVisible()


def test_without_it_both_readings_are_offered_and_nothing_is_filled(house, sheet):
    line = scan(house, sheet, f"{HEAD}10K240721S1")
    bar = house.window.typing.bar
    assert sheet.cartridge_lot is None
    assert bar.texts() == ["Lot K2407, serial S1", "Lot K240721S1"]
    QTest.keyClick(line, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert sheet.cartridge_lot == "K2407"
    assert sheet.udi_raw == f"{HEAD}10K240721S1"
    assert not bar.isVisible()
    house.model.undo_stack.undo()
    assert sheet.cartridge_lot is None


def test_the_choice_waits_beside_the_empty_lot_too(house, sheet):
    scan(house, sheet, f"{HEAD}10K240721S1")
    lot = house.hands.cell(sheet, "cartridge_lot").editor.findChild(QLineEdit)
    lot.setFocus()
    bar = house.window.typing.bar
    assert bar.isVisible()
    house.hands.click(bar._buttons[1])
    assert sheet.cartridge_lot == "K240721S1"
    assert QApplication.focusWidget() is lot


def test_a_lot_typed_off_the_label_settles_it(house, sheet):
    scan(house, sheet, f"{HEAD}10K240721S1")
    house.hands.answer(sheet, "cartridge_lot", "K2407")
    assert not house.window.typing.bar.isVisible()


def test_glove_mode_asks_which(house, sheet):
    house.model.answer(sheet, "start_at", house.model.now(), None, False)
    glove = house.window.glove
    glove.open()
    glove._scan(f"{HEAD}10K240721S1")
    assert glove.view._title.text() == "The code may lack a separator"
    assert sheet.udi_raw is None
    shown = [button.accessibleName() for button in glove.view.buttons if button.isVisible()]
    assert any("Lot K2407, serial S1" in words for words in shown)
    glove._run_clock = lambda: 1e9
    glove._key("1")
    assert (sheet.cartridge_lot, sheet.udi_raw) == ("K2407", f"{HEAD}10K240721S1")
    glove.close()
