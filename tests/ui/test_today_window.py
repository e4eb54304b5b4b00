"""Today at the window: what the day holds, what is due, who opens it with which key, and closing it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.records.audit_entry import audit_entry
from tests.ui.day_scene import DayScene
from tests.ui.waiting import let_run
from ui.parts.buttons import MainButton, PlainButton
from ui.parts.due_row import DueRow
from ui.views.visit_list import _Row

# What the offscreen platform says of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SIZES = {"100 %": (1366, 768), "150 %": (911, 512), "200 %": (683, 384)}


@pytest.fixture(scope="module")
def day(house):
    return DayScene(house)


@pytest.fixture
def today(day):
    view = day.show()
    view.finder.edit.clear()
    day.main._today_desk.find("")
    return view


def rows(view):
    return {row._row.what: row._row for row in view.findChildren(_Row) if row.isVisible()}


def press(view, words):
    (button,) = (b for b in view.findChildren(PlainButton) if b.isVisible() and b.text() == words)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    let_run(20)


def test_the_visits_say_how_they_stand(today):
    shown = rows(today)
    assert shown["OKAFOR, Daniel"].state == "incomplete"
    assert shown["OKAFOR, Daniel"].room == "1"
    assert shown["MEYER, Jan"].state_line == "13:02, pack not printed"
    assert shown["HALE, Marcus"].state_words == "Expected"
    assert shown["HALE, Marcus"].when == "15:02"
    assert shown["HALE, Marcus"].detail == "M-PRP, session 2 of 4"
    assert shown["HALE, Marcus"].state_line == "no weight, no allergies recorded"
    assert shown["OKORO, Ada"].detail == "M-PRP, session 1 of 4, 20-Nov-2026"
    assert list(shown)[-1] == "OKORO, Ada"


def test_a_running_clock_stands_for_the_visit(day, today):
    day.main.clocks._stale = True
    day.main.clocks.tick()
    assert "Needling, 09:00" in day.words(today)


def test_what_is_due_is_listed_with_what_is_overdue_first(today):
    said = [row.accessibleName() for row in today.due.findChildren(DueRow) if row.isVisible()]
    assert said[0] == "ROSSI, Marco, M-PRP 18-Nov-2026, due 20-Nov-2026"
    assert said[1] == "NGUYEN, Thi, M-PRP 19-Nov-2026"
    assert said[2] == "KAYA, Deniz, M-PRP, session 2 of 4, nobody came, 18-Nov-2026"
    assert said[3].startswith("No backups are made")


def test_f3_then_arrows_and_enter_open_a_visit_by_keys_alone(day, today):
    day.main.go("settings")
    day.hands.shortcut(Qt.Key.Key_F3)
    let_run(20)
    assert QApplication.focusWidget() is today.finder.edit
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(QApplication.focusWidget(), key)
    assert day.main._visit is day.needling or day.main._visit is day.draft
    assert day.main.visit.isVisible()


def test_enter_on_an_empty_finder_opens_the_first(day, today):
    first = next(iter(today.findChildren(_Row)))
    QTest.keyClick(today.finder.edit, Qt.Key.Key_Return)
    assert day.main._visit.id == first.key


def test_who_is_expected_opens_as_a_patient(day, today):
    row = next(row for row in today.findChildren(_Row) if row._row.what == "HALE, Marcus")
    day.hands.click(row)
    assert day.main._patient is day.expected.course.patient
    assert day.main._visit is None


def test_names_that_are_alike_are_confirmed_with_one_key(day, today):
    day.hands.type(today.finder.edit, "sample")
    QTest.keyClick(today.finder.edit, Qt.Key.Key_Down)
    chosen = today.people.current_key()
    QTest.keyClick(today.finder.edit, Qt.Key.Key_Return)
    assert today.isVisible(), "the chart opened before anybody asked"
    assert "Is this SAMPLE, Adele?" in day.words(today)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert day.main._patient.id == chosen
    day.main.model.save()
    words = [str(said) for said in day.chart.orm.scalars(audit_entry.select().with_only_columns(audit_entry.c.said))]
    assert any("date of birth were asked for" in said for said in words)


def test_esc_takes_the_question_back(day, today):
    day.hands.type(today.finder.edit, "sample")
    QTest.keyClick(today.finder.edit, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert "Is this" not in day.words(today)
    assert QApplication.focusWidget() is today.finder.edit
    assert today.isVisible()


def test_a_name_of_its_own_opens_at_once(day, today):
    day.hands.type(today.finder.edit, "hale")
    QTest.keyClick(today.finder.edit, Qt.Key.Key_Return)
    assert day.main._patient is day.expected.course.patient


def test_closing_the_day_lists_what_is_left_and_leads_there(day, today):
    press(today, "Close the day")
    words = day.words(today.close_day)
    for said in ("Clock: Needling", "Not signed", "Call not made", "Papers not handed over", "No backups are made"):
        assert said in words, said
    fixes = {b.accessibleName(): b for b in today.close_day.findChildren(PlainButton) if b.isVisible()}
    QTest.mouseClick(fixes["Fix: Clock: Needling"], Qt.MouseButton.LeftButton)
    assert day.main._visit is day.needling
    assert day.main.visit.isVisible()


def test_a_paper_left_over_leads_to_the_board(day, today):
    press(today, "Close the day")
    (fix,) = (
        b for b in today.close_day.findChildren(PlainButton) if b.accessibleName() == "Fix: Papers not handed over"
    )
    day.hands.looking_at = today
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert day.main._visit is day.signed
    assert day.main.sign_off.isVisible()


def test_esc_leads_back_to_the_day(day, today):
    press(today, "Close the day")
    QTest.keyClick(today.close_day, Qt.Key.Key_Escape)
    assert rows(today)


@pytest.mark.parametrize("size", SIZES)
def test_every_part_is_reached_at_every_size(day, today, size):
    day.main.resize(*SIZES[size])
    let_run(30)
    try:
        for key, part in (("visits", today._visits_card), ("due", today.due), ("find", today.finding)):
            if today._tabs[key].isVisible():
                QTest.mouseClick(today._tabs[key], Qt.MouseButton.LeftButton)
                let_run(20)
            assert part.isVisible(), key
            right = part.mapTo(today, QPoint(part.width(), 0)).x()
            assert right <= today.width(), key
        filled = [b for b in today.findChildren(MainButton) if b.isVisible()]
        assert len(filled) == 1
    finally:
        day.main.resize(1366, 768)
        let_run(20)


def test_with_nothing_typed_and_no_patients_it_says_how_to_begin(today):
    today.show_people([])
    assert today.finding._found.text() == "No patients yet. Ctrl+N adds the first."
    today.finder.edit.setText("zz")
    today.show_people([])
    assert today.finding._found.text().startswith("Nobody fits.")
    today.finder.edit.clear()


def test_missing_backups_lead_to_their_settings_and_never_stand_over_a_visit(day, today):
    day.main.backups.changed.emit()
    let_run(20)
    press(today.due, "Backups in Settings")
    assert day.main.settings.backups.isVisible()
    day.show()
    day.main.open_visit(day.draft.id)
    day.main.backups.changed.emit()
    assert not day.main._trouble.isVisible()


def test_settings_have_a_button_of_their_own_in_every_window(day, today):
    window = today.window()
    for size in SIZES.values():
        window.resize(*size)
        let_run(50)
        assert today.settings_button.isVisible()
        assert today._title.width() >= today._title.sizeHint().width(), size
    window.resize(*SIZES["100 %"])
    let_run(50)
    press(today, "Settings")
    assert day.main._stack.currentWidget() is day.main.settings
