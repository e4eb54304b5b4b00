"""An answer typed by keys leaves the same record as the same answer tapped: what follows from it follows."""

from datetime import timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.fields import fields_of, line_model, lines_of
from charting.kinds import Drawn
from charting.output.proof import read_back, says
from charting.records.assessment import Assessment, DayGrading
from charting.records.base import Line, Record, slot_of
from charting.records.consent import Consent
from charting.records.course import Course
from charting.records.dose import Dose
from charting.records.patient import Patient
from charting.records.patient_lists import Grading
from charting.records.prp import Prp
from charting.records.screening import Screening
from charting.records.sheets import SHEETS
from charting.records.visit import Visit
from tests.ui.hands import line_of, typed, wait_until
from tests.ui.house import is_checklist
from tests.ui.samples import NOW, sample
from tests.ui.test_papers_window import PAPER_MS

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
RECORDS = (Patient, Course, Visit, *SHEETS)
MEANT = {"language": "Español", "grade": "2a", "allergy_status": "known"}
"""Answers from which something follows, where it does not from any."""


def _weighed_before(sheet):
    sheet.weight_kg, sheet.weight_source = Decimal(66), "measured_earlier"
    sheet.weight_date = NOW.date() - timedelta(days=20)


def _on_a_scale(grading):
    grading.scale = "hamilton_norwood"


AS_IT_STANDS = {Assessment: _weighed_before, DayGrading: _on_a_scale, Grading: _on_a_scale}


def _held(visit):
    """Every column of the visit, its patient and course, their sheets and rows."""
    course = visit.course
    sheets = [sheet for model in SHEETS if (sheet := getattr(visit, slot_of(model), None)) is not None]
    records = [visit, course, course.patient, *sheets]
    records += [row for one in tuple(records) for name in lines_of(type(one)) for row in getattr(one, name)]
    return {
        (type(one).__name__, one.id, column.key): getattr(one, column.key)
        for one in records
        for column in sa.inspect(type(one)).column_attrs
    }


def _value(declared):
    return MEANT.get(declared.name, sample(declared))


def _leaf_classes(base):
    for one in base.__subclasses__():
        yield from _leaf_classes(one)
        if not one.__dict__.get("__abstract__"):
            yield one


def _targets(house, visit, model):
    """The record of a model on the screen, and a row of each of its lists."""
    record = house.record_of(model, visit)
    yield record
    for name in lines_of(model):
        if is_checklist(house.form_of(model), name):
            yield getattr(record, name)[0]
        else:
            yield house.hands.add(record, name)


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_typed_by_keys_is_kept_as_a_tap_is(house, model):
    visit, main = house.new_visit(), house.model
    wrong, found, by_hand = [], set(), set()
    for record in _targets(house, visit, model):
        for name, declared in fields_of(type(record)).items():
            if isinstance(declared, Drawn):
                continue
            AS_IT_STANDS.get(type(record), lambda _record: None)(record)
            assert main.save()
            before, steps = _held(visit), main.undo_stack.index()
            main.answer(record, name, _value(declared), None, False)
            tapped = _held(visit)
            while main.undo_stack.index() > steps:
                main.undo_stack.undo()
            assert _held(visit) == before
            changed = {key for key in tapped if tapped[key] != before[key]}
            own = {column: (type(record).__name__, record.id, column) for column in (name, "origins")}
            if changed <= set(own.values()) and tapped[own[name]] == _value(declared):
                continue
            found.add(type(record))
            edit = line_of(house.hands.cell(record, name))
            if edit is None or not edit.isVisible():
                continue
            by_hand.add((type(record), name))
            edit.setFocus(Qt.FocusReason.MouseFocusReason)
            QTest.keyClick(edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            house.hands.type(edit, typed(declared, _value(declared)))
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
            by_keys = _held(visit)
            wrong += [(name, *key, tapped[key], by_keys[key]) for key in tapped if tapped[key] != by_keys.get(key)]
            main.undo_stack.undo()
            if main.undo_stack.index() != steps or _held(visit) != before:
                wrong.append((name, "is not one step"))
                while main.undo_stack.index() > steps:
                    main.undo_stack.undo()
    assert wrong == []
    kinds = {type(record) for record in _targets(house, visit, model)}
    assert {kind for kind in kinds if kind.follows is not Record.follows} <= found
    assert {(kind, name) for kind in kinds for name in kind.begins} <= by_hand


def test_every_record_from_which_something_follows_is_among_them():
    walked = {*RECORDS, *(line_model(model, name) for model in RECORDS for name in lines_of(model))}
    following = {one for one in _leaf_classes(Record) if one.follows is not Record.follows or one.begins}
    assert following and following <= walked, following - walked
    assert issubclass(Dose, Line) and Dose in following


def test_a_count_typed_in_screening_answers_its_question(house):
    screening = house.record_of(Screening, house.new_visit())
    (count,) = (one for one in screening.answers if one.code == "C19")
    house.hands.answer(screening, "platelets_10e9_l", Decimal(240))
    house.hands.key(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert count.answer == "no"
    house.model.undo_stack.undo()
    assert (screening.platelets_10e9_l, count.answer) == (None, None)
    house.model.undo_stack.redo()
    assert (screening.platelets_10e9_l, count.answer) == (Decimal(240), "no")


def test_a_time_saved_half_typed_does_not_begin_the_procedure(house):
    """`9` is nine o’clock until somebody types on, and saving does not wait for that."""
    visit = house.new_visit()
    prp = house.record_of(Prp, visit)
    half, whole = NOW.replace(hour=9, minute=0), NOW.replace(hour=9, minute=45)
    house.model.answer(prp, "draw_at", half, None, True)
    assert house.model.save()
    assert visit.started_at == half
    house.model.answer(prp, "draw_at", whole, None, True)
    assert visit.started_at is None
    assert house.model.save()
    assert visit.started_at == whole
    house.model.undo_stack.undo()
    assert (prp.draw_at, visit.started_at) == (None, None)


def test_what_somebody_answered_since_is_not_taken_back(house):
    visit = house.new_visit()
    prp = house.record_of(Prp, visit)
    house.model.answer(prp, "draw_at", NOW, None, True)
    house.model.settle()
    visit.started_at = NOW - timedelta(minutes=9)
    house.model.answer(prp, "draw_at", NOW - timedelta(minutes=1), None, True)
    house.model.settle()
    assert visit.started_at == NOW - timedelta(minutes=9)


def test_what_was_taken_back_lets_nothing_follow(house):
    consent = house.record_of(Consent, house.new_visit())
    english = consent.template_id
    house.model.answer(consent, "language", "Español", None, True)
    house.model.undo_stack.undo()
    house.model.settle()
    assert (consent.language, consent.template_id) == (None, english)


def test_the_paper_is_in_the_language_just_typed(house):
    """Ctrl+P with the cursor still in the field: nothing has been left, and nothing saved by itself."""
    house.patient().language = None
    visit = house.new_visit()
    consent = house.record_of(Consent, visit)
    edit = line_of(house.hands.cell(consent, "language"))
    edit.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClicks(edit, "Spanish")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    view = house.window.preview
    assert wait_until(lambda: bool(view.pdf), PAPER_MS)
    assert consent.template_id == "consent-mprp-es"
    assert visit.photo_consent.template_id == "photo-consent-es"
    assert says("".join(read_back(view.pdf)), "He leído este papel, o me lo han leído. Lo he entendido.")


def test_the_cursor_stays_where_somebody_types_while_texts_follow(house):
    house.patient().language = None
    consent = house.record_of(Consent, house.new_visit())
    edit = line_of(house.hands.cell(consent, "language"))
    edit.setFocus(Qt.FocusReason.MouseFocusReason)
    QTest.keyClicks(edit, "es")
    assert house.model.save()
    assert consent.template_id == "consent-mprp-es"
    assert QApplication.focusWidget() is edit and edit.cursorPosition() == 2
    QTest.keyClicks(edit, "tonian")
    assert house.model.save()
    assert (consent.language, consent.template_id) == ("estonian", "consent-mprp-en")
