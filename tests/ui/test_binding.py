"""Between a field and the screen: what cannot be read, undo, and what stays shut once signed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from charting.actions.sign import points
from charting.fields import fields_of
from charting.records.base import findings
from charting.records.consent import Consent
from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.screening import Screening
from tests.ui.hands import line_of, text_of
from tests.ui.samples import NOW, sample
from tests.ui.waiting import let_run
from ui.binding.cell import Cell
from ui.parts.field_frame import FieldFrame, FieldState
from ui.parts.tap_choice import TapChoice

# What the offscreen platform says of a list of suggestions that opens under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def state_of(cell):
    return cell.editor.findChild(FieldFrame).state


@pytest.mark.parametrize("typed", ["1e3", "1_000", "nan", "١٢", "13.555", "13.5 5", "-1", "999999", "about 12", "٫"])
def test_text_that_is_no_number_clears_the_value_and_blocks(house, typed):
    prp = house.record_of(Prp, house.new_visit())
    house.hands.answer(prp, "draw_volume_ml", "13.5")
    house.hands.answer(prp, "draw_volume_ml", typed)
    house.hands.answer(prp, "kit_lot", "PR-1")
    cell = house.hands.cell(prp, "draw_volume_ml")
    assert prp.draw_volume_ml is None
    assert prp.unread == {"draw_volume_ml": typed}
    assert text_of(cell) == typed
    assert state_of(cell) is FieldState.HARD
    assert any(
        p.finding.blocks and p.finding.field == "draw_volume_ml" for p in points(prp.visit, house.model.context())
    )


def test_text_that_cannot_be_read_is_shown_again_after_reopening(house):
    visit = house.new_visit()
    prp = house.record_of(Prp, visit)
    house.hands.answer(prp, "draw_volume_ml", "about 13")
    visit_id, prp_id = visit.id, prp.id
    house.reopen()
    house.window.open_visit(visit_id)
    again = house.record_of(Prp, house.window._visit)
    assert again.id == prp_id
    assert again.draw_volume_ml is None
    assert text_of(house.hands.cell(again, "draw_volume_ml")) == "about 13"
    assert state_of(house.hands.cell(again, "draw_volume_ml")) is FieldState.HARD


def typed_and_left(house, cell, words):
    line = cell.editor.findChild(QLineEdit)
    house.window.activateWindow()
    house.hands.bring_into_view(line)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    return line.text()


def test_a_colleague_nobody_chose_is_never_put_for_what_was_typed(house):
    prp = house.record_of(Prp, house.new_visit())
    cell = house.hands.cell(prp, "drawn_by")
    assert "Dr Rowan Sample" in cell.editor._offers
    for words in ("Dr", "Row", "dr rowan"):
        assert typed_and_left(house, cell, words) == words
        assert prp.drawn_by == words
    cell = house.hands.cell(prp, "kit_name")
    assert typed_and_left(house, cell, "Biomet") == "Biomet GPS III mini", "a kit of the catalogue is meant"
    assert typed_and_left(house, cell, "double") == "double", "what stands inside a name begins none"


def test_a_correct_number_takes_the_refusal_back(house):
    prp = house.record_of(Prp, house.new_visit())
    house.hands.answer(prp, "draw_volume_ml", "13..5")
    house.hands.answer(prp, "draw_volume_ml", "13,5")
    assert prp.draw_volume_ml == Decimal("13.5")
    assert prp.unread is None
    house.hands.answer(prp, "kit_lot", "PR-1")
    assert text_of(house.hands.cell(prp, "draw_volume_ml")) == "13.5"


def test_undo_and_redo_bring_value_and_refused_text_back(house):
    needling = house.record_of(Needling, house.new_visit())
    stack = house.model.undo_stack
    stack.clear()
    house.hands.answer(needling, "needle_length_mm", "1.25")
    house.hands.answer(needling, "sharps_disposed", False)
    house.hands.answer(needling, "needle_length_mm", "deep")
    cell = house.hands.cell(needling, "needle_length_mm")
    seen = []
    while stack.canUndo():
        stack.undo()
        seen.append((needling.needle_length_mm, needling.unread, needling.sharps_disposed, text_of(cell)))
    assert seen[-1] == (None, None, None, "")
    assert (Decimal("1.25"), None, False, "1.25") in seen
    while stack.canRedo():
        stack.redo()
    assert (needling.needle_length_mm, needling.unread) == (None, {"needle_length_mm": "deep"})
    assert text_of(cell) == "deep"
    assert needling.sharps_disposed is False


def test_the_keystrokes_of_one_answer_are_one_step(house):
    needling = house.record_of(Needling, house.new_visit())
    house.model.undo_stack.clear()
    house.hands.answer(needling, "cartridge_lot", "PR-2291")
    assert house.model.undo_stack.count() == 1


def test_a_row_that_was_removed_comes_back_with_its_answers(house):
    prp = house.record_of(Prp, house.new_visit())
    spin = house.hands.add(prp, "spins")
    house.hands.answers(spin, rpm="1500", minutes="5")
    house.hands.click(house.hands.rows(prp, "spins")._remove_button)
    assert prp.spins == []
    house.model.undo_stack.undo()
    assert [(row.rpm, row.minutes) for row in prp.spins] == [(Decimal(1500), Decimal(5))]
    house.model.save()
    assert not house.chart.differs()


def test_tapping_a_chosen_piece_takes_the_answer_back(house):
    needling = house.record_of(Needling, house.new_visit())
    house.hands.answer(needling, "sharps_disposed", False)
    (piece,) = (
        p for p in house.hands.cell(needling, "sharps_disposed").editor.findChild(TapChoice)._pieces if p.isChecked()
    )
    house.hands.click(piece)
    assert needling.sharps_disposed is None


def test_every_field_of_a_signed_visit_is_shut(house):
    visit = house.new_visit()
    house.window.go("visit")
    visit.signed_at = NOW
    for record in house.window.visit._records():
        house.window.visit._show_sheet(record)
        let_run(0)
        house.model.heard.clear()
        assert press_everything(house.window.visit.form)
        assert house.model.heard == [], type(record).__name__
    visit.signed_at = None
    house.model.save()


def test_a_sealed_consent_only_takes_a_withdrawal(house):
    visit = house.new_visit()
    consent = house.record_of(Consent, visit)
    house.hands.answer(consent, "language", "English")
    house.model.save()
    consent.signed_at = NOW
    house.model.save()
    house.window.visit._show_sheet(consent)
    house.model.heard.clear()
    press_everything(house.window.visit.form)
    assert house.model.heard == []
    for name in sorted(Consent.open_after_seal, key=lambda name: name != "withdrawn_at"):  # it asks for the rest
        house.hands.answer(consent, name, sample(fields_of(Consent)[name]))
    assert consent.withdrawn_at == NOW.replace(hour=13, minute=18) - timedelta(days=1)
    house.model.save()
    assert not house.chart.differs()


def press_everything(form):
    """Type into and tap on every cell that ought to be shut; how many there were."""
    pressed = 0
    for cell in form.findChildren(Cell):
        if cell.record is None or not cell.isVisible() or cell.declared.name in cell.record.open_after_seal:
            continue
        edit, before = line_of(cell), text_of(cell)
        if isinstance(edit, QLineEdit):
            QTest.keyClicks(edit, "7")
        elif edit is not None:
            QTest.keyClicks(edit, "words")
        elif (tap := cell.editor.findChild(TapChoice)) is not None:
            QTest.keyClicks(tap, "1")
        assert text_of(cell) == before, cell.declared.name
        pressed += 1
    return pressed


def test_an_answer_to_a_question_is_kept_with_its_question(house):
    screening = house.record_of(Screening, house.new_visit())
    first, last = screening.answers[0], screening.answers[-1]
    house.hands.answer(last, "answer", "no")
    assert (first.answer, last.answer) == (None, "no")
    asked = [f for f in findings(screening, house.model.context()) if f.record_id == first.id]
    assert any(finding.blocks for finding in asked)


def test_a_scanned_code_fills_lot_and_expiry_that_nobody_answered(house):
    needling = house.new_visit().needling
    house.window.model.answer(needling, "udi_raw", "(01)09506000134352(17)261231(10)LOT42A(21)S0001", None, True)
    house.window.model.save()  # what is typed is read once it is whole, and before it is kept at the latest
    assert (needling.cartridge_lot, needling.cartridge_expiry) == ("LOT42A", date(2026, 12, 31))


def test_a_scanned_code_changes_nothing_that_was_answered(house):
    needling = house.new_visit().needling
    needling.cartridge_lot = "TYPED"
    house.window.model.answer(needling, "udi_raw", "(01)09506000134352(17)261231(10)LOT42A(21)S0001", None, True)
    house.window.model.save()
    assert needling.cartridge_lot == "TYPED"


def test_a_time_typed_after_a_look_at_today_belongs_to_the_day_of_the_visit(house):
    visit = house.new_visit()
    house.window.open_visit(visit.id)
    opened = visit.opened_at.date()
    house.moment += timedelta(days=3)
    house.window.go("today")
    assert house.window.model.context().day == opened + timedelta(days=3)
    house.window.go("visit")
    assert house.window.model.context().day == opened
