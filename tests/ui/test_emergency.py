"""F12 from anywhere: doses for this patient, a time log that is kept at once, and back to exactly where one was."""

from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCompleter, QDialog, QLabel, QLineEdit, QMenu

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.records import house_rules as rules_of_the_house
from charting.records.clinic import ASSISTANT, Practitioner
from charting.records.house_rules import house_rules, results_of
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.rescue import Situation
from charting.rulebook import Broken, rulebook
from charting.rules.lipid_rescue import ASRA, ASSOCIATION, asra_dose, association_dose
from charting.store.chart_session import ChartSession
from tests.ui.house import ada, clinic_and_owner, put_away
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from tests.ui.walk import PASSWORD, Clock
from ui.parts.lipid_grid import LipidGrid, LipidTable, rate_unit, rows_of, same_rate
from ui.parts.strip import WarningStrip
from ui.shell import Shell
from ui.views.emergency import EmergencyView

# What the offscreen platform says of lists that open under a field and of windows shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEY = Qt.Key


class Scene:
    """A shell on a clinic with Ada and one open visit; locked until `unlock`."""

    def __init__(self, dressed, folder):
        self.folder = folder / "clinic"
        chart = ChartSession.create(self.folder, PASSWORD)
        clinic, owner = clinic_and_owner()
        clinic.emergency_number = "999"
        found_clinic(chart, clinic, owner)
        patient = add_patient(chart, ada())
        start_course(chart, patient, "M_PRP", NOW.date())
        chart.save(NOW)
        self.patient_id = patient.id
        self.visit_id = weighed_visit(chart, patient)
        chart.close()
        self.clock = Clock(NOW)
        self.shell = shown(Shell(dressed, self.folder, practice=False, clock=self.clock))

    def unlock(self):
        if self.shell._open_clinic is None:
            self.shell._unlock("", PASSWORD)
        return self

    def begin(self):
        """Another visit, with nobody's card, lines or settings left of what was before."""
        self.clock.moment = NOW
        chart = self.unlock().main.chart
        self.visit_id = weighed_visit(chart, chart.orm.get(Patient, self.patient_id))
        self.shell.activateWindow()
        assert QTest.qWaitForWindowActive(self.shell)

    def end(self):
        """The card put away, the clinic uncovered, what a test set in it taken back."""
        self.shell._emergency.close()
        card, self.shell._emergency.view = self.shell._emergency.view, None
        if card is not None:
            card.deleteLater()
        if self.main is not self.shell._open_clinic:
            self.shell._uncover()
        chart = self.main.chart
        chart.orm.rollback()
        chart.clinic().la_profile = None
        self.main.rescue.offer([])
        self.main.model.save()

    def at_the_visit(self):
        self.unlock().main.open_visit(self.visit_id)
        return self

    @property
    def main(self):
        return self.shell.screen_in_view()

    @property
    def card(self):
        return self.shell._emergency.view

    @property
    def visit(self):
        return self.main.chart.orm.get(Visit, self.visit_id)

    def press(self, key):
        self.shell.activateWindow()
        QTest.keyClick(QApplication.focusWidget() or self.shell, key)
        settle()

    def on_file(self):
        """The log as the file has it now: nothing of it waits to be saved."""
        chart = self.main.chart
        assert not chart.differs()
        return [(entry.at, entry.what, entry.dose, entry.by) for entry in self.visit.after.rescue_log]


def weighed_visit(chart, patient):
    """The id of a new visit of somebody who weighs 60 kg."""
    visit = start_visit(chart, patient.courses[-1], "M_PRP", chart.practitioners()[0], NOW)
    visit.assessment.weight_kg, visit.assessment.weight_date = Decimal(60), NOW.date()
    chart.save(NOW)
    return visit.id


def shown(shell):
    shell.resize(1366, 768)
    shell.show()
    QTest.qWaitForWindowExposed(shell)
    shell.activateWindow()
    return shell


@pytest.fixture
def door(dressed, qtbot, tmp_path):
    """A clinic of its own, behind its password."""
    made = Scene(dressed, tmp_path)
    yield made
    rules_of_the_house.switch_on()
    made.shell.close()
    put_away(made.shell)


@pytest.fixture(scope="module")
def room(dressed, tmp_path_factory):
    made = Scene(dressed, tmp_path_factory.mktemp("emergency"))
    yield made
    made.shell.close()
    put_away(made.shell)


@pytest.fixture
def scene(room, qtbot):
    """The open clinic of all tests; each has a visit of its own."""
    room.begin()
    yield room
    room.end()


def settle():
    """Let new parts of a layout be laid out and shown."""
    QApplication.sendPostedEvents()
    let_run(20)


def words(widget):
    settle()
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_it_opens_before_there_is_any_clinic_and_what_was_typed_stays(dressed, qtbot, tmp_path):
    shell = shown(Shell(dressed, tmp_path / "none", practice=False, clock=Clock(NOW)))
    qtbot.addWidget(shell)
    line = shell.screen_in_view().clinic.line
    line.setFocus()
    QTest.keyClicks(line, "Sample Hair")
    QTest.keyClick(line, KEY.Key_F12)
    view = shell._emergency.view
    assert view.isVisible()
    (table,) = view.findChildren(LipidTable)
    for figure in ("60", "1,440", "17.5", "180"):
        assert figure in words(table).split()
    QTest.keyClick(view, KEY.Key_Escape)
    assert not view.isVisible()
    assert line.hasFocus()
    QTest.keyClicks(line, " Clinic")
    assert line.text() == "Sample Hair Clinic"


def test_locked_it_names_nobody_and_offers_its_log_to_the_visit_opened_next(scene):
    scene.at_the_visit()
    scene.press(KEY.Key_F12)
    scene.press(KEY.Key_F12)
    scene.shell._lock()
    scene.press(KEY.Key_F12)
    assert "SAMPLE" not in words(scene.card)
    assert scene.card.weight.kg is None
    scene.card.log.buttons["cpr"].click()
    scene.press(KEY.Key_F12)
    scene.main.secret.line.setText(PASSWORD)
    scene.main.secret.give()
    settle()
    assert [entry.what for entry in scene.visit.after.rescue_log] == ["Emergency card opened"]
    assert scene.main.rescue.isVisible()
    scene.main.rescue._strip.pressed.emit()
    assert [what for _at, what, _dose, _by in scene.on_file()] == [
        "Emergency card opened",
        "Emergency card opened",
        "CPR started",
    ]
    assert not scene.main.rescue.isVisible()


def test_to_have_looked_without_a_visit_leaves_nothing_behind(door):
    door.unlock()
    door.press(KEY.Key_F12)
    door.press(KEY.Key_Escape)
    assert not door.main.rescue.isVisible()


def test_both_protocols_stand_side_by_side_for_this_patients_weight(scene):
    scene.at_the_visit()
    scene.press(KEY.Key_F12)
    left, right = scene.card.last.findChildren(LipidGrid)
    assert left.mapTo(scene.card, QPoint(0, 0)).x() < right.mapTo(scene.card, QPoint(0, 0)).x()
    assert {"90", "900", "1,800", "720"} <= set(words(left).split())
    assert "Weight used: actual weight 60 kg" in words(left)
    assert {"90", "15", "30", "720"} <= set(words(right).split())
    assert "SAMPLE, Ada" in words(scene.card.weight)
    assert "weighed 21-Nov-2026" in words(scene.card.weight)
    assert "Dial 999" in words(scene.card)


def test_a_clinic_of_the_us_profile_sees_its_own_protocol_first(scene):
    scene.at_the_visit()
    scene.main.chart.clinic().la_profile = "US"
    scene.press(KEY.Key_F12)
    assert "mL/min" in words(scene.card.last.findChildren(LipidGrid)[0])


def test_another_weight_typed_on_the_card_changes_the_doses_and_not_the_chart(scene):
    scene.at_the_visit()
    scene.press(KEY.Key_F12)
    line = scene.card.weight.line
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "90")
    left, right = scene.card.last.findChildren(LipidGrid)
    assert {"135", "1,350", "1,080"} <= set(words(left).split())
    assert {"100", "250", "1,080"} <= set(words(right).split())
    assert "not in the chart" in words(scene.card.weight)
    line.selectAll()
    QTest.keyClicks(line, "9x")
    settle()
    assert scene.card.last.findChildren(LipidGrid) == []
    assert len(scene.card.last.findChildren(LipidTable)) == 1
    assert "Not read" in words(scene.card.weight)
    assert scene.visit.assessment.weight_kg == 60
    scene.press(KEY.Key_Escape)
    scene.press(KEY.Key_F12)
    assert scene.card.weight.kg == 60


def test_a_tap_is_in_the_file_at_once_with_its_second_and_dose(scene):
    scene.at_the_visit()
    scene.press(KEY.Key_F12)
    scene.clock.moment = NOW.replace(second=11, microsecond=400_000)
    scene.card.log.buttons["lipid_bolus"].click()
    QTest.keyClicks(scene.card.log.line, "Adrenaline 50 mcg")
    QTest.keyClick(scene.card.log.line, KEY.Key_Return)
    assert scene.on_file() == [
        (NOW, "Emergency card opened", None, "Dr Rowan Sample"),
        (NOW.replace(second=11), "Lipid, first dose", "90 mL of lipid 20 % for 60 kg", "Dr Rowan Sample"),
        (NOW.replace(second=11), "Adrenaline 50 mcg", None, "Dr Rowan Sample"),
    ]
    assert "14:02:11" in words(scene.card.log)
    assert "saved" in words(scene.card.log)


def test_a_line_is_written_down_as_whoever_works(scene):
    chart, owner = scene.at_the_visit().main.chart, scene.main.chart.at_work
    other = Practitioner(name="Jo Sample", role=ASSISTANT)
    chart.add(other)
    chart.work_as(other)
    scene.press(KEY.Key_F12)
    chart.work_as(owner)
    assert scene.visit.after.rescue_log[-1].by == "Jo Sample"


def test_opened_by_mistake_takes_its_line_back(scene):
    scene.at_the_visit()
    scene.press(KEY.Key_F12)
    scene.card.log.mistaken.emit()
    assert not scene.card.isVisible()
    assert scene.on_file() == []


def test_a_signed_visit_is_left_alone(scene):
    scene.at_the_visit()
    scene.visit.signed_at = NOW
    scene.press(KEY.Key_F12)
    scene.card.log.buttons["called"].click()
    assert scene.visit.after.rescue_log == []
    assert len(scene.card.pending) == 2
    scene.main.chart.orm.rollback()


def test_one_comes_back_to_the_very_field_and_letter(scene):
    scene.at_the_visit()
    scene.main.visit._show_sheet(scene.visit.consent)
    settle()
    line = next(edit for edit in scene.main.visit.findChildren(QLineEdit) if edit.isVisible() and edit.isEnabled())
    line.setFocus()
    QTest.keyClicks(line, "before")
    line.setCursorPosition(3)
    scene.press(KEY.Key_F12)
    scene.press(KEY.Key_F3)
    scene.press(KEY.Key_F9)
    assert scene.main.visit.isVisible()
    scene.press(KEY.Key_F12)
    assert line.hasFocus()
    assert line.cursorPosition() == 3
    QTest.keyClicks(line, "X")
    assert line.text() == "befXore"


@pytest.mark.parametrize("place", ["today", "patient", "sign_off", "settings"])
def test_every_screen_of_the_clinic_gives_way_and_returns(scene, place):
    scene.at_the_visit().main.go(place)
    before = scene.main._stack.currentWidget()
    scene.press(KEY.Key_F12)
    assert scene.card.isVisible()
    assert scene.card.size() == scene.shell.size()
    scene.press(KEY.Key_Escape)
    assert scene.main._stack.currentWidget() is before
    assert scene.main.isEnabled()


def test_it_opens_over_an_open_list_of_suggestions(scene):
    scene.unlock()
    line = scene.main.today.finder.edit
    suggestions = QCompleter(["Sample", "Sampson"])
    line.setCompleter(suggestions)
    line.setFocus()
    QTest.keyClicks(line, "Sam")
    settle()
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, KEY.Key_F12)
    assert scene.card.isVisible()
    assert QApplication.activePopupWidget() is None
    line.setCompleter(None)


def test_the_button_of_the_top_bar_and_of_the_lock_open_it(door):
    door.shell.menuWidget().findChild(type(door.shell.menuWidget().layout().itemAt(1).widget())).click()
    assert door.card.isVisible()
    door.press(KEY.Key_F12)
    door.unlock()
    assert not door.shell.menuWidget().isVisible()
    door.main.emergency_wanted.emit()
    assert door.card.isVisible()


def test_without_rules_the_steps_stay_and_the_numbers_are_off(door, monkeypatch):
    torn = Broken("anaesthesia", "anaesthesia.toml, line 12: torn.")
    monkeypatch.setattr(rules_of_the_house, "shipped", lambda _name: torn)
    door.at_the_visit()
    door.press(KEY.Key_F12)
    said = words(door.card.last)
    assert "Numbers are off" in said
    assert "line 12: torn" in said
    assert "Call for help" in said
    assert door.card.last.findChildren(LipidGrid) == []
    assert door.card.last.findChildren(LipidTable) == []


def test_a_failed_start_check_turns_every_calculator_off_and_says_so_for_good(door, monkeypatch):
    monkeypatch.setattr("charting.rules.self_test.recovery_pct", lambda *_: Decimal("29.999999999999996"))
    door.at_the_visit()
    settle()
    strips = [strip for strip in door.main.findChildren(WarningStrip) if strip.isVisible()]
    (off,) = (strip for strip in strips if strip.accessibleName() == "Stop: Calculators are off")
    assert "V-17" in off.accessibleDescription()
    assert not off._button.isVisible()
    for name in ("anaesthesia", "prp", "intervals"):
        assert isinstance(house_rules(door.visit, name), Broken)
    results = results_of(door.visit.assessment, door.main.model.context())
    assert results
    assert {result.shown() for result in results} == {"not computable"}
    door.press(KEY.Key_F12)
    assert "Numbers are off" in words(door.card.last)


def test_a_good_start_check_turns_them_on_again(door):
    rules_of_the_house.switch_off("V-01: wrong")
    door.unlock()
    assert not isinstance(house_rules(door.main.chart.orm.get(Patient, door.patient_id)), Broken)


@pytest.mark.parametrize("kg", ["38", "60", "70", "70.5", "110"])
def test_a_volume_and_a_rate_never_share_a_column(kg):
    book = rulebook()
    for dose in (association_dose(Decimal(kg), book), asra_dose(Decimal(kg), book)):
        for _name, volume, rate in rows_of(dose):
            assert bool(volume) != bool(rate)
    assert (rate_unit(ASSOCIATION), rate_unit(ASRA)) == ("mL/h", "mL/min")


def test_each_rate_is_worked_out_in_the_unit_it_is_shown_in():
    book = rulebook()
    one, other = association_dose(Decimal(60), book), asra_dose(Decimal(60), book)
    assert "15 mL/kg/h × 60 kg = 900 mL/h" in one.formulas and "0.25 mL/kg/min × 60 kg = 15 mL/min" in other.formulas
    assert same_rate(one) == "Infusion 900 mL/h, which is the same as 15 mL/min"
    assert same_rate(other) == "Infusion 15 mL/min, which is the same as 900 mL/h"
    assert same_rate(asra_dose(Decimal(90), book)) == ""


def spoken(page):
    """What a page says, as a screen reader has it."""
    settle()
    return " ".join(label.accessibleName() or label.text() for label in page.findChildren(QLabel))


def test_the_card_of_anaphylaxis_names_the_protocol_and_gives_no_dose(scene):
    scene.at_the_visit().main.chart.clinic().anaphylaxis_protocol = "the Sample protocol on the crash trolley"
    scene.press(KEY.Key_F12)
    scene.card._tabs[1].click()
    said = spoken(scene.card._pages.currentWidget())
    assert "by the Sample protocol on the crash trolley" in said and "999" in said
    assert "mcg" not in said and "mg/kg" not in said and "500" not in said
    scene.main.chart.clinic().anaphylaxis_protocol = None
    scene.press(KEY.Key_F12)
    scene.press(KEY.Key_F12)
    scene.card._tabs[1].click()
    assert "the clinic’s own anaphylaxis protocol" in spoken(scene.card._pages.widget(1))


def test_it_opens_over_a_menu(scene):
    scene.at_the_visit()
    menu = QMenu(scene.main)
    menu.addAction("One")
    menu.popup(QPoint(40, 40))
    settle()
    assert QApplication.activePopupWidget() is not None
    QTest.keyPress(QApplication.activePopupWidget(), KEY.Key_F12)
    settle()
    assert scene.card.isVisible() and QApplication.activePopupWidget() is None


def test_it_opens_over_a_dialogue_that_asks_and_one_that_stands_beside_comes_back(scene):
    scene.at_the_visit()
    beside = QDialog(scene.shell)
    beside.show()
    asking = QDialog(scene.shell)
    asking.setModal(True)
    asking.open()
    settle()
    QTest.keyClick(asking, KEY.Key_F12)
    settle()
    assert scene.card.isVisible() and not asking.isVisible() and not beside.isVisible()
    assert asking.result() == QDialog.DialogCode.Rejected
    QTest.qWaitForWindowActive(scene.shell)
    scene.press(KEY.Key_Escape)
    assert not scene.card.isVisible() and beside.isVisible() and scene.main.isEnabled()
    beside.close()


class OneChart:
    """A chart that takes every line."""

    def __init__(self):
        self.lines = []

    def keep(self, line):
        self.lines.append(line)
        line.entry_id = f"line {len(self.lines)}"
        return True

    def take_back(self, line):
        self.lines.remove(line)


def test_a_card_that_a_patient_sees_loses_no_line_of_anybody(dressed, qtbot):
    card, chart = EmergencyView(dressed, lambda: NOW), OneChart()
    qtbot.addWidget(card)
    card.open(Situation(), None)
    card._write("Sample, Ben: cold and grey")
    card.rest()
    for _time in range(2):
        card.open(Situation(chart="Sample, Ada"), chart, watched=True)
        assert not any("Ben" in line.what for line in card.lines)
    card._write("Fainted")
    card.rest()
    assert [line.what for line in card.pending][-1] == "Sample, Ben: cold and grey"
    assert card.lines[-1].what == "Fainted"


def test_opened_once_more_it_still_leads_back_to_the_very_field(scene):
    field = scene.main.top_bar.finder.edit
    field.setFocus()
    emergency = scene.shell._emergency
    emergency.open()
    emergency.open()
    scene.press(KEY.Key_F12)
    assert QApplication.focusWidget() is field


def test_the_wall_card_is_shown_and_esc_returns_to_the_card(scene, qtbot):
    scene.at_the_visit()
    scene.press(KEY.Key_F12)
    scene.card._print("wall_card")
    preview = scene.card.papers.preview
    qtbot.waitUntil(lambda: preview.pdf.startswith(b"%PDF"), timeout=20_000)
    scene.press(KEY.Key_Escape)
    assert scene.card.isVisible()
    assert scene.card.weight.isVisible()
    scene.card.log.printed.emit()
    qtbot.waitUntil(lambda: preview.pdf.startswith(b"%PDF") and preview._kind == "rescue_log", timeout=20_000)
