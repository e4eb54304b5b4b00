"""The call at the window: nothing answered beforehand, kept as it was said, and told what to do."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.records.adverse import AdverseEvent
from tests.ui.day_scene import DayScene
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.binding.cell import Cell
from ui.parts.choice_piece import ChoicePiece
from ui.parts.due_row import DueRow

# What the offscreen platform says of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
WELL = {"pain_or_swelling": "No", "fever_or_pus": "No", "still_bleeding": "No", "aftercare_kept": "Yes"}


@pytest.fixture(scope="module")
def day(house):
    return DayScene(house)


def begin(day, name):
    """Tap the row of a call that is due."""
    view = day.show()
    (row,) = (r for r in view.due.findChildren(DueRow) if r.isVisible() and r.accessibleName().startswith(name))
    day.hands.click(row)
    let_run(20)
    return view.call


def tap(day, choice, words):
    (piece,) = (p for p in choice.findChildren(ChoicePiece) if p.text() == words)
    day.hands.click(piece)


def test_a_call_begins_without_any_answer(day):
    call = begin(day, "ROSSI")
    assert call.reached.value() is None
    assert [choice.value() for choice in call.choices.values()] == [None] * 4
    assert not call.keep_button.isEnabled()
    words = day.words(call)
    for said in ("ROSSI, Marco", "05-Apr-1990", "07700 900123", "M-PRP, session 1 of 4, 18-Nov-2026"):
        assert said in words, said


def test_four_questions_are_asked_before_it_is_kept(day):
    call = begin(day, "ROSSI")
    tap(day, call.reached, "Yes")
    for name, answer in list(WELL.items())[:3]:
        tap(day, call.choices[name], answer)
    assert not call.keep_button.isEnabled()
    assert "1 question is open" in day.words(call)
    QTest.keyClick(call.reached, Qt.Key.Key_Escape)
    assert day.called.calls == []


def test_nobody_reached_names_the_next_try_and_answers_nothing(day):
    call = begin(day, "NGUYEN")
    assert not call.again.isVisible()
    tap(day, call.reached, "No")
    assert not call.keep_button.isEnabled()
    day.hands.type(call.again.line, "whenever")
    assert not call.keep_button.isEnabled()
    day.hands.type(call.again.line, "+1d")
    day.hands.click(call.keep_button)
    (kept,) = day.call_today.calls
    assert (kept.reached, kept.again_on, kept.fever_or_pus) == (0, NOW.date() + timedelta(days=1), None)
    assert not any("NGUYEN" in row.accessibleName() for row in day.show().due.findChildren(DueRow))


def test_all_well_is_kept_and_gone_from_the_list(day):
    call = begin(day, "ROSSI")
    tap(day, call.reached, "Yes")
    for name, answer in WELL.items():
        tap(day, call.choices[name], answer)
    day.hands.type(call.note.line, "Slept well")
    actions = day.hands.actions
    day.hands.click(call.keep_button)
    assert day.hands.actions == actions + 1
    (kept,) = day.called.calls
    assert (kept.reached, kept.aftercare_kept, kept.fever_or_pus, kept.note) == (1, True, False, "Slept well")
    assert "Call to ROSSI, Marco kept." in day.words(day.main.today)
    assert not any("ROSSI" in row.accessibleName() for row in day.main.today.due.findChildren(DueRow))
    assert not day.chart.differs()


def test_a_warning_sign_says_what_to_do_and_opens_a_review_with_an_event(day):
    bad = day.visit("Silva", "Eva", days=2, signed=True, call_due=NOW.date())
    call = begin(day, "SILVA")
    tap(day, call.reached, "Yes")
    for name, answer in (WELL | {"fever_or_pus": "Yes"}).items():
        tap(day, call.choices[name], answer)
    assert "an infection until somebody has looked" in day.words(call)
    day.hands.click(call.keep_button)
    assert bad.calls[0].fever_or_pus is True
    assert call.isVisible(), "what to do must stay in view"
    assert not call.keep_button.isVisible()
    day.hands.click(call.event_button)
    visit = day.main._visit
    assert (visit.kind, visit.course) == ("review", bad.course)
    (event,) = visit.after.adverse_events
    assert isinstance(event, AdverseEvent)
    cell = QApplication.focusWidget()
    while cell is not None and not isinstance(cell, Cell):
        cell = cell.parentWidget()
    assert cell is not None
    assert cell.record is event


def test_the_first_try_is_told_at_the_second(day):
    again = day.visit("Nowak", "Ola", days=2, signed=True, call_due=NOW.date())
    for _try in range(2):
        call = begin(day, "NOWAK")
        tap(day, call.reached, "No")
        day.hands.type(call.again.line, "t")
        day.hands.click(call.keep_button)
    begin(day, "NOWAK")
    assert day.words(call).count("14:02 nobody reached, Dr Rowan Sample") == 2
    assert len(again.calls) == 2


def test_a_call_about_a_visit_that_does_not_count_is_not_made(day):
    day.show()
    day.main._today_desk.call("no such visit")
    assert "No call is made" in day.words(day.main.today)
