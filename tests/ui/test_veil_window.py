"""Names are covered while a clock runs and nobody touches anything; the lock where none runs."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.test_lock_window import FIVE_MINUTES, Scene, spoken
from ui.veil import AT_MOST_S
from ui.views.lock import LockView

# What the offscreen platform says of windows, of menus and of lists that open under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def scene(dressed, tmp_path_factory):
    built = Scene(dressed, tmp_path_factory.mktemp("veil") / "clinic")
    yield built
    if built.walk.main is not built.main:
        built.walk.uncover("4826")
    built.shell.close()
    built.shell.deleteLater()


@pytest.fixture
def at_work(scene):
    """The cursor in the kit's lot, while the clock of the draw runs."""
    sheet, line = scene.at_a_field()
    scene.main.model.answer(sheet, "draw_at", NOW, None, False)
    scene.main.clocks.tick()
    yield scene, sheet, line
    scene.shell.idle.begin()
    scene.main.veil.lift()
    if scene.walk.main is not scene.main:
        scene.walk.uncover("4826")
    scene.main.glove.close()
    scene.main.model.answer(sheet, "draw_at", None, None, False)


def heard(scene):
    """What a screen reader finds, without the staff, who are no secret, and the clinic's own name."""
    said = spoken(scene.shell)
    for staff in ("Dr Rowan Sample", "Sample Clinic"):
        said = said.replace(staff, "")
    return said


def names_in(scene):
    patient = scene.main.chart.orm.get(type(scene.main._patient), scene.main._patient.id)
    known = (patient.family_name, patient.family_name.upper(), patient.given_name, patient.number, "14-Mar-1985")
    said = heard(scene) + scene.shell.windowTitle()
    return [name for name in known if name in said]


def test_the_sheet_stays_and_nobody_is_named(at_work):
    scene, sheet, line = at_work
    QTest.keyClicks(line, "PR-7")
    line.setSelection(1, 2)
    assert names_in(scene)
    scene.wait_in_vain()
    assert scene.walk.main is scene.main, "a clock runs: no lock"
    assert scene.main.visit.isVisible()
    assert line.isVisible()
    assert names_in(scene) == []
    assert "Name covered" in heard(scene)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Shift)
    assert names_in(scene)
    assert QApplication.focusWidget() is line
    assert (line.text(), line.selectedText(), sheet.kit_lot) == ("PR-7", "R-", "PR-7")


def test_a_screen_that_names_people_gives_its_place_to_what_runs(at_work):
    scene, _sheet, _line = at_work
    scene.main.go("today")
    scene.main.today.finder.edit.setText("Sam")
    scene.main._today_desk.find("Sam")
    scene.wait_in_vain()
    assert scene.walk.main is scene.main
    assert names_in(scene) == []
    assert "Draw to PRP" in heard(scene) or "draw to PRP" in heard(scene)
    assert not scene.main.today.isVisible()
    QTest.keyClick(scene.shell.windowHandle(), Qt.Key.Key_X)  # as the system sends it: to whatever has the focus then
    assert scene.main.today.isVisible()
    assert scene.main.today.finder.edit.text() == "Sam", "the key that lifts the veil is typed nowhere"
    assert names_in(scene)
    QTest.keyClick(scene.main.today.finder.edit, Qt.Key.Key_X)
    assert scene.main.today.finder.edit.text() == "Samx"


@pytest.mark.parametrize("place", ["patient", "sign_off", "settings"])
def test_no_place_names_anybody(at_work, place):
    scene, _sheet, _line = at_work
    scene.main.go(place)
    shown = scene.main._stack.currentWidget()
    scene.wait_in_vain()
    assert names_in(scene) == []
    scene.shell.idle.begin()
    scene.main.veil.lift()
    assert scene.main._stack.currentWidget() is shown
    assert shown.isVisible()


def test_glove_mode_goes_on_without_a_name_and_covers_whose_blood(at_work):
    scene, sheet, _line = at_work
    scene.main.model.answer(sheet, "draw_at", None, None, False)
    scene.main.model.answer(scene.main._visit.needling, "start_at", NOW, None, False)
    scene.main.glove.open()
    view = scene.main.glove.view
    scene.main.glove._at = "whose"
    scene.main.glove._show()
    assert "Ada" in view._title.text()
    scene.wait_in_vain()
    assert view.isVisible()
    assert names_in(scene) == []
    assert not [button for button in view.buttons if button.isVisible()], "nobody says yes to what nobody sees"
    QTest.keyClick(view, Qt.Key.Key_1)
    assert "Ada" in view._title.text()
    assert sheet.two_identifiers_confirmed is None, "the key that lifts the veil answers nothing"
    scene.main.model.answer(scene.main._visit.needling, "start_at", None, None, False)


def test_signing_asks_for_the_pin_all_the_same(at_work):
    scene, _sheet, _line = at_work
    scene.wait_in_vain()
    scene.main.veil.lift()
    scene.main.go("sign_off")
    assert scene.main.sign_off.secret.line.text() == ""
    assert scene.main._visit.signed_at is None


def test_the_emergency_card_is_one_key_away(at_work):
    scene, _sheet, _line = at_work
    scene.main.go("today")
    scene.wait_in_vain()
    QTest.keyClick(scene.shell, Qt.Key.Key_F12)
    assert scene.shell._emergency.is_open()
    scene.shell._emergency.close()


def test_without_a_clock_it_locks(at_work):
    scene, sheet, _line = at_work
    scene.main.model.answer(sheet, "draw_at", None, None, False)
    scene.wait_in_vain()
    assert isinstance(scene.lock, LockView)


def test_a_clock_left_over_from_an_earlier_step_keeps_nothing_open(at_work):
    scene, _sheet, _line = at_work
    scene.main.model.answer(scene.main._visit.after, "left_at", NOW + timedelta(minutes=1), None, False)
    scene.wait_in_vain()
    assert isinstance(scene.lock, LockView)
    scene.walk.uncover("4826")
    scene.main.model.answer(scene.main._visit.after, "left_at", None, None, False)


def test_after_two_hours_it_locks_clock_or_no_clock(at_work):
    scene, _sheet, line = at_work
    scene.wait_in_vain()
    for _turn in range(int(AT_MOST_S // FIVE_MINUTES) - 1):
        assert scene.walk.main is scene.main
        scene.wait_in_vain()
    assert isinstance(scene.lock, LockView)
    scene.walk.uncover("4826")
    assert names_in(scene)
    assert line.isVisible()


def test_a_machine_that_slept_for_hours_locks(at_work):
    scene, _sheet, line = at_work
    scene.seconds += AT_MOST_S + 1
    QTest.keyClick(line, Qt.Key.Key_4)
    assert isinstance(scene.lock, LockView)


def test_locking_by_hand_locks_under_the_veil_too(at_work):
    scene, _sheet, _line = at_work
    scene.wait_in_vain()
    scene.shell._lock()
    assert isinstance(scene.lock, LockView)
    scene.walk.uncover("4826")
    assert wait_until(lambda: names_in(scene), 1000)
