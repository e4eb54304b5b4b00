"""History and audit report through the window: opening is noted once, every deed is a sentence, so is each field's."""

import csv
import io
from decimal import Decimal

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from charting.records.audit_entry import audit_entry
from charting.records.clinic import FRONT_DESK, Practitioner
from charting.records.needling import Needling
from ui.history_desk import cell_of, fields_in
from ui.parts.trail_table import about

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def entries(house):
    query = sa.select(audit_entry.c.verb, audit_entry.c.record, audit_entry.c.said).order_by(audit_entry.c.seq)
    return [tuple(row) for row in house.chart.orm.execute(query)]


def verbs_since(house, before):
    return [(verb, record) for verb, record, _said in entries(house)[before:]]


def rows_of(table):
    return [table.told(row) for row in range(table.model().rowCount())]


@pytest.fixture(scope="module")
def zone(house):
    """A zone whose depth was typed, saved, and typed again."""
    visit = house.new_visit("MN")
    needling = house.record_of(Needling, visit)
    made = house.hands.add(needling, "zones")
    house.hands.answer(made, "zone", "vertex")
    house.hands.answer(made, "depth_mm", Decimal("0.5"))
    house.model.save()
    house.hands.answer(made, "depth_mm", Decimal("1.5"))
    house.model.save()
    return made


def test_opening_is_noted_once_and_not_for_clicks_inside(house, zone):
    window, before = house.window, len(entries(house))
    window.open_patient(house.patient_id)
    window.patient.show_plan(True)
    window.go("today")
    window.go("patient")
    assert verbs_since(house, before) == [("viewed", "patient")]
    before = len(entries(house))
    window.open_visit(zone.parent.visit.id)
    for at in range(3):
        house.hands.click(window.visit.steps._rows[at])
    window.go("sign_off")
    window.go("visit")
    assert verbs_since(house, before) == [("viewed", "visit")]
    assert not house.chart.differs()


def test_a_paper_on_the_screen_is_noted(house, zone, qtbot):
    window = house.window
    window.open_visit(zone.parent.visit.id)
    before = len(entries(house))
    window._show_preview()
    qtbot.waitUntil(lambda: window.preview.pdf != b"" or window.preview._strip.isVisible(), timeout=20_000)
    (noted,) = entries(house)[before:]
    assert noted == ("viewed", "visit", {"words": "Consent"})
    window.preview.left.emit()


def test_a_visit_tells_what_was_done_and_is_narrowed_to_sheet_and_field(house, zone):
    window = house.window
    window.open_visit(zone.parent.visit.id)
    house.hands.click(window.visit.history)
    view = window.records.history_view
    assert view.isVisible()
    everything = rows_of(view.table)
    assert everything[0].words == "viewed"
    view.sheets._pick("needling")
    assert {told.where.split(":")[0] for told in rows_of(view.table)} == {"Device and needles"}
    view.fields._pick("needled_zone.depth_mm")
    words = [told.words for told in rows_of(view.table)]
    assert words == ["changed Depth from 0.5 mm to 1.5 mm", "entered Depth: 0.5 mm"]
    view.table.selectRow(0)
    assert view._whole.text() == (
        f"21-Nov-2026 14:02 Dr Rowan Sample changed Depth from 0.5 mm to 1.5 mm ({about(view.table.told(0))})"
    )
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert window.visit.isVisible()


def test_reading_a_history_writes_nothing(house, zone):
    window = house.window
    window.open_visit(zone.parent.visit.id)
    before = len(entries(house))
    house.hands.click(window.visit.history)
    window.records.history_view.left.emit()
    assert entries(house)[before:] == []


def test_a_field_shows_its_history_by_key(house, zone):
    house.record_of(Needling, zone.parent.visit)
    cell = house.hands.cell(zone, "depth_mm")
    house.hands.bring_into_view(cell)
    cell.editor.findChild(QLineEdit).setFocus()
    house.hands.shortcut(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    view = house.window.records.history_view
    assert view._title.text() == "History of “Depth”"
    assert view.table.told(0).words == "changed Depth from 0.5 mm to 1.5 mm"
    assert not view.sheets.isVisibleTo(view)
    view.left.emit()


def test_a_field_shows_its_history_by_right_click_beside_copy_and_paste(house, zone, monkeypatch):
    menus = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: menus.append(menu))
    house.record_of(Needling, zone.parent.visit)
    edit = house.hands.cell(zone, "depth_mm").editor.findChild(QLineEdit)
    house.hands.bring_into_view(edit)
    place = edit.rect().center()
    QApplication.sendEvent(edit, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, edit.mapToGlobal(place)))
    (menu,) = menus
    words = [action.text() for action in menu.actions()]
    assert any("Paste" in text for text in words)
    menu.actions()[-1].trigger()
    assert house.window.records.history_view._title.text() == "History of “Depth”"
    house.window.records.history_view.left.emit()


def test_off_the_answers_there_is_no_menu_and_the_key_says_why(house):
    house.window.go("today")
    house.window.today.finder.edit.setFocus()
    house.hands.shortcut(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    assert house.window._trouble._title.text() == "Put the cursor into a field first."
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(3, 3), QPoint(3, 3))
    assert not house.window.records.history.offer(event, house.window)
    assert cell_of(None) is None
    assert ("needled_zone.depth_mm", "Zone: Depth") in fields_in("needling")


def test_a_patient_has_every_visit_in_the_history(house, zone):
    window = house.window
    window.open_patient(house.patient_id)
    house.hands.click(window.patient.history)
    view = window.records.history_view
    told = rows_of(view.table)
    assert {"viewed", "changed Depth from 0.5 mm to 1.5 mm"} <= {entry.words for entry in told}
    assert {entry.patient for entry in told} == {told[0].patient}
    view.left.emit()
    assert window.patient.isVisible()


@pytest.fixture
def audit(house):
    house.window.go("settings")
    house.window.settings.open_page("audit")
    return house.window.settings.audit


def test_the_report_is_narrowed_and_sorted(house, zone, audit):
    everything = audit.table.model().rowCount()
    assert everything == len(entries(house))
    audit.verbs._pick("viewed")
    assert {told.action for told in rows_of(audit.table)} == {"Viewed"}
    audit.verbs._pick("")
    QTest.keyClicks(audit.since.line, "211126")
    QTest.keyClick(audit.since.line, Qt.Key.Key_Return)
    assert audit.table.model().rowCount() == everything
    audit.since.line.clear()
    QTest.keyClicks(audit.since.line, "21-Nov-2030")
    QTest.keyClick(audit.since.line, Qt.Key.Key_Return)
    assert audit.table.model().rowCount() == 0
    audit.since.line.clear()
    QTest.keyClicks(audit.patient.line, "sample ada")
    QTest.keyClick(audit.patient.line, Qt.Key.Key_Return)
    assert 0 < audit.table.model().rowCount() < everything
    audit.set_patient("", "")
    audit.sorts.set_value("action")
    audit.wanted.emit()
    assert audit.table.model().rowCount() == everything
    audit.sorts.set_value("date")


def test_a_day_that_cannot_be_read_says_so(audit):
    before = audit.table.model().rowCount()
    audit.since.line.clear()
    QTest.keyClicks(audit.since.line, "soon")
    QTest.keyClick(audit.since.line, Qt.Key.Key_Return)
    assert "Write a date" in audit.since._note.text()
    assert audit.table.model().rowCount() == before
    audit.since.line.clear()


def test_the_report_is_saved_as_table_and_paper_and_that_is_noted(house, audit, qtbot, tmp_path):
    audit.since.line.clear()
    audit.wanted.emit()
    before = len(entries(house))
    house.window.records.audit.save_table(tmp_path / "audit.csv")
    qtbot.waitUntil(lambda: audit.strip.accessibleName() == "Verified: Written: audit.csv", timeout=20_000)
    rows = list(csv.reader(io.StringIO((tmp_path / "audit.csv").read_text("utf-8-sig"), newline="")))
    assert len(rows) == before + 1
    audit.verbs._pick("viewed")
    house.window.records.audit.save_paper(tmp_path / "audit.pdf")
    qtbot.waitUntil(lambda: audit.strip.accessibleName() == "Verified: Written: audit.pdf", timeout=20_000)
    assert (tmp_path / "audit.pdf").read_bytes().startswith(b"%PDF")
    assert verbs_since(house, before) == [("exported", None)] * 2
    audit.verbs._pick("")


def test_only_owners_see_the_report_and_the_front_desk_no_history(house, zone, audit):
    chart, owner = house.chart, house.chart.at_work
    desk = Practitioner(name="Front, Desk", role=FRONT_DESK)
    chart.add(desk)
    chart.save(house.model.now())
    chart.work_as(desk)
    try:
        audit.opened.emit()
        assert audit.table.model().rowCount() == 0
        assert "may not" in audit.strip.accessibleName()
        house.window.records.history.show_patient(house.patient())
        assert not house.window.records.history_view.isVisible()
        assert "may not" in house.window._trouble._title.text()
    finally:
        chart.work_as(owner)
    audit.opened.emit()
    assert audit.table.model().rowCount() > 0


def test_hostile_names_are_shown_as_they_are(house, audit):
    house.patient().occupation = "<img src=x>=HYPERLINK(1)\n\u202e" + "x" * 9000
    house.model.save()
    audit.wanted.emit()
    index = audit.table.model().index(0, 4)
    assert index.data().startswith("entered Occupation: <img src=x>=HYPERLINK(1) ")
    assert len(index.data()) <= 240
    audit.table.selectRow(0)
    assert audit._whole.textFormat() is Qt.TextFormat.PlainText
    audit.people.set_options([("a", "Kim & Co\n" + "y" * 500)])
    assert len(audit.people.text()) < 60
