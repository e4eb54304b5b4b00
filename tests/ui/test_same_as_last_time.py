"""Same as last time at the window: one act copies, every copied answer is marked until a person lets it stand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from charting.actions.carry_forward import differences
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.origins import COPIED, HOUSE, SCANNED, TAPPED, at_time
from charting.records.dose import Dose
from charting.records.needled_zone import NeedledZone
from charting.records.patient import Patient
from charting.records.topical import Topical
from tests.signed_visits import sign_and_save
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.binding.line_table import LineTable
from ui.binding.together_bar import TogetherBar
from ui.parts.choice_piece import ChoicePiece
from ui.parts.field_frame import FieldFrame, FieldState
from ui.parts.tap_choice import TapChoice

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
DAY = "2026-10-24"


@pytest.fixture(scope="module")
def last(house):
    """The signed M-PRP of four weeks ago."""
    course = house.patient().courses[-1]
    visit = start_visit(house.chart, course, "M_PRP", house.chart.practitioners()[0], NOW - timedelta(days=28))
    needling = visit.needling
    needling.device_type, needling.device_name, needling.needle_length_mm = "electric_pen", "Sample pen", Decimal("1.5")
    needling.cartridge_lot, needling.start_at = "K2407", NOW - timedelta(days=28)
    needling.zones.append(NeedledZone(zone="vertex", depth_mm=Decimal("1.25"), passes=Decimal(5), position=0))
    needling.zones.append(NeedledZone(zone="mid_scalp", depth_mm=Decimal(1), passes=Decimal(4), position=1))
    sheet = visit.anaesthesia
    sheet.anaesthesia_plan = ("topical", "nerve_block")
    sheet.topicals.append(Topical(product="LMX4 (lidocaine 4 % liposomal)", applied_g=Decimal(8), position=0))
    sheet.doses.append(Dose(agent="Lidocaine + adrenaline", volume_ml=Decimal(3), position=0))
    visit.prp.kit_name, visit.prp.kit_lot = "Arthrex ACP double syringe", "PR-1"
    for answer in visit.screening.answers:
        answer.answer = "yes" if answer.code == "C23" else "no"
    house.chart.save(NOW)
    sign_and_save(house.chart, visit, visit.opened_at + timedelta(hours=2), NOW)
    return visit


@pytest.fixture
def today(house, last):
    """A repeat visit, open on its needling sheet."""
    visit = house.new_visit()
    house.record_of(type(visit.needling), visit)
    house.hands.looking_at = house.window.visit.form
    return visit


def bar(house):
    return house.window.visit.carry_bar


def toast(house):
    return house.window.visit._toast


def settle(house):
    house.window.visit._refresh()
    let_run(0)


def copy(house):
    house.hands.click(bar(house).copy_button)
    settle(house)


def state_of(cell):
    return cell.editor.findChild(FieldFrame).state


def test_scrolling_moves_nothing_above_the_sheet(house, today):
    house.window.visit.show_sheet_of("needling")
    copy(house)
    visit = house.window.visit
    scroll = visit.sheets.currentWidget().verticalScrollBar()
    places, words = set(), set()
    for at in (0, scroll.maximum() // 3, scroll.maximum() // 2, scroll.maximum()):
        scroll.setValue(at)
        settle(house)
        words.add(bar(house).confirm_button.text())
        above = (visit._photos, visit.glove, visit.deeds, bar(house).confirm_button, visit.sheets)
        places.add(tuple(part.geometry().getRect() for part in above))
    assert len(words) > 1
    assert len(places) == 1
    house.model.undo_stack.undo()
    settle(house)


def test_the_head_offers_it_and_says_what_it_did_with_undo(house, today):
    button = bar(house).copy_button
    assert (button.text(), button.isVisible()) == ("Same as last time", True)
    copy(house)
    assert toast(house).accessibleName() == "9 answers copied from 24-Oct-2026"
    assert (today.needling.device_name, today.needling.cartridge_lot, today.needling.start_at) == (
        "Sample pen",
        None,
        None,
    )
    assert [(z.zone, z.depth_mm, z.passes) for z in today.needling.zones] == [
        ("vertex", Decimal("1.25"), Decimal(5)),
        ("mid_scalp", Decimal(1), Decimal(4)),
    ]
    assert not button.isVisible()
    assert bar(house).confirm_button.text() == "Confirm 9 copied, 3 out of view"
    scroll = house.window.visit.sheets.currentWidget().verticalScrollBar()
    scroll.setValue(scroll.maximum())
    assert bar(house).confirm_button.text() != "Confirm 9 copied, 3 out of view"
    scroll.setValue(0)
    assert today.prp.kit_name is None
    house.hands.click(toast(house)._undo)
    settle(house)
    assert (today.needling.device_name, today.needling.zones, today.needling.origins) == (None, [], None)
    assert button.isVisible()
    house.model.undo_stack.redo()
    assert today.needling.zones[1].depth_mm == Decimal(1)


def test_the_cursor_goes_from_copying_to_confirming_and_on_into_the_sheet(house, today):
    bar(house).copy_button.setFocus()
    copy(house)
    assert QApplication.focusWidget() is bar(house).confirm_button
    house.hands.key(bar(house).confirm_button, Qt.Key.Key_Return)
    settle(house)
    assert house.window.visit.form.isAncestorOf(QApplication.focusWidget())


def test_the_first_sheet_copies_the_whole_visit(house, today):
    house.record_of(type(today.screening), today)
    assert bar(house).copy_button.text() == "Whole visit as last time"
    house.hands.shortcut(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    settle(house)
    assert (today.prp.kit_name, today.prp.kit_lot) == ("Arthrex ACP double syringe", None)
    assert today.anaesthesia.doses[0].volume_ml == Decimal(3)
    assert today.screening.is_blank()
    assert today.consent.origins is None
    assert not bar(house).confirm_button.isVisible()
    house.hands.shortcut(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    assert toast(house).accessibleName() == "Nothing left to copy here."
    house.hands.shortcut(Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert toast(house).accessibleName() == "Nothing on this sheet waits to be confirmed."


def test_a_copied_cell_says_so_and_a_tap_lets_it_stand(house, today):
    copy(house)
    cell = house.hands.cell(today.needling, "device_name")
    line = cell.editor.findChild(QLineEdit)
    assert state_of(cell) is FieldState.COPIED
    assert cell._note.text() == "from 24-Oct-2026"
    assert line.accessibleDescription() == "copied, not confirmed: from 24-Oct-2026"
    house.hands.click(line)
    assert state_of(cell) is FieldState.FILLED
    assert "device_name" not in today.needling.origins
    assert today.needling.origins["needle_length_mm"] == (COPIED, DAY)
    house.model.undo_stack.undo()
    assert state_of(cell) is FieldState.COPIED


def test_enter_lets_it_stand_and_going_through_with_tab_does_not(house, today):
    copy(house)
    line = house.hands.cell(today.needling, "needle_length_mm").editor.findChild(QLineEdit)
    line.setFocus()
    house.hands.key(line, Qt.Key.Key_Tab)
    assert today.needling.origins["needle_length_mm"] == (COPIED, DAY)
    line.setFocus()
    house.hands.key(line, Qt.Key.Key_Return)
    assert "needle_length_mm" not in today.needling.origins


def test_typing_over_it_takes_the_mark_away(house, today):
    copy(house)
    house.hands.answer(today.needling, "device_name", "Another pen")
    settle(house)
    assert "device_name" not in today.needling.origins
    assert state_of(house.hands.cell(today.needling, "device_name")) is FieldState.FILLED


def test_a_tap_on_the_chosen_piece_lets_it_stand_and_chooses_nothing_else(house, today):
    copy(house)
    cell = house.hands.cell(today.needling, "device_type")
    choice = cell.editor.findChild(TapChoice)
    assert "copied, not confirmed" in choice.accessibleDescription()
    (chosen,) = (piece for piece in choice.findChildren(ChoicePiece) if piece.isChecked())
    house.hands.click(chosen)
    assert today.needling.device_type == "electric_pen"
    assert "device_type" not in today.needling.origins
    assert "copied" not in choice.accessibleDescription()
    house.hands.click(chosen)
    assert today.needling.device_type is None


def test_rows_are_marked_and_confirmed_with_their_sheet_only(house, today):
    house.record_of(type(today.screening), today)
    copy(house)
    house.record_of(type(today.needling), today)
    table = house.window.visit.form.findChild(LineTable)
    spoken = table.item(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Vertex, copied from 24-Oct-2026, not confirmed"
    house.hands.click(bar(house).confirm_button)
    settle(house)
    assert toast(house).accessibleName() == "9 copied answers confirmed. Now: PRP application"
    assert not any(record.origins for record in (today.needling, *today.needling.zones))
    assert today.prp.origins == {"kit_name": (COPIED, DAY)}
    assert table.item(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Vertex"
    house.model.undo_stack.undo()
    assert today.needling.zones[1].origins["depth_mm"] == (COPIED, DAY)


def test_scanned_tapped_and_corrected_answers_say_so(house, today):
    house.model.answer(today.needling, "cartridge_lot", "K9", None, False, at_time(SCANNED, NOW))
    house.model.tap_time(today.needling, "start_at")
    house.model.tap_time(today.needling, "end_at", NOW - timedelta(minutes=9))
    said = {}
    for name in ("cartridge_lot", "start_at", "end_at"):
        cell = house.hands.cell(today.needling, name)
        said[name] = (state_of(cell), cell._note.text(), cell.editor.findChild(QLineEdit).accessibleDescription())
    assert said["cartridge_lot"] == (FieldState.VERIFIED, "scanned 14:02", "verified: scanned 14:02")
    assert said["start_at"][:2] == (FieldState.FILLED, "tapped 14:02")
    assert said["end_at"][:2] == (FieldState.FILLED, "put right 14:02")
    assert today.needling.origins["start_at"][0] == TAPPED


def test_the_toast_never_undoes_something_else(house, today):
    copy(house)
    assert toast(house).isVisible()
    house.hands.answer(today.needling, "device_name", "Another pen")
    assert not toast(house).isVisible()
    assert today.needling.zones


def test_what_is_different_stands_on_the_board(house, today):
    copy(house)
    house.hands.answer(today.needling, "device_name", "Another pen")
    house.window.go("sign_off")
    card = house.window.sign_off.since_last
    assert card.isVisible()
    rows = [w.accessibleName() for w in card.children() if getattr(w, "accessibleName", str)()]
    assert rows == ["Device and needles, Device: was Sample pen, now Another pen"]
    assert len(differences(today)) == 1


def test_a_first_visit_is_offered_what_is_the_houses(house, last):
    chart = house.chart
    patient = add_patient(chart, Patient(family_name="Muster", given_name="Otto"))
    course = start_course(chart, patient, "M_PRP", NOW.date())
    visit = start_visit(chart, course, "M_PRP", chart.practitioners()[0], NOW)
    chart.save(NOW)
    house.window.open_visit(visit.id)
    house.record_of(type(visit.needling), visit)
    assert bar(house).copy_button.text() == "As the house does it"
    copy(house)
    assert toast(house).accessibleName() == "2 answers copied from the house's last M-PRP, 24-Oct-2026"
    assert (visit.needling.device_name, visit.needling.needle_length_mm, visit.needling.zones) == (
        "Sample pen",
        None,
        [],
    )
    assert visit.needling.origins["device_name"] == (HOUSE, DAY)
    house.hands.looking_at = house.window.visit.form
    assert house.hands.cell(visit.needling, "device_name")._note.text() == "house, 24-Oct-2026"


def bars(house):
    """The buttons of the checklist that can be seen, by what they say."""
    seen = [one for one in house.window.visit.form.findChildren(TogetherBar) if one.isVisible()]
    return {button.text(): (one, button) for one in seen for button in one.buttons if button.isVisible()}


def answer_of(visit, code):
    return next(answer for answer in visit.screening.answers if answer.code == code)


SINCE, REST = "Nothing else has changed since 24-Oct-2026", "No to the rest, asked today"


def test_the_whole_list_takes_two_acts_at_its_end_and_the_dangerous_rows_their_own(house, today):
    house.record_of(type(today.screening), today)
    assert set(bars(house)) == {"No to every one of these", SINCE, REST}
    one, since = bars(house)[SINCE]
    assert one._full.text().startswith("C03 Recurring herpes, C09 Keloid tendency")
    assert "C23 Diabetes" in one._full.text()
    house.hands.click(since)
    assert (answer_of(today, "C23").answer, answer_of(today, "C26").answer) == ("yes", "no")
    assert answer_of(today, "C26").origins == {"answer": (COPIED, DAY)}
    rest, no = bars(house)[REST]
    assert "C39 Alcohol" in rest._full.text()
    house.hands.click(no)
    assert toast(house).accessibleName() == "12 questions answered no"
    assert (answer_of(today, "C39").answer, answer_of(today, "C39").origins) == ("no", None)
    assert answer_of(today, "C10").answer is None
    settle(house)
    assert bar(house).confirm_button.text() == "Confirm 26 copied, 25 out of view"
    assert not since.isVisible()
    house.model.undo_stack.undo()
    house.model.undo_stack.undo()
    assert {answer.answer for answer in today.screening.answers} == {None}


def test_a_spoken_question_names_its_rows_and_is_one_step(house, today):
    house.record_of(type(today.screening), today)
    spoken = next(b for b in house.window.visit.form.findChildren(TogetherBar) if "cold sore" in b._full.text())
    assert spoken._full.text().endswith(
        "C01 Infection of the scalp, C02 Herpes or shingles now, C04 Fever or acute illness"
    )
    house.hands.click(spoken.buttons[0])
    assert [answer_of(today, code).answer for code in ("C01", "C02", "C03", "C04")] == ["no", "no", None, "no"]
    house.model.undo_stack.undo()
    assert answer_of(today, "C01").answer is None


def test_nothing_moves_when_several_are_answered(house, today):
    house.record_of(type(today.screening), today)
    held = bars(house)
    before = [(one.geometry(), button.geometry()) for one, button in held.values()]
    house.hands.click(held[SINCE][1])
    settle(house)
    assert [(one.geometry(), button.geometry()) for one, button in held.values()] == before


def test_a_signed_visit_offers_nothing(house, last):
    house.window.open_visit(last.id)
    for model in (type(last.screening), type(last.needling)):
        house.record_of(model, last)
        assert not bar(house).copy_button.isVisible()
        assert not bar(house).confirm_button.isVisible()
    assert bars(house) == {}
