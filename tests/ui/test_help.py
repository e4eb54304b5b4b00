"""F1 explains the screen one is on: every screen and sheet has its text, its keys and its marks; nothing is covered."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from charting.errors import Known
from charting.help_text import found_in, help_screens, marks_found
from charting.records.sheets import SHEETS
from charting.records.visit import Visit
from charting.text_files import TEXTS
from tests.ui.places import Round
from tests.ui.test_layout import clipped
from ui.help_desk import SCREENS
from ui.icons import icon_names
from ui.keys import KEYS, keys_of
from ui.theme import RESOURCES
from ui.views.help import WIDTH

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def round_of(house):
    return Round(house)


@pytest.fixture
def helped(round_of):
    """The window with its help open."""
    window = round_of.house.window
    window.activateWindow()
    round_of.go("Visit")
    QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_F1)
    yield window
    window.help.panel.search.edit.clear()
    window.help.close()
    window.resize(1366, 768)


def words(window):
    """What the help says now."""
    QTest.qWait(20)
    labels = window.help.panel.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(window.help.panel))


def test_every_screen_and_every_sheet_has_a_text(house):
    texts = help_screens()
    stack = house.window._stack
    screens = {type(stack.widget(at)) for at in range(stack.count())}
    assert sorted(screen.__name__ for screen in screens if SCREENS.get(screen) not in texts) == []
    for sheet in (Visit, *SHEETS):
        assert texts[sheet.__tablename__].title == sheet.title


def test_marks_have_an_icon_a_colour_and_are_met_somewhere():
    tokens = json.loads((RESOURCES / "tokens.json").read_text("utf-8"))["light"]
    marks = {mark for screen in help_screens().values() for mark in screen.marks}
    assert [mark.id for mark in marks if mark.icon not in icon_names() or mark.token not in tokens] == []
    explained = {line.split('"')[1] for line in mark_lines()}
    assert sorted(explained - {mark.id for mark in marks}) == []


def mark_lines():
    text = (TEXTS / "en" / "help.toml").read_text("utf-8")
    return [part.splitlines()[1] for part in text.split("[[mark]]")[1:]]


def test_a_mark_that_is_not_explained_is_refused(tmp_path):
    (tmp_path / "en").mkdir()
    text = (TEXTS / "en" / "help.toml").read_text("utf-8")
    (tmp_path / "en" / "help.toml").write_text(text.replace('marks = ["hard"]', 'marks = ["wet"]'), "utf-8")
    with pytest.raises(Known, match="wet"):
        help_screens("en", tmp_path)


def test_the_help_follows_the_screen_and_leaves_the_cursor_where_it_is(round_of, helped):
    house = round_of.house
    house.hands.looking_at = helped.visit.form
    room = house.hands.cell(round_of.visit, "room").editor.findChild(QLineEdit)
    room.setFocus()
    QTest.keyClicks(room, "2")
    assert QApplication.focusWidget() is room
    assert "Who treated, when it began and ended" in words(helped)
    QTest.keyClick(room, Qt.Key.Key_F6)
    assert "The ledger adds up every dose" in words(helped)
    helped.go("sign_off")
    assert "the signature that locks the visit" in words(helped)
    QTest.keyClick(QApplication.focusWidget() or helped, Qt.Key.Key_F1)
    assert not helped.help.panel.isVisible()


def test_it_names_the_keys_of_the_screen(helped):
    said = words(helped)
    for pressed, does in keys_of("visit"):
        assert pressed in said
        assert does in said
    assert all(key.words in said for key in KEYS if not key.where)


def test_nothing_is_covered_where_there_is_room_and_the_window_never_grows(helped):
    panel = helped.help.panel
    QTest.qWait(20)
    left = panel.mapTo(helped, panel.rect().topLeft()).x()
    assert left == 1366 - WIDTH
    assert helped._stack.width() == 1366 - WIDTH
    helped.resize(911, 512)
    QTest.qWait(20)
    assert (helped.width(), helped.height()) == (911, 512)
    assert panel.isVisible()
    assert panel.mapTo(helped, panel.rect().topRight()).x() == 910


def test_no_words_of_it_are_clipped(round_of, helped):
    for place in ("Visit", "today", "sign_off"):
        round_of.go(place)
        QTest.qWait(30)
        assert [clip for label in helped.help.panel.findChildren(QLabel) if (clip := clipped(label))] == []


def test_the_search_goes_through_all_of_it_and_escape_returns(round_of, helped):
    house = round_of.house
    house.hands.looking_at = helped.visit.form
    room = house.hands.cell(round_of.visit, "room").editor.findChild(QLineEdit)
    room.setFocus()
    QTest.keyClick(room, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    edit = helped.help.panel.search.edit
    assert QApplication.focusWidget() is edit
    QTest.keyClicks(edit, "scan LOT")
    assert "Scan the kit: lot and expiry fill themselves" in words(helped)
    edit.clear()
    QTest.keyClicks(edit, "xylophone")
    assert "Nothing in the help has these words." in words(helped)
    edit.clear()
    QTest.keyClicks(edit, "f12")
    assert "Emergency card" in words(helped)
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    assert not helped.help.panel.isVisible()
    assert QApplication.focusWidget() is room


def test_every_word_counts_in_a_search():
    screens = list(help_screens().values())
    assert {screen.id for screen, _said in found_in(screens, "syringe mouth")} == {"prp_application"}
    assert [mark.id for mark in marks_found(screens, "AMENDMENT")] == ["signed"]
    assert found_in(screens, "  ") == []
