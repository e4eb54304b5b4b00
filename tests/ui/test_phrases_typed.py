"""The clinic's phrases: kept in Settings, offered after a semicolon, put in as one step, never inside a word."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from charting.actions.phrases import keep_phrase, phrases_of
from charting.records.clinic import FRONT_DESK, Practitioner
from charting.records.consent import Consent
from charting.records.prp import Prp
from charting.records.visit import Visit
from tests.ui.waiting import let_run
from ui.parts.buttons import LinkButton

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OK = "Tolerated well, no faintness."
TEXTS = {"ok": OK, "okay": "All as agreed.", "net": "Numb in every zone\nbefore needling."}


@pytest.fixture(scope="module")
def clinic(house):
    for key, text in TEXTS.items():
        keep_phrase(house.chart, key, text)
    house.model.save()
    return house


@pytest.fixture
def visit(clinic):
    clinic.window.activateWindow()
    return clinic.new_visit()


@pytest.fixture
def note(clinic, visit):
    """The note of a visit, with the cursor in it."""
    return edit_of(clinic, clinic.record_of(Visit, visit), "note", QPlainTextEdit)


def edit_of(house, record, name, kind):
    house.hands.looking_at = house.window.visit.form
    edit = house.hands.cell(record, name).editor.findChild(kind)
    house.hands.bring_into_view(edit)
    edit.setFocus()
    return edit


def offered(house):
    return house.window.typing.phrases.keys()


def test_space_after_a_key_puts_the_text_in_and_one_undo_takes_it_back(clinic, visit, note):
    QTest.keyClicks(note, "Numb. ;ok ")
    assert note.toPlainText() == f"Numb. {OK} "
    assert visit.note == f"Numb. {OK}"
    QTest.keyClick(note, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert note.toPlainText() == "Numb. ;ok"
    assert visit.note == "Numb. ;ok"


def test_the_list_narrows_and_arrows_and_enter_choose(clinic, visit, note):
    QTest.keyClicks(note, ";")
    assert offered(clinic) == ["net", "ok", "okay"]
    QTest.keyClicks(note, "o")
    assert offered(clinic) == ["ok", "okay"]
    QTest.keyClick(note, Qt.Key.Key_Down)
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert visit.note == "All as agreed."
    assert offered(clinic) == []
    QTest.keyClick(note, Qt.Key.Key_Return)
    assert note.toPlainText() == "All as agreed.\n"


def test_escape_and_going_on_leave_what_was_typed(clinic, visit, note):
    QTest.keyClicks(note, ";ok")
    QTest.keyClick(note, Qt.Key.Key_Escape)
    assert offered(clinic) == []
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not note
    assert visit.note == ";ok"


def test_a_tap_chooses_too(clinic, visit, note):
    QTest.keyClicks(note, "x ;o")
    row = next(row for row in clinic.window.typing.phrases._rows if row.accessibleName().startswith("okay"))
    clinic.hands.click(row)
    assert visit.note == "x All as agreed."
    assert QApplication.focusWidget() is note


def test_nothing_expands_inside_a_word_or_unknown(clinic, visit, note):
    QTest.keyClicks(note, "a;ok b ;nothing c;")
    assert note.toPlainText() == "a;ok b ;nothing c;"
    assert offered(clinic) == []


def test_a_single_line_takes_the_text_on_one_line(clinic, visit):
    consent = clinic.record_of(Consent, visit)
    edit = edit_of(clinic, consent, "zones", QLineEdit)
    QTest.keyClicks(edit, ";net")
    QTest.keyClick(edit, Qt.Key.Key_Return)
    assert consent.zones == "Numb in every zone before needling."
    assert QApplication.focusWidget() is edit
    QTest.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == ";net"


def test_names_lots_and_numbers_know_no_phrases(clinic, visit):
    prp = clinic.record_of(Prp, visit)
    for name in ("kit_lot", "prp_prepared_by", "draw_volume_ml"):
        edit = edit_of(clinic, prp, name, QLineEdit)
        QTest.keyClicks(edit, ";ok ")
        assert edit.text() == ";ok ", name
        assert offered(clinic) == []
        edit.clear()


@pytest.fixture
def page(clinic):
    clinic.window.go("settings")
    clinic.window.settings.open_page("phrases")
    clinic.hands.looking_at = clinic.window
    return clinic.window.settings.phrases


def keys(house):
    return [phrase.key for phrase in phrases_of(house.chart)]


def press(house, page, name):
    (button,) = (b for b in page.findChildren(LinkButton) if b.accessibleName() == name and b.isVisible())
    house.hands.click(button)


def test_phrases_are_added_changed_and_removed_in_settings(clinic, page):
    clinic.hands.type(page.key.line, ";bruise")
    clinic.hands.type(page.text.line, "Small bruise, no swelling.")
    QTest.keyClick(page.text.line, Qt.Key.Key_Return)
    let_run(10)
    assert keys(clinic) == ["bruise", "net", "ok", "okay"]
    press(clinic, page, "Change bruise")
    clinic.hands.type(page.text.line, "Bruise of 1 cm.")
    clinic.hands.click(page.keep)
    let_run(10)
    assert phrases_of(clinic.chart)[0].text == "Bruise of 1 cm."
    press(clinic, page, "Remove bruise")
    assert keys(clinic) == ["net", "ok", "okay"]
    assert not clinic.chart.differs()


def test_a_key_of_two_words_and_an_empty_text_are_refused(clinic, page):
    clinic.hands.type(page.key.line, "two words")
    clinic.hands.type(page.text.line, "x")
    clinic.hands.click(page.keep)
    assert page.key._note.text().startswith("A key is one word")
    clinic.hands.type(page.key.line, "fine")
    page.text.line.clear()
    clinic.hands.click(page.keep)
    assert page.text._note.text().startswith("Write a text")
    assert "fine" not in keys(clinic)


def test_who_may_not_change_settings_sees_them_only(clinic, page):
    chart, owner = clinic.chart, clinic.chart.at_work
    desk = Practitioner(name="Front, Desk", role=FRONT_DESK)
    chart.add(desk)
    chart.save(clinic.model.now())
    chart.work_as(desk)
    try:
        page.show_phrases()
        assert not page.key.isVisible()
        assert "may not" in page._why_not.text()
        assert not [b for b in page.findChildren(LinkButton) if b.isVisible()]
    finally:
        chart.work_as(owner)
    page.show_phrases()
