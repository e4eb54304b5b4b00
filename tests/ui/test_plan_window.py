"""The plan for today at the window: all settings in one view, one act for exactly those that are listed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from charting.actions.plan_today import PREPARED, plan_of
from charting.actions.visits import start_visit
from charting.fields import lines_of
from charting.origins import COPIED
from charting.records.anaesthesia import READY
from charting.records.applied_zone import AppliedZone
from charting.records.base import copied_answers, findings
from charting.records.dose import Dose
from charting.records.needled_zone import NeedledZone
from charting.records.signed import sheets_of
from charting.records.spin import Spin
from charting.records.topical import Topical
from tests.signed_visits import sign_and_save
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.parts.buttons import PlainButton
from ui.parts.plan_cell import PlanCell

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
DAY = "2026-10-24"


@pytest.fixture(scope="module")
def last(house):
    """The signed M-PRP of four weeks ago, with a setting of every kind."""
    course = house.patient().courses[-1]
    visit = start_visit(house.chart, course, "M_PRP", house.chart.practitioners()[0], NOW - timedelta(days=28))
    sheet = visit.anaesthesia
    sheet.anaesthesia_plan = ("topical", "nerve_block")
    cream = Topical(product="LMX4 (lidocaine 4 % liposomal)", applied_g=Decimal(8), area_cm2=Decimal(60), position=0)
    sheet.topicals.append(cream)
    for at, technique in enumerate(("supraorbital", "greater_occipital")):
        dose = Dose(agent="Lidocaine + adrenaline", concentration_pct=Decimal(1), technique=technique, position=at)
        dose.volume_ml, dose.adrenaline, dose.side = Decimal(3), "1:200000", "both"
        sheet.doses.append(dose)
    prp = visit.prp
    prp.kit_name, prp.anticoagulant, prp.kit_lot = "Arthrex ACP double syringe", "acd_a", "PR-1"
    prp.anticoagulant_ml, prp.activator, prp.rotor_radius_cm = Decimal(2), "none", Decimal(14)
    visit.prp.spins.append(Spin(number=Decimal(1), rpm=Decimal(1500), minutes=Decimal(5), position=0))
    needling = visit.needling
    needling.device_type, needling.device_name, needling.needle_length_mm = "electric_pen", "Sample pen", Decimal("1.5")
    needling.skin_prep = "alcohol_70"
    for at, (zone, depth) in enumerate((("frontal_hairline", "1"), ("vertex", "1.25"), ("mid_scalp", "1.25"))):
        needling.zones.append(NeedledZone(zone=zone, depth_mm=Decimal(depth), passes=Decimal(4), position=at))
        visit.application.zones.append(AppliedZone(zone=zone, position=at))
    visit.application.route, visit.application.sequence = "intradermal", "mn_then_prp"
    house.chart.save(NOW)
    sign_and_save(house.chart, visit, visit.opened_at + timedelta(hours=2), NOW)
    return visit


@pytest.fixture
def today(house, last):
    """A repeat visit with what held last time, all of it copied, and the plan on show."""
    house.window.resize(1366, 768)
    visit = house.new_visit()
    body = visit.assessment
    body.weight_kg, body.weight_source, body.weight_date = Decimal("64.5"), "measured_today", NOW.date()
    house.window.visit.show_sheet_of("screening")
    house.window.visit.carry_bar.copy()
    house.window.visit.show_plan()
    settle(house)
    yield visit
    house.window.glove.close()
    for rows in (visit.anaesthesia.topicals, visit.anaesthesia.doses):
        rows.clear()  # doses of one day count together
    house.chart.save(NOW)
    house.window.resize(1366, 768)


def settle(house):
    house.window.visit._refresh()
    if house.window.visit.plan_shown():
        inner = page(house).area.widget()
        assert wait_until(lambda: inner.height() >= inner.heightForWidth(inner.width()), 5000)
    let_run(60)


def page(house):
    return house.window.visit.plan


def bar(house):
    return house.window.visit.carry_bar


def waiting(visit):
    return {(r.id, name) for sheet in sheets_of(visit) for r, name in copied_answers(sheet)}


def cell(house, words):
    (found,) = [one for one in page(house).cells if words in one.accessibleName()]
    return found


def confirm(house):
    """Once the page was looked through to its end."""
    settle(house)
    end = page(house).area.verticalScrollBar()
    end.setValue(end.maximum())
    assert wait_until(bar(house).confirm_button.isEnabled, 5000)
    house.hands.click(bar(house).confirm_button)
    settle(house)


def test_every_copied_setting_is_listed_with_value_unit_and_day(house, today):
    listed = {(r.id, n) for part in plan_of(today, house.model.context()) for row in part.rows for r, n in row.answers}
    assert waiting(today) == listed
    names = [one.accessibleName() for one in page(house).cells]
    assert "Topical: LMX4 (lidocaine 4 % liposomal): 8 g, 60 cm²" in names
    assert "Needle length: 1.5 mm" in names
    assert "Zone: Vertex, Mid-scalp: 1.25 mm, Passes 4" in names
    said = cell(house, "Needle length").accessibleDescription()
    assert said == "copied, not confirmed, from 24-Oct-2026"


def test_a_usual_visit_fits_at_1366_by_768(house, today):
    assert page(house).area.verticalScrollBar().maximum() == 0
    assert bar(house).confirm_button.isEnabled()


def test_one_act_confirms_what_is_listed_and_nothing_else(house, today):
    house.model.answer(today.assessment, "fitzpatrick", "iii", None, False, (COPIED, DAY))
    before = {(r.id, n): getattr(r, n) for sheet in sheets_of(today) for r, n in copied_answers(sheet)}
    settle(house)
    count = len(before) - 1
    assert bar(house).confirm_button.text() == f"Confirm {count} copied"
    confirm(house)
    assert waiting(today) == {(today.assessment.id, "fitzpatrick")}
    records = {r.id: r for sheet in sheets_of(today) for r in (sheet, *rows_of(sheet))}
    assert {place: getattr(records[place[0]], place[1]) for place in before} == before
    assert today.anaesthesia.oxygen_ready is None
    assert (today.needling.cartridge_lot, today.prp.kit_lot) == (None, None)


def rows_of(sheet):
    return [row for name in lines_of(type(sheet)) for row in getattr(sheet, name)]


def test_it_is_one_step_to_undo_and_the_toast_offers_it(house, today):
    before = waiting(today)
    confirm(house)
    assert waiting(today) == set()
    assert "answers confirmed" in house.window.visit._toast.accessibleName()
    house.hands.click(house.window.visit._toast._undo)
    assert waiting(today) == before


def test_it_leads_to_the_rescue_kit_and_from_there_into_glove_mode(house, today):
    confirm(house)
    assert house.window.visit.sheet is today.anaesthesia
    found = [one for one in findings(today.anaesthesia, house.model.context()) if one.field in READY]
    assert len(found) == len(READY)
    assert not house.window.glove.is_open()
    (kit,) = [
        one for one in house.window.visit.form.findChildren(PlainButton) if one.text() == "All of these are at hand"
    ]
    house.hands.click(kit)
    assert house.window.glove.is_open()


def test_what_is_open_is_said_in_words_and_leads_to_its_field(house, today):
    (kit,) = [one for one in page(house).cells if "Rescue kit at hand" in one.accessibleName()]
    assert kit.state == "open"
    house.hands.click(kit)
    assert house.window.visit.sheet is today.anaesthesia


def test_a_tap_lands_in_the_field_and_next_comes_back(house, today):
    house.hands.click(cell(house, "Needle length"))
    assert house.window.visit.sheet is today.needling
    house.hands.looking_at = house.window.visit.form
    line = house.hands.cell(today.needling, "needle_length_mm")
    assert line.isAncestorOf(QApplication.focusWidget())
    assert house.window.visit._next.text() == "Next: Plan for today" or house.window.visit._from_plan
    house.hands.answer(today.needling, "needle_length_mm", "2")
    house.hands.shortcut(Qt.Key.Key_Return, CONTROL)
    settle(house)
    assert house.window.visit.plan_shown()
    changed = cell(house, "Needle length")
    assert (changed.accessibleName(), changed.state) == ("Needle length: 2 mm", "set")


def test_what_was_changed_after_it_was_listed_is_not_confirmed_unseen(house, today):
    listed = page(house).confirmable()
    house.model.answer(today.needling, "device_name", "Another pen", None, False, (COPIED, DAY))
    kept = page(house).confirmable()
    assert len(kept) == len(listed) - 1
    assert "device_name" not in {one.name for one in kept}
    confirm(house)  # by then the page lists the pen that stands there, and it was in view
    assert (today.needling.device_name, today.needling.origins) == ("Another pen", None)


def test_a_stop_stands_beside_its_value_and_is_not_confirmed_with_the_others(house, today):
    dose = today.anaesthesia.doses[0]
    house.model.answer(dose, "volume_ml", Decimal(90), None, False, (COPIED, DAY))
    settle(house)
    stopped = [one for one in page(house).cells if one.state == "stop"]
    assert stopped, [one.accessibleName() for one in page(house).cells]
    assert any("STOP" in one.accessibleDescription() or "stopped" in one.accessibleDescription() for one in stopped)
    rows = [row for part in page(house).shown for row in part.rows]
    left = {(copy.record.id, copy.name) for row in rows for copy in row.held}
    assert {(copy.record.id, copy.name) for row in rows if row.stopped for copy in row.waiting} <= left
    confirm(house)
    assert waiting(today) == left
    assert house.window.visit.plan_shown()
    assert bar(house).confirm_button.text() == f"{len(left)} with a warning stay open"
    assert not bar(house).confirm_button.isEnabled()
    assert not house.window.glove.is_open()


@pytest.fixture
def doubted(house, today):
    """The mid-scalp deeper than the needle, as copied."""
    zone = next(row for row in today.needling.zones if row.zone == "mid_scalp")
    house.model.answer(zone, "depth_mm", Decimal("1.75"), None, False, (COPIED, DAY))
    settle(house)
    return zone


def test_a_warned_value_stays_copied_and_so_does_the_page(house, today, doubted):
    count = len(waiting(today)) - 1
    assert bar(house).confirm_button.text().startswith(f"Confirm {count} copied, 1 with a warning stays open")
    confirm(house)
    assert waiting(today) == {(doubted.id, "depth_mm")}
    assert house.window.visit.plan_shown()
    button = bar(house).confirm_button
    assert (button.text(), button.isEnabled()) == ("1 with a warning stays open", False)
    assert button.toolTip() == "Something stops or warns here: change it, or confirm it in its field."


def test_the_sheet_keeps_a_warned_value_back_as_the_plan_does(house, today, doubted):
    house.window.visit.show_sheet_of("needling")
    settle(house)
    assert "1 with a warning stays open" in bar(house).confirm_button.text()
    house.hands.shortcut(Qt.Key.Key_R, CONTROL | SHIFT)
    left = {(record.id, name) for record, name in copied_answers(today.needling)}
    assert left == {(doubted.id, "depth_mm")}
    assert house.window.visit.sheet is today.needling


@pytest.mark.parametrize("way", ["plan", "fix"])
def test_a_warned_row_lands_in_its_own_field_and_an_enter_of_habit_stays_there(house, today, doubted, way):
    if way == "plan":
        house.hands.click(cell(house, "Mid-scalp: 1.75 mm"))
    else:
        house.window.visit.show_sheet_of("needling")
        found = [one for one in findings(today.needling, house.model.context()) if one.field == "depth_mm"]
        (deep,) = [one for one in found if one.record_id == doubted.id and one.rule == "deeper-than-needle"]
        house.window.visit.rail.fix.emit(deep)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert QApplication.focusWidget().selectedText() == "1.75"
    QTest.keyClicks(QApplication.focusWidget(), "1")
    assert (doubted.depth_mm, doubted.passes) == (Decimal(1), Decimal(4))
    others = [row.depth_mm for row in today.needling.zones if row is not doubted]
    assert others == [Decimal(1), Decimal("1.25")]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert not isinstance(QApplication.focusWidget(), QLineEdit) or QApplication.focusWidget().text() != "1"


def test_until_its_end_was_in_view_nothing_is_confirmed(house, today):
    house.window.resize(911, 512)
    assert wait_until(lambda: page(house).area.verticalScrollBar().maximum() > 0, 5000)
    house.model.answer(today.needling, "device_name", "Third pen", None, False, (COPIED, DAY))
    settle(house)
    shown = page(house)
    assert wait_until(lambda: shown.area.verticalScrollBar().maximum() > 0, 5000)
    assert not bar(house).confirm_button.isEnabled()
    before = waiting(today)
    house.hands.shortcut(Qt.Key.Key_R, CONTROL | SHIFT)
    assert waiting(today) == before
    assert house.window.visit._toast.accessibleName() == "Look through the plan to its end first."
    assert wait_until(shown._below.isVisible, 5000)
    for _page in range(20):
        if shown._below.isVisible():
            shown._below.click()
            let_run(30)
    assert not shown._below.isVisible()
    assert bar(house).confirm_button.isEnabled()
    confirm(house)
    assert waiting(today) == set()


def test_by_keys_alone(house, today):
    house.window.visit.show_sheet_of("screening")
    house.hands.shortcut(Qt.Key.Key_F8, SHIFT)
    settle(house)
    assert house.window.visit.plan_shown()
    assert isinstance(QApplication.focusWidget(), PlanCell)
    reached = set()
    for _tab in range(len(page(house).cells) + 2):
        at = QApplication.focusWidget()
        if isinstance(at, PlanCell):
            reached.add(at.accessibleName())
        QTest.keyClick(at, Qt.Key.Key_Tab)
    at = next(one for one in page(house).cells if "Device:" in one.accessibleName())
    at.setFocus()
    QTest.keyClick(at, Qt.Key.Key_Return)
    assert house.window.visit.sheet is today.needling
    house.hands.shortcut(Qt.Key.Key_F8, SHIFT)
    settle(house)
    house.hands.shortcut(Qt.Key.Key_R, CONTROL | SHIFT)
    assert waiting(today) == set()


def test_it_comes_before_its_first_sheet_and_stands_in_the_steps(house, today):
    view = house.window.visit
    rows = [row.step for row in view.steps._rows]
    at = next(number for number, step in enumerate(rows) if step.title == "Plan for today")
    assert rows[at + 1].title == today.anaesthesia.title
    view.show_sheet_of(today.outcome.__tablename__)
    settle(house)
    assert view._next.text() == "Next: Plan for today"
    view.go_on()
    assert view.plan_shown()
    view.go_on()
    assert isinstance(view.sheet, PREPARED)
    view.show_sheet_of(today.anaesthesia.__tablename__)
    assert view.go_back()
    assert view.plan_shown()


def test_without_copied_settings_nobody_is_led_there_and_a_review_has_none(house, last):
    visit = house.new_visit()
    view = house.window.visit
    view.show_sheet_of(visit.outcome.__tablename__)
    view.go_on()
    assert view.sheet is visit.anaesthesia
    house.new_visit("review")
    assert not view.show_plan()
    assert "Plan for today" not in [row.step.title for row in view.steps._rows]
