"""The lock: it covers the clinic in the middle of a word and gives it back to the letter; nobody reads through it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.people import set_pin
from charting.actions.visits import start_visit
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from tests.ui.hands import wait_until
from tests.ui.house import ada, clinic_and_owner
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import PASSWORD, Clock, Walk
from ui.parts.keypad import _Key
from ui.shell import Shell
from ui.views.lock import LockView

# What the offscreen platform says of windows, of menus and of lists that open under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PIN = "4826"
FIVE_MINUTES = 300.0


class Scene:
    """An open clinic with Ada's visit on the screen, and a run clock that stands still until it is told to go on."""

    def __init__(self, dressed, folder):
        chart = ChartSession.create(folder, PASSWORD, "Dr Rowan Sample")
        clinic, owner = clinic_and_owner()
        found_clinic(chart, clinic, owner)
        patient = add_patient(chart, ada())
        start_course(chart, patient, "M_PRP", NOW.date())
        chart.save(NOW)
        set_pin(chart, owner, PIN, PASSWORD, NOW)
        self.visit_id = start_visit(chart, patient.courses[-1], "M_PRP", owner, NOW).id
        chart.save(NOW)
        chart.close()
        self.seconds = 1000.0
        self.shell = Shell(dressed, folder, practice=False, clock=Clock(NOW), run_clock=lambda: self.seconds)
        self.shell.resize(1366, 768)
        self.shell.show()
        QTest.qWaitForWindowExposed(self.shell)
        self.shell.activateWindow()
        self.walk = Walk(self.shell, self.shell._clock)
        self.walk.unlock()
        self.main = self.walk.main

    @property
    def lock(self):
        return self.walk.main

    def at_a_field(self):
        """A line of a sheet, with the cursor in it and nothing typed."""
        self.shell.idle.begin()
        self.shell.activateWindow()
        if self.walk.main is not self.main:
            self.walk.uncover(PASSWORD)
        self.main.open_visit(self.visit_id)
        self.walk.hands.looking_at = self.main.visit.form
        sheet = self.walk.sheet("prp")
        cell = self.walk.hands.cell(sheet, "kit_lot")
        line = cell.editor.findChild(QLineEdit)
        line.setFocus()
        line.selectAll()
        QTest.keyClick(line, Qt.Key.Key_Delete)
        return sheet, line

    def wait_in_vain(self):
        """Nobody touches anything for as long as the clinic allows."""
        self.seconds += FIVE_MINUTES
        self.shell.idle.look()
        let_run(0)


@pytest.fixture(scope="module")
def scene(dressed, tmp_path_factory):
    built = Scene(dressed, tmp_path_factory.mktemp("lock") / "clinic")
    yield built
    if built.walk.main is not built.main:
        built.walk.uncover(PASSWORD)
    built.shell.close()
    built.shell.deleteLater()


def test_it_covers_in_the_middle_of_a_word_and_gives_it_back_to_the_letter(scene):
    sheet, line = scene.at_a_field()
    QTest.keyClicks(line, "  PR-77x")
    line.setSelection(3, 2)
    kept = sheet.kit_lot
    scene.wait_in_vain()
    assert isinstance(scene.lock, LockView)
    scene.walk.uncover(PIN)
    assert scene.walk.main is scene.main
    assert QApplication.focusWidget() is line
    assert (line.text(), line.selectionStart(), line.selectedText(), sheet.kit_lot) == ("  PR-77x", 3, "R-", kept)


def test_a_half_typed_number_is_not_put_in_order(scene):
    scene.at_a_field()
    sheet = scene.walk.sheet("prp")
    line = scene.walk.hands.cell(sheet, "draw_volume_ml").editor.findChild(QLineEdit)
    line.setFocus()
    QTest.keyClicks(line, "13,50")
    scene.shell._lock()
    scene.walk.uncover(PIN)
    assert line.text() == "13,50"


def test_a_touch_begins_the_count_anew(scene):
    _sheet, line = scene.at_a_field()
    scene.seconds += FIVE_MINUTES - 1
    QTest.keyClick(line, Qt.Key.Key_A)
    scene.seconds += FIVE_MINUTES - 1
    scene.shell.idle.look()
    assert scene.walk.main is scene.main


def test_the_minutes_are_those_of_the_clinic(scene):
    scene.at_a_field()
    clinic = scene.main.chart.clinic()
    clinic.lock_minutes = 12
    scene.wait_in_vain()
    assert scene.walk.main is scene.main
    clinic.lock_minutes = None
    scene.main.model.save()


def test_keys_that_come_as_it_covers_go_into_its_field(scene):
    _sheet, line = scene.at_a_field()
    QTest.keyClicks(line, "PR-1")
    scene.seconds += FIVE_MINUTES + 1
    QTest.keyClick(line, Qt.Key.Key_4)
    let_run(10)
    assert line.text() == "PR-1"
    QTest.keyClicks(QApplication.focusWidget(), PIN[1:])
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    let_run(10)
    assert scene.walk.main is scene.main


def test_nothing_of_the_covered_screen_is_in_the_tree_or_the_title(scene):
    _sheet, line = scene.at_a_field()
    QTest.keyClicks(line, "MARKER-77")
    assert "MARKER-77" in spoken(scene.shell)
    assert "SAMPLE" in spoken(scene.shell).upper()
    scene.shell._emergency.open()
    scene.shell._emergency.close()
    scene.shell._lock()
    heard = spoken(scene.shell)
    assert "MARKER-77" not in heard
    assert "Ada" not in heard
    assert "Names are hidden" in heard
    assert [w for w in QApplication.topLevelWindows() if w.isVisible()] == [scene.shell.windowHandle()]
    assert scene.shell.windowTitle() == "Rootline"


def test_covered_again_at_once_it_stays_covered(scene):
    """Keys typed ahead may lock the clinic before Qt has shown it."""
    scene.at_a_field()
    scene.shell._lock()
    scene.shell._uncover()
    scene.shell._lock()
    let_run(20)
    assert [w for w in QApplication.topLevelWindows() if w.isVisible()] == [scene.shell.windowHandle()]


def test_autosave_goes_on_below(scene):
    sheet, _line = scene.at_a_field()
    scene.shell._lock()
    scene.main.model.answer(sheet, "kit_lot", "PR-9", None, True)  # as a running clock writes
    assert scene.main.chart.differs()
    assert wait_until(lambda: not scene.main.chart.differs(), 4000)
    assert isinstance(scene.lock, LockView)


def test_menus_and_dialogs_do_not_stand_above_it(scene):
    scene.at_a_field()
    dialog = QDialog(scene.shell)
    QLabel("Ada Sample", dialog)
    dialog.show()
    scene.main.people._open_menu()
    scene.shell._lock()
    assert not dialog.isVisible()
    assert QApplication.activePopupWidget() is None


def test_large_keys_type_the_pin(scene):
    scene.at_a_field()
    scene.walk.hands.key(QApplication.focusWidget(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    keys = {key.accessibleName(): key for key in scene.lock.findChildren(_Key)}
    for name in (*PIN, "9", "Delete the last digit", "Go on"):
        scene.walk.hands.click(keys[name])
    assert scene.walk.main is scene.main


def test_three_wrong_pins_and_the_password_is_asked_for(scene):
    scene.at_a_field()
    scene.shell._lock()
    for _try in range(3):
        assert scene.lock.keypad.isVisible()
        scene.walk.uncover("7391")
    assert scene.lock.secret.line.accessibleName() == "Password"
    assert not scene.lock.keypad.isVisible()
    scene.walk.uncover(PIN)
    assert isinstance(scene.lock, LockView)
    scene.walk.uncover(PASSWORD)
    assert scene.walk.main is scene.main
    scene.shell._lock()
    scene.walk.uncover(PIN)
    assert scene.walk.main is scene.main


def test_it_waits_while_the_emergency_card_is_read(scene):
    scene.at_a_field()
    scene.shell._emergency.open()
    scene.wait_in_vain()
    assert scene.walk.main is scene.main
    assert scene.shell._emergency.is_open()
    scene.shell._emergency.close()
    scene.wait_in_vain()
    assert isinstance(scene.lock, LockView)


def test_the_emergency_card_is_reached_through_it_and_knows_nobody(scene):
    scene.at_a_field()
    scene.shell._lock()
    QTest.keyClick(scene.lock.secret.line, Qt.Key.Key_F12)
    assert scene.shell._emergency.is_open()
    assert "Ada" not in spoken(scene.shell)
    scene.shell._emergency.close()
    assert scene.lock.secret.line.hasFocus()


def test_the_visit_is_where_it_was(scene):
    scene.at_a_field()
    scene.shell._lock()
    scene.walk.uncover(PIN)
    assert scene.main._visit is scene.main.chart.orm.get(Visit, scene.visit_id)
    assert scene.main.visit.isVisible()


def spoken(window: QWidget) -> str:
    """Every name, description and value that a screen reader finds below a window, hidden or not."""
    found = []

    def walk(part):
        for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value):
            found.append(part.text(kind))
        for at in range(part.childCount()):
            child = part.child(at)
            if child is not None and child.isValid():
                walk(child)

    walk(QAccessible.queryAccessibleInterface(window))
    return "\n".join(found)
