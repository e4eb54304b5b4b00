"""No way of the program's own leads the cursor into a field that takes back a sealed consent: one stray key would."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.findings import Finding, Level
from charting.records.consent import Consent
from charting.records.photo_consent import PhotoConsent
from tests.ui.test_glove_mode import Gloves, Rooms
from tests.ui.waiting import let_run
from ui.binding.cell import Cell
from ui.views.first_open import put_cursor

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def rooms(dressed, tmp_path_factory):
    built = Rooms(dressed, tmp_path_factory.mktemp("clinic") / "c")
    yield built
    built.close()


@pytest.fixture
def sealed(rooms, qtbot):
    """A visit whose two consents are sealed, the statements answered after it had begun, and the session on it."""
    visit, now = rooms.visit(in_order=False), rooms.clock.moment
    visit.course.patient.allergy_status, visit.started_at, visit.consent.basis = "none_known", now, "new"
    for answer in visit.screening.answers:
        answer.answer = "no"
    for statement in visit.consent.statements:
        statement.accepted, statement.accepted_at = True, now + timedelta(minutes=1)
    for scope in visit.photo_consent.scopes:
        scope.allowed = True
    rooms.chart.orm.flush()
    visit.consent.signed_at = visit.photo_consent.signed_at = now
    rooms.chart.save(now)
    rooms.window.open_visit(visit.id)
    rooms.window.activateWindow()
    yield visit
    rooms.window.glove.close()


def field_in_hand():
    """The name of the field the cursor stands in; blank where it stands in none."""
    widget = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, Cell):
        widget = widget.parentWidget()
    return widget.declared.name if widget is not None else ""


def cell_of(view, name):
    return next(c for c in view.form.findChildren(Cell) if c.declared.name == name and c.record is not None)


def show(rooms, sheet):
    assert rooms.window.visit.show_sheet_of(sheet.__tablename__)
    return rooms.window.visit


LATE = {"withdrawn_at", "withdrawn_on"}


def test_enter_never_leads_into_it(rooms, sealed):
    for sheet in (sealed.consent, sealed.photo_consent):
        view = show(rooms, sheet)
        seen = [field_in_hand()]
        view.form.setFocus()
        for _press in range(80):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
            if view.sheet is not sheet or not view.form.isAncestorOf(QApplication.focusWidget()):
                break
            seen.append(field_in_hand())
        assert not LATE & set(seen), type(sheet).__name__


def test_enter_passes_it_before_the_seal_as_well(rooms, qtbot):
    consent = rooms.visit(in_order=False).consent
    rooms.window.open_visit(consent.visit.id)
    view = show(rooms, consent)
    assert view.form.focus_on(consent.id, "refused")
    let_run(0)
    for _press in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
        assert field_in_hand() != "withdrawn_at"


def test_a_person_reaches_it_by_tab(rooms, sealed):
    view = show(rooms, sealed.consent)
    view.form.setFocus()
    seen = set()
    for _press in range(200):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.add(field_in_hand())
    assert "withdrawn_at" in seen


@pytest.mark.parametrize("name", ["withdrawn_at", "accepted", "basis"])
def test_a_sealed_sheet_shown_or_landed_on_leaves_it_alone(rooms, sealed, name):
    sealed.consent.withdrawn_at = rooms.clock.moment if name == "withdrawn_at" else None
    record = sealed.consent.statements[0] if name == "accepted" else sealed.consent
    view = show(rooms, sealed.needling)
    assert view.land(Finding(Level.WARN, "", field=name, record_id=record.id))
    let_run(50)
    assert view.sheet is sealed.consent
    assert field_in_hand() not in LATE
    assert not cell_of(view, name).visibleRegion().isEmpty()
    view.hide()
    view.show()
    assert field_in_hand() not in LATE


@pytest.mark.parametrize("name", ["", "statements", "signed_at", "signatures"])
def test_what_no_field_shows_leads_to_its_sheet(rooms, sealed, name):
    view = show(rooms, sealed.needling)
    assert view.land(Finding(Level.STOP, "", field=name, record_id=sealed.consent.id))
    let_run(50)
    assert view.sheet is sealed.consent
    assert view.form.isAncestorOf(QApplication.focusWidget())
    assert field_in_hand() not in LATE


def test_a_sealed_sheet_with_nothing_open_leaves_it_alone(rooms, sealed):
    """The sheet is whole, as far as it is read; there is nothing the cursor is led to."""
    view = show(rooms, sealed.consent)
    put_cursor(view.form, sealed.consent, rooms.window.model.context(), read_only=True)
    assert field_in_hand() not in LATE


def test_undo_of_a_withdrawal_shows_it_without_the_cursor(rooms, sealed):
    view = show(rooms, sealed.consent)
    rooms.window.model.answer(sealed.consent, "withdrawn_at", rooms.clock.moment, None, False)
    view.form.setFocus()
    QTest.keyClick(view.form, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert sealed.consent.withdrawn_at is None
    assert field_in_hand() not in LATE


@pytest.mark.parametrize("open_sheet", [Consent, PhotoConsent])
def test_back_to_the_sheet_from_glove_mode(rooms, sealed, open_sheet):
    rooms.window.visit.show_sheet_of(open_sheet.__tablename__)
    gloves = Gloves(rooms.window, sealed, rooms.clock).go_in()
    gloves.pad("Enter")
    assert "too late" in gloves.view.said()
    gloves.pad("Enter")
    let_run(50)
    assert gloves.window.visit.sheet is sealed.consent
    assert field_in_hand() not in LATE
    keys = QApplication.focusWidget()
    QTest.keyClicks(keys, "1")
    QTest.keyClick(keys, Qt.Key.Key_Return)
    QTest.keyClicks(QApplication.focusWidget(), "1")
    assert sealed.consent.withdrawn_at is None
    assert (sealed.consent.unread or {}).get("withdrawn_at") is None


@pytest.mark.parametrize("open_sheet", [Consent, PhotoConsent])
def test_leaving_glove_mode_over_a_sealed_sheet(rooms, sealed, open_sheet):
    view = rooms.window.visit
    view.show_sheet_of(open_sheet.__tablename__)
    gloves = Gloves(rooms.window, sealed, rooms.clock).go_in()
    gloves.pad("Esc")
    assert not gloves.desk.is_open()
    assert field_in_hand() not in LATE
