"""The checklist at the window: a yes that stops treatment keeps the visit from being signed, and says so in words."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from charting.actions.sign import points
from charting.findings import Level
from tests.ui.house import PASSWORD
from tests.ui.waiting import let_run
from ui.binding.checklist_editor import ChecklistEditor
from ui.binding.row_said import RowSaid
from ui.binding.together_bar import TogetherBar
from ui.keys import keys_of
from ui.parts.finding_row import FindingRow
from ui.parts.tap_choice import TapChoice


def answer_of(visit, code):
    return next(answer for answer in visit.screening.answers if answer.code == code)


def open_words(house):
    return [point.finding for point in points(house.window._visit, house.window.model.context()) if point.open]


def test_a_yes_that_stops_treatment_blocks_signing(house):
    visit = house.new_visit("MN")
    row = answer_of(visit, "C01")
    house.window.model.answer(row, "answer", "yes", None, False)
    house.window.go("sign_off")
    stop = next(finding for finding in open_words(house) if finding.rule == "C01")
    assert stop.level is Level.STOP
    assert not house.window.sign_off.sign_button.isEnabled()


def test_a_stop_for_a_prescriber_is_lifted_by_a_reason_and_comes_back_when_the_answer_changes(house):
    visit = house.new_visit("MN")
    row = answer_of(visit, "C15")
    house.window.model.answer(row, "answer", "yes", None, False)
    blocked = next(finding for finding in open_words(house) if finding.rule == "C15")
    assert blocked.level is Level.BLOCK
    house.window.go("sign_off")
    house.window.sign_off.overridden.emit(blocked, "haematologist agreed in writing", PASSWORD)
    assert not [finding for finding in open_words(house) if finding.rule == "C15"]
    assert visit.decisions[0].reason == "haematologist agreed in writing"
    house.window.model.answer(row, "answer", None, None, False)
    assert [finding.level for finding in open_words(house) if finding.rule == "C15"] == [Level.MISSING]


def test_an_earlier_answer_is_shown_and_never_taken_over(house):
    first = house.new_visit("MN")
    house.window.model.answer(answer_of(first, "C38"), "answer", "no", None, False)
    first.opened_at = first.opened_at.replace(year=first.opened_at.year - 1)
    second = house.new_visit("MN")
    row = answer_of(second, "C38")
    assert row.last_time().endswith("No")
    assert row.answer is None


def on_screening(house):
    visit = house.new_visit("MN")
    house.record_of(type(visit.screening), visit)
    return visit


def choice_of(house, visit, code):
    return house.hands.cell(answer_of(visit, code), "answer").editor.findChild(TapChoice)


def said(house):
    form = house.window.visit.form
    return [one.text() for one in form.findChildren(RowSaid) if one.isVisible() and one.text()]


def test_a_press_at_the_edge_of_the_sheet_moves_nothing_under_the_mouse(house):
    visit = on_screening(house)
    bar = next(b for b in house.window.visit.form.findChildren(TogetherBar) if b.buttons[0].isVisible())
    button, (_form, centre) = bar.buttons[0], house.window.visit.sheets._forms[type(visit.screening)]
    QApplication.processEvents()
    scroll = centre.verticalScrollBar()
    scroll.setValue(button.mapTo(centre.widget(), QPoint(0, 0)).y() + button.height() // 2 - 4)
    before, window = scroll.value(), house.window.windowHandle()
    spot = button.mapTo(house.window, QPoint(button.width() // 2, button.height() // 2 + 6))
    QTest.mousePress(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert button.hasFocus()
    assert scroll.value() == before
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert answer_of(visit, "C01").answer == "no"
    house.window.setFocus()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert scroll.value() < before


def test_what_stops_or_warns_is_said_at_its_row_in_full(house):
    visit = on_screening(house)
    house.hands.tap(house.hands.cell(answer_of(visit, "C01"), "answer"), "yes")
    house.hands.tap(house.hands.cell(answer_of(visit, "C03"), "answer"), "yes")
    house.window.visit._refresh()
    stop, warn = said(house)
    assert stop.startswith("STOP: C01 Infection of the scalp · stops treatment · Site, and the day")
    assert warn.startswith("WARN: C03 Recurring herpes")
    pieces = [choice_of(house, visit, code)._pieces[0] for code in ("C01", "C03")]
    assert [piece._told for piece in pieces] == ["stop", "warn"]
    house.hands.tap(house.hands.cell(answer_of(visit, "C01"), "answer"), "no")
    house.window.visit._refresh()
    assert said(house) == [warn]


def test_a_question_that_asks_for_the_absence_says_what_its_answer_means(house):
    visit = on_screening(house)
    answer = house.hands.cell(answer_of(visit, "C19"), "answer")
    editor = house.window.visit.form.findChild(ChecklistEditor)
    note = editor._before[[line.code for line in editor.lines()].index("C19")]
    house.hands.bring_into_view(answer)
    let_run(50)
    before = editor.height()
    for given, words in (
        ("no", "No: there is a blood count at hand."),
        ("yes", "Yes: there is no blood count at hand."),
    ):
        house.hands.tap(answer, given)
        assert note.isVisible()
        assert words in note.text()
        assert "none at hand" not in note.text()
    let_run(50)
    assert editor.height() >= before, "fewer words give no room back"
    house.model.undo_stack.undo()
    assert "No: there is a blood count" in note.text()


def test_what_stops_and_what_warns_stand_before_what_is_missing(house):
    visit = on_screening(house)
    house.window.model.answer(answer_of(visit, "C03"), "answer", "yes", None, False)
    house.window.model.answer(answer_of(visit, "C01"), "answer", "yes", None, False)
    levels = [point.finding.level for point in points(visit, house.window.model.context()) if point.open]
    ranks = {Level.STOP: 0, Level.BLOCK: 1, Level.WARN: 2, Level.MISSING: 3}
    assert [ranks[level] for level in levels] == sorted(ranks[level] for level in levels)
    assert {Level.STOP, Level.WARN, Level.MISSING} <= set(levels)
    house.window.visit._refresh()
    rail = [row.accessibleName().rpartition(": ")[2] for row in house.window.visit.rail.findChildren(FindingRow)]
    assert rail == sorted(rail, key=["stop", "to confirm", "needed to sign"].index)


def test_a_no_to_a_group_names_every_row_in_words(house):
    visit = on_screening(house)
    bars = [bar for bar in house.window.visit.form.findChildren(TogetherBar) if bar.isVisible()]
    group = [b for b in bars if any(x.isVisible() and x.text() == "No to all of these" for x in b.buttons)]
    assert group
    for bar in group:
        named = bar._full.text().split(", ")
        assert all(len(one.split()) > 1 for one in named), named
        assert bar._full.wordWrap()
        assert bar._full.height() >= bar._full.heightForWidth(bar._full.width())
    (spoken,) = (b for b in bars if "cold sore" in b._full.text())
    house.hands.click(spoken.buttons[0])
    assert answer_of(visit, "C02").answer == "no"
    assert spoken._full.text() == "Answered."


def test_a_letter_answers_the_question_in_hand_and_goes_on(house):
    visit = on_screening(house)
    choice_of(house, visit, "C01").setFocus(Qt.FocusReason.TabFocusReason)
    for letter in "nyn":
        QTest.keyClick(QApplication.focusWidget(), letter)
    assert [answer_of(visit, code).answer for code in ("C01", "C02", "C03", "C04")] == ["no", "yes", "no", None]
    assert QApplication.focusWidget() is choice_of(house, visit, "C04")
    choice_of(house, visit, "C02").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(QApplication.focusWidget(), "y")
    assert answer_of(visit, "C02").answer == "yes"
    assert "y  n" in dict(keys_of("visit"))


def test_detail_is_on_the_way_only_beside_a_yes(house):
    visit = on_screening(house)
    first, second = choice_of(house, visit, "C01"), choice_of(house, visit, "C02")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is second
    house.hands.tap(house.hands.cell(answer_of(visit, "C01"), "answer"), "yes")
    first.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(first, Qt.Key.Key_Tab)
    detail = house.hands.cell(answer_of(visit, "C01"), "detail").editor.findChild(QPlainTextEdit)
    assert QApplication.focusWidget() is detail


def test_an_arrow_on_a_button_goes_nowhere(house):
    on_screening(house)
    checklist = house.window.visit.form.findChild(ChecklistEditor)
    button = next(b for bar in checklist.findChildren(TogetherBar) for b in bar.buttons if b.isVisible())
    button.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down):
        QTest.keyClick(button, key)
        assert QApplication.focusWidget() is button
