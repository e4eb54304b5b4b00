"""Typing moves nothing: whatever is said of an answer has a place kept for it. Enter goes on, field by field."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from charting.catalogue import agents
from charting.findings import Finding, Level
from tests.ui.places import PLACES, SCREENS, Round
from tests.ui.waiting import let_run
from ui.binding.cell import Cell
from ui.binding.grid import FieldGrid
from ui.binding.rows_editor import RowsEditor
from ui.parts.field_frame import FieldState
from ui.parts.tap_choice import TapChoice

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
FORMS = [place for place in PLACES if place not in SCREENS]
SETTLED_MS = 150
SAID = "above the usual, see the note and say why in a line of your own that is longer than any field is wide"


@pytest.fixture(scope="module")
def round_of(house):
    return Round(house)


def geometry(form):
    """Where everything stands on a form; what a table paints is its own."""
    places = {}
    for widget in form.findChildren(QWidget):
        if widget.isVisible() and not widget.inherits("QAbstractItemView"):
            places[id(widget)] = (widget.mapTo(form, QPoint(0, 0)).toTuple(), widget.size().toTuple())
    return places


def cells(form):
    return [cell for cell in form.findChildren(Cell) if cell.isVisible() and cell.record is not None]


@pytest.mark.parametrize("place", FORMS)
def test_no_state_of_any_answer_moves_anything(round_of, place):
    form = round_of.go(place)
    let_run(SETTLED_MS)
    shown = [(cell, cell._look()) for cell in cells(form)]
    inside = {id(part) for cell, _look in shown for part in cell.editor.findChildren(QWidget)}
    before = {key: at for key, at in geometry(form).items() if key not in inside}
    for state in (FieldState.SOFT, FieldState.HARD, FieldState.MISSING, FieldState.COPIED, FieldState.VERIFIED):
        for cell, _look in shown:
            cell.editor.set_state(state)
            cell._note.say(SAID, "amber")
        let_run(0)
        after = geometry(form)
        moved = [key for key, at in before.items() if after.get(key) != at]
        assert moved == [], f"{len(moved)} parts moved with every answer {state}"
    for cell, (state, note, token) in shown:
        cell.editor.set_state(state)
        cell._note.say(note, token)


@pytest.mark.parametrize("place", FORMS)
def test_enter_goes_on_from_every_line(round_of, place):
    form = round_of.go(place)
    stuck = []
    for cell in cells(form):
        line = cell.editor.findChild(QLineEdit)
        if line is None or not line.isVisible() or line.isReadOnly():
            continue
        line.setFocus(Qt.FocusReason.TabFocusReason)
        if QApplication.focusWidget() is not line:
            stuck.append(f"{cell.declared.title} does not take the focus")
            continue
        QTest.keyClick(line, Qt.Key.Key_Return)
        if QApplication.focusWidget() is line:
            stuck.append(cell.declared.title)
        if not line.isVisible():  # the last answer goes on to the next sheet
            round_of.go(place)
    last = [title for title in stuck if title != cells(form)[-1].declared.title]
    assert last == []


def whole_on_screen(cell):
    """Whether all that is said of an answer can be read under it, over nothing but the room of other notes."""
    grid = cell.parentWidget()
    grid.notes.arrange()
    own = [one for one in grid.notes.running() if one.note is cell.note]
    if not own:
        return not cell.note.is_cut()
    (running,) = own
    within = grid.rect().contains(running.place)
    return within and " ".join(running.lines) == cell.note.text() and not running.note.isHidden()


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)], ids=str)
@pytest.mark.parametrize("place", FORMS)
def test_a_warning_is_never_cut_nor_the_note_of_the_field_in_hand(round_of, place, size):
    round_of.house.window.resize(*size)
    form = round_of.go(place)
    let_run(0)
    cut = []
    for cell in (one for one in cells(form) if isinstance(one.parentWidget(), FieldGrid)):
        state, note, token = cell._look()
        for words, colour, held in ((SAID, "amber", False), (SAID, "ink3", True)):
            cell.note.say(words, colour)
            if held:
                cell.setFocus(Qt.FocusReason.OtherFocusReason)
            if (not held or cell.is_in_hand()) and not whole_on_screen(cell):
                cut.append((cell.declared.title, colour))
        cell.editor.set_state(state)
        cell.note.say(note, token)
    round_of.house.window.resize(1366, 768)
    assert cut == []


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)], ids=str)
def test_choosing_a_drug_moves_nothing(house, size):
    house.window.resize(*size)
    visit = house.new_visit()
    house.window.visit.land(Finding(Level.NOTE, "Doses", field="doses", record_id=visit.anaesthesia.id))
    editor = next(one for one in house.window.visit.form.findChildren(RowsEditor) if one.name == "doses")
    editor.add_button.click()
    let_run(SETTLED_MS)
    dose = visit.anaesthesia.doses[-1]
    grid = next(cell for cell in cells(editor) if cell.record is dose).parentWidget()
    for name in ("Lidocaine", None):  # the row has been laid out in full once
        house.model.answer(dose, "agent", name, None, False)
        let_run(SETTLED_MS)
    before = {cell.declared.title: cell.geometry().getRect() for cell in cells(grid)}
    strengths = next(cell for cell in cells(grid) if cell.declared.title == "Strength").editor
    offered = set()
    for listed in agents().values():
        house.model.answer(dose, "agent", listed.name, None, False)
        let_run(0)
        offered.add(len(strengths.findChild(TapChoice)._pieces))
        assert {cell.declared.title: cell.geometry().getRect() for cell in cells(grid)} == before, listed.name
    house.window.resize(1366, 768)
    assert max(offered) == 5, "the longest list was among them"
