"""From sheet to sheet at the window: what ends a sheet leads to the next, and what does not stays where it was."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from charting.findings import Finding, Level
from charting.origins import COPIED, TAPPED
from charting.records.base import copied_answers, findings
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.binding.together_bar import TogetherBar
from ui.parts.signature_pad import SignaturePad

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def today(house):
    visit = house.new_visit()
    yield visit
    house.window.glove.close()


def mark_copied(record, **answers):
    for name, value in answers.items():
        setattr(record, name, value)
    record.origins = dict.fromkeys(answers, (COPIED, "2026-10-24"))


def on(house, record, visit):
    house.record_of(type(record), visit)
    house.hands.looking_at = house.window.visit.form
    house.window.visit._refresh()


def tap(house, words):
    bars = [bar for bar in house.window.visit.form.findChildren(TogetherBar) if bar.isVisible()]
    (found,) = [b for bar in bars for b in bar.buttons if b.isVisible() and b.text().startswith(words)]
    house.hands.click(found)


def test_confirming_a_sheet_leads_to_the_next(house, today):
    mark_copied(today.anaesthesia, anaesthesia_plan=("topical",))
    on(house, today.anaesthesia, today)
    house.hands.click(house.window.visit.carry_bar.confirm_button)
    assert list(copied_answers(today.anaesthesia)) == []
    assert house.window.visit.sheet is today.prp


def test_a_consent_is_stayed_on_until_it_is_sealed(house, today):
    mark_copied(today.consent, language="English")
    on(house, today.consent, today)
    house.window.visit.carry_bar.confirm()
    assert house.window.visit.sheet is today.consent


def test_the_last_prepared_sheet_leads_into_glove_mode(house, today):
    mark_copied(today.application, route="intradermal")
    on(house, today.application, today)
    house.window.visit.carry_bar.confirm()
    assert house.window.glove.is_open()


def test_leaving_now_ends_the_observation_and_a_whole_sheet_leads_on(house, today):
    after = today.after
    on(house, after, today)
    tap(house, "None of these")
    (row,) = after.reactions
    assert (row.moment, row.oedema, row.pain_nrs) == ("leaving", "0", None)
    assert row.taken_at is not None
    line = house.hands.cell(row, "pain_nrs").editor.findChild(QLineEdit)
    assert QApplication.focusWidget() is line
    house.hands.answers(row, pain_nrs="1", erythema="1")
    tap(house, "Given, explained")
    assert (after.aftercare_given, after.contact_given) == (True, True)
    assert house.window.visit.sheet is after
    tap(house, "Fit to leave")
    assert (after.fit_to_leave, after.left_at, after.origins["left_at"][0]) == (True, NOW, TAPPED)
    assert house.window.visit.sheet is today
    house.model.undo_stack.undo()
    assert (after.fit_to_leave, after.left_at) == (None, None)


def test_the_cursor_waits_where_something_is_missing(house, today):
    mark_copied(today.needling, device_type="electric_pen", device_name="Sample pen")
    on(house, today.prp, today)
    house.window.visit.go_on()
    let_run(0)
    assert house.window.visit.sheet is today.needling
    house.hands.looking_at = house.window.visit.form
    line = house.hands.cell(today.needling, "cartridge_lot").editor.findChild(QLineEdit)
    assert QApplication.focusWidget() is line


def test_after_a_tap_the_cursor_stands_in_what_is_needed_next(house, today):
    on(house, today.consent, today)
    house.hands.answer(today.consent, "basis", "new")
    line = house.hands.cell(today.consent, "language").editor.findChild(QLineEdit)
    assert QApplication.focusWidget() is line


def test_capacity_is_one_tap_that_names_its_four_answers(house, today):
    on(house, today.consent, today)
    (bar,) = [b for b in house.window.visit.form.findChildren(TogetherBar) if "Remembers" in b._full.text()]
    assert bar._full.text() == "Understands, Remembers, Weighs, Communicates"
    tap(house, "Understands, remembers")
    names = ("capacity_understand", "capacity_retain", "capacity_weigh", "capacity_communicate")
    assert [getattr(today.consent, name) for name in names] == [True] * 4
    assert not bar.buttons[0].isVisible()
    house.model.undo_stack.undo()
    assert [getattr(today.consent, name) for name in names] == [None] * 4


def test_a_missing_signature_is_mended_on_the_pad_itself(house, today):
    on(house, today.screening, today)
    missing = [one for one in findings(today.consent, house.model.context()) if one.field == "signatures"]
    house.window.visit.land(missing[0])
    let_run(0)
    assert house.window.visit.sheet is today.consent
    assert isinstance(QApplication.focusWidget(), SignaturePad)
    assert [row.role for row in today.consent.signatures] == ["patient", "clinician"]


def test_the_next_step_is_the_next_of_the_list_and_the_button_names_it(house, today):
    on(house, today.consent, today)
    assert house.window.visit._next.text() == f"Next: {today.photo_consent.title}"
    house.hands.click(house.window.visit._next)
    assert house.window.visit.sheet is today.photo_consent
    house.hands.click(house.window.visit._next)
    assert house.window.visit.sheet is today.outcome


def test_a_second_press_under_the_same_finger_confirms_nothing_more(house, today, pace):
    mark_copied(today.anaesthesia, anaesthesia_plan=("topical",))
    mark_copied(today.prp, rotor_type="swing_out")
    on(house, today.anaesthesia, today)
    pace(soon=False)
    button = house.window.visit.carry_bar.confirm_button
    house.hands.click(button)
    pace()
    assert house.window.visit.sheet is today.prp
    house.window.visit._refresh()
    button.clicked.emit()
    assert [name for _record, name in copied_answers(today.prp)] == ["rotor_type"]
    assert house.window.visit._toast.accessibleName().startswith("Pressed twice.")
    pace(soon=False)
    button.clicked.emit()
    assert list(copied_answers(today.prp)) == []


def test_going_on_by_itself_says_where_to(house, today, pace):
    view = house.window.visit
    mark_copied(today.anaesthesia, anaesthesia_plan=("topical",))
    on(house, today.anaesthesia, today)
    place = view._next.geometry()
    pace(soon=False)
    house.hands.looking_at = house.window
    house.hands.click(view.carry_bar.confirm_button)
    assert view._toast.isVisible() and view._toast.toolTip() == "1 copied answer confirmed. Now: PRP preparation"
    assert view._toast._undo.isVisible(), "what was confirmed is still taken back in one step"
    assert view._next.y() == place.y()


def test_sealing_says_what_is_next_and_a_refused_seal_leads_to_what_is_open(house, today, monkeypatch):
    view = house.window.visit
    on(house, today.photo_consent, today)
    view.seal_bar.button.click()
    assert today.photo_consent.signed_at is None and view.sheet is today.photo_consent
    assert "Open: Photographs were not asked about" in view.seal_bar._words.text() and view.seal_bar.way.isVisible()
    landed = []
    view.seal_bar.fix.connect(landed.append)
    house.hands.looking_at = house.window
    house.hands.click(view.seal_bar.way)
    assert [one.field for one in landed] == ["scopes"]
    assert view.form.isAncestorOf(QApplication.focusWidget())
    monkeypatch.setattr("ui.views.sealing.open_before_seal", lambda *_: [])
    monkeypatch.setattr("ui.views.sealing.seal", lambda *_: None)
    view.seal_bar.button.click()
    assert view.sheet is not today.photo_consent
    assert view._toast.toolTip().startswith("Photographs sealed. Now: ") and not view._toast._undo.isVisible()


def test_where_one_was_led_to_is_in_view_after_rows_above_have_changed(house, today):
    view = house.window.visit
    on(house, today.screening, today)
    wanted = next(answer for answer in today.screening.answers if answer.code == "C30")
    assert view.land(Finding(Level.MISSING, "C30", field="answer", record_id=wanted.id))
    area = view._scrolling()
    area.verticalScrollBar().setValue(0)  # as if what lies above had grown by a screen
    let_run(400)
    hand = QApplication.focusWidget()
    top = hand.mapTo(area.viewport(), hand.rect().topLeft()).y()
    assert 0 <= top <= area.viewport().height() - hand.height()
