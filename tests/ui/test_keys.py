"""One table of keys: each does what it says or says why not, on every screen; Enter goes on, Ctrl+Z back."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from charting.records.needling import Needling
from charting.records.prp import Prp
from charting.records.visit import Visit
from tests.ui.places import Round
from tests.ui.waiting import let_run
from ui.keys import KEYS, SCREENS, keys_of, spoken
from ui.parts.buttons import Button
from ui.parts.scalp_map import ScalpMap

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
AT = ("today", "new_patient", "photos", "sign_off", "preview", "settings", "Patient", "Visit", "Prp", "Needling")
BOUND = [key for key in KEYS if key.act]
ALSO_PRESSED = {"Enter", "t", "Alt+1", "Alt+2", "Esc"}
_PLACE = {"papers": "preview", "find": "today"}


@pytest.fixture(scope="module")
def round_of(house):
    return Round(house)


@pytest.fixture(autouse=True)
def in_front(house):
    house.window.show()
    house.window.activateWindow()
    house.hands.looking_at = house.window
    yield
    house.window.help.close()


def go(round_of, place):
    if place == "settings":
        round_of.house.window.go(place)
        let_run(10)
    else:
        round_of.go(place)
    round_of.house.window._trouble.hide()


def press(window, sequence):
    """Press a key wherever the focus is, as the keyboard sends it."""
    combined = QKeySequence(sequence)[0]
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, combined.key(), combined.keyboardModifiers())
    let_run(0)


def seen(window):
    """What a person would notice."""
    form = window.visit.form
    return (
        window._stack.currentWidget(),
        form.model if form is not None and window.visit.isVisible() else None,
        window._trouble.isVisible() and window._trouble._title.text(),
        [toast.accessibleName() for toast in toasts(window) if toast.isVisible()],
        window.help.panel.isVisible(),
        QApplication.focusWidget(),
        [type(child).__name__ for child in window.children() if getattr(child, "isVisible", lambda: False)()],
    )


def toasts(window):
    return window.visit._toast, window.patient._toast


def said(window):
    return window._trouble._title.text() if window._trouble.isVisible() else ""


@pytest.mark.parametrize("place", AT)
def test_every_key_does_something_or_says_why(round_of, place):
    window = round_of.house.window
    told = []
    hear = [window.lock_wanted.connect(told.append), window.model.saved.connect(told.append)]
    silent = []
    go(round_of, place)
    shown, sheet = window._stack.currentWidget(), window.visit._sheet
    for key in sorted(BOUND, key=lambda key: key.act == "new_patient"):  # which leaves the visit, so it comes last
        window._stack.setCurrentWidget(shown)
        if shown is window.visit and window.visit._sheet is not sheet:
            window.visit._show_sheet(sheet)
        window._trouble.hide()
        for toast in toasts(window):
            toast.dismiss()
        before = seen(window)
        told.clear()
        press(window, key.press)
        there = shown is getattr(window, _PLACE.get(key.act, key.act), None) or key.act == place.lower()
        if seen(window) == before and not told and not there:
            silent.append(key.press)
        if key.act in {"help", "search_help"}:
            window.help.close()
        window.glove.close()
    for connection in hear:
        window.disconnect(connection)
    assert silent == []


def test_the_fixed_keys_are_those_of_practice():
    words = {key.press: key.act for key in KEYS}
    fixed = ("help", "find", "today", "visit", "photos", "anaesthesia", "prp", "map", "sign_off")
    assert [words[f"F{number}"] for number in range(1, 10)] == list(fixed)
    assert words["F11"] == "glove"
    assert "F10" not in words
    assert len({key.press for key in KEYS}) == len(KEYS)
    assert {screen for key in KEYS for screen in key.where} <= set(SCREENS)


def test_no_key_is_bound_that_is_not_in_the_table(house):
    known = {QKeySequence(key.press).toString() for key in KEYS}
    found = {shortcut.key().toString() for shortcut in house.window.findChildren(QShortcut)}
    assert sorted(found - known) == []
    assert {QKeySequence(key.press).toString() for key in BOUND} <= found


@pytest.mark.parametrize("place", AT)
def test_what_buttons_promise_is_in_the_table_and_letters_do_not_clash(round_of, place):
    go(round_of, place)
    buttons = [button for button in round_of.house.window.findChildren(Button) if button.isVisible()]
    printed = {spoken(key.press) for key in KEYS} | ALSO_PRESSED
    assert [button.text() for button in buttons if button._hint and button._hint not in printed] == []
    letters = [button.shortcut().toString() for button in buttons if not button.shortcut().isEmpty()]
    assert sorted(letters) == sorted(set(letters))
    assert not [button.text() for button in buttons if "&" in button.text()]


def test_a_letter_with_alt_presses_its_button(round_of):
    go(round_of, "Visit")
    window = round_of.house.window
    press(window, "Alt+H")
    let_run(150)
    assert window.records.history_view.isVisible()
    press(window, "Esc")
    assert window.visit.isVisible()


def test_keys_lead_to_their_sheets_and_turn_them(round_of):
    window = round_of.house.window
    go(round_of, "Visit")
    for keys, model in (("F6", "anaesthesia"), ("F7", "prp"), ("Alt+Left", "anaesthesia"), ("Alt+Right", "prp")):
        press(window, keys)
        assert window.visit.form.model.__tablename__ == model, keys
    press(window, "Ctrl+Return")
    assert window.visit.form.model is Needling
    go(round_of, "today")
    press(window, "F7")
    assert window.visit.isVisible()
    assert window.visit.form.model is Prp


def test_the_map_takes_the_focus(round_of):
    window = round_of.house.window
    go(round_of, "Prp")
    press(window, "F8")
    assert window.visit.form.model is Needling
    around = QApplication.focusWidget()
    while around is not None and not isinstance(around, ScalpMap):
        around = around.parentWidget()
    assert around is not None


def test_keys_in_the_wrong_place_say_why(round_of):
    window = round_of.house.window
    go(round_of, "today")
    press(window, "Ctrl+Return")
    assert said(window) == "This key turns the sheets of a visit: F4 goes to the visit in hand."
    go(round_of, "Visit")
    window.visit._choose(window.visit._records()[0].id)
    press(window, "Alt+Left")
    assert said(window) == "This is the first sheet of the visit."
    press(window, "Shift+F4")
    assert said(window) == "No clock is running."
    window.go("new_patient")
    press(window, "F7")
    assert said(window) == "Find a patient first, F2."
    window._trouble.hide()
    press(window, "Ctrl+P")
    assert said(window).startswith("Open a visit first")
    review = round_of.house.new_visit("review")
    press(window, "F7")
    assert said(window) == "This visit has no PRP sheet."
    press(window, "F8")
    assert said(window) == "This visit has no scalp map."
    assert review.prp is None


def test_enter_goes_on_through_the_fields(round_of):
    round_of.house.hands.looking_at = form = round_of.go("Prp")
    prp = round_of.visit.prp
    first = round_of.house.hands.cell(prp, "kit_name").editor.findChild(QLineEdit)
    first.setFocus()
    walked = [first]
    for _step in range(4):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert form.isAncestorOf(QApplication.focusWidget())
        walked.append(QApplication.focusWidget())
    assert len(set(walked)) == 5


def test_undo_works_in_the_field_and_then_for_the_step_before(round_of):
    house, window = round_of.house, round_of.house.window
    house.hands.looking_at = round_of.go("Visit")
    visit = round_of.visit
    room, assistant = (house.hands.cell(visit, name).editor.findChild(QLineEdit) for name in ("room", "assistant"))
    house.hands.type(assistant, "Noor Sample")
    house.hands.type(room, "2")
    press(window, "Ctrl+Z")
    assert visit.room is None
    assert visit.assistant == "Noor Sample"
    window.visit.show_sheet_of("prp")
    window._trouble.hide()
    let_run(20)
    before = window._stack.mapTo(window, QPoint(0, 0))
    press(window, "Ctrl+Z")
    press(window, "Ctrl+Z")
    assert visit.assistant is None
    let_run(20)
    assert window.visit._toast.accessibleName() == "Taken back: Assistant."
    assert (window._stack.mapTo(window, QPoint(0, 0)), said(window)) == (before, "")
    assert window.visit.form.model is Visit
    assert QApplication.focusWidget() is assistant
    press(window, "Ctrl+Shift+Z")
    assert visit.assistant == "Noor Sample"


def test_the_help_names_every_key_that_works_everywhere():
    listed = "\n".join(f"{pressed} {words}" for pressed, words in keys_of("today"))
    assert [key.press for key in KEYS if (key.words in listed) != key.works_on("today")] == []
