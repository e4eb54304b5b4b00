"""Every declared field, through the window: typed, kept, closed, opened, shown again; and blank stays blank."""

from dataclasses import dataclass
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.fields import fields_of, lines_of
from charting.kinds import Drawn
from charting.records.base import Record
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.sheets import SHEETS
from charting.records.visit import Visit
from tests.ui.hands import fields_with_cells, text_of
from tests.ui.house import is_checklist
from tests.ui.samples import STROKES, sample
from ui.binding.cell import Cell

# What the offscreen platform says of a list of suggestions that opens under a field.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

ASKING = {"allergy_status": "unavailable", "interpreter_used": True}
"""Answers without which another field is not asked for."""
RECORDS = (Patient, Course, Visit, *SHEETS)
every_record = pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)


@dataclass
class Given:
    """One answer given at the window."""

    model: type[Record]
    record_id: str
    name: str
    value: object
    held: object
    shown: object


class Filled:
    """A visit in which every field was answered through the window, then reopened from its file."""

    def __init__(self, house):
        self.house = house
        self.given = {model: [] for model in RECORDS}
        self.problems = {model: [] for model in RECORDS}
        self.visit_id = house.new_visit().id
        for model in RECORDS:
            self._fill(model)
        house.reopen()

    def visit(self):
        return self.house.chart.orm.get(Visit, self.visit_id)

    def _fill(self, model):
        record = self.house.record_of(model, self.visit())
        self._answer_all(model, record)
        for name in lines_of(model):
            if is_checklist(self.house.form_of(model), name):
                rows = getattr(record, name)
                for row in (rows[0], rows[-1]):
                    self._answer_all(model, row)
            else:
                self._answer_all(model, self.house.hands.add(record, name))

    def _answer_all(self, model, record):
        for name, declared in fields_of(type(record)).items():
            value = ASKING.get(name, sample(declared))
            where = f"{type(record).__name__}.{name}"
            try:
                self.house.hands.answer(record, name, value)
            except AssertionError as lost:
                self.problems[model].append(f"{where}: {lost}")
                continue
            held = getattr(record, name)
            if isinstance(declared, Drawn) and held is not None:
                value = held
            if held != value or type(held) is not type(value) or (record.unread or {}).get(name):
                self.problems[model].append(f"{where}: gave {value!r}, kept {held!r} {record.unread or ''}")
            shown = text_of(self.house.hands.cell(record, name))
            self.given[model].append(Given(type(record), record.id, name, value, held, shown))


@pytest.fixture(scope="module")
def filled(house):
    return Filled(house)


@every_record
def test_what_was_given_is_what_is_kept(filled, model):
    assert filled.problems[model] == []
    assert {given.name for given in filled.given[model]} >= set(fields_of(model))
    assert STROKES not in [given.value for given in filled.given[model]]


@every_record
def test_every_answer_survives_close_and_reopen(filled, model):
    orm = filled.house.chart.orm
    lost = [
        f"{given.model.__name__}.{given.name}: {given.value!r} came back as {found!r}"
        for given in filled.given[model]
        if (found := getattr(orm.get(given.model, given.record_id), given.name)) != given.value
    ]
    assert lost == []


@every_record
def test_every_answer_is_shown_again_and_showing_answers_nothing(filled, model):
    house = filled.house
    record = house.record_of(model, filled.visit())
    house.model.heard.clear()
    wrong = []
    for given in filled.given[model]:
        cell = house.hands.cell(house.chart.orm.get(given.model, given.record_id), given.name)
        if text_of(cell) != given.shown:
            wrong.append(f"{given.name}: shown {text_of(cell)!r}, was {given.shown!r}")
    form = house.form_of(model)
    form.set_record(None, True)
    form.set_record(record, False)
    assert wrong == []
    assert house.model.heard == []
    assert not house.chart.differs()


@every_record
def test_blank_stays_blank(house, model):
    visit = house.new_visit()
    record = house.record_of(model, visit)
    if model in (Patient, Course):
        record = blank_in(house, model)
    form = house.form_of(model)
    for name in lines_of(model):
        if not is_checklist(form, name):
            house.hands.add(record, name)
    house.model.save()
    before = stored(record)
    house.model.heard.clear()
    visited = tab_through(form)
    assert [name for name in fields_with_cells(form, record) if name not in visited] == []
    assert house.model.heard == []
    assert not house.chart.differs()
    assert stored(record) == before


def blank_in(house, model):
    """A blank patient or course, shown in the very form of the patient's screen."""
    record = model()
    if model is Patient:
        record.number = f"RL-9{len(house.chart.orm.identity_map):04d}"
    else:
        record.patient = house.patient()
    house.chart.add(record)
    house.chart.save(house.model.now())
    house.form_of(model).set_record(record, False)
    return record


def tab_through(form):
    """Walk through a form with Tab, leaving every editor blank; the names of the fields that had the focus."""
    focusable = [cell for cell in form.findChildren(Cell) if cell.isVisible() and cell.record is not None]
    typed = [cell for cell in focusable if not isinstance(cell.declared, Drawn)]
    visited = {cell.declared.name for cell in focusable if isinstance(cell.declared, Drawn)}
    if typed:
        typed[0].editor.setFocus()
    for _step in range(4 * len(focusable) + 20):
        target = QApplication.focusWidget()
        if target is None or not form.isAncestorOf(target):
            break
        visited.update(cell.declared.name for cell in focusable if cell.isAncestorOf(target))
        QTest.keyClick(target, Qt.Key.Key_Tab)
    return visited


def stored(record):
    """Everything a record and its lines hold."""
    own = {name: getattr(record, name) for name in fields_of(type(record))}
    return own, record.unread, {name: [stored(row) for row in getattr(record, name)] for name in lines_of(type(record))}


def test_no_blank_number_reads_as_zero(house):
    visit = house.new_visit()
    assert visit.prp.draw_volume_ml is None
    assert visit.prp.draw_volume_ml != Decimal(0)
