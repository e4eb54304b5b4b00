"""F1 explains the screen one is on: every screen and sheet has its text, its keys and its marks; nothing is covered."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

import ui.covering
import ui.danger_desk
import ui.people_desk
import ui.shell
from charting.errors import Known
from charting.help_text import found_in, help_screens, marks_found
from charting.records.sheets import SHEETS
from charting.records.visit import Visit
from charting.text_files import TEXTS
from tests.ui.places import PLACES, Round
from tests.ui.samples import NOW
from tests.ui.test_layout import clipped
from tests.ui.waiting import let_run
from ui.help_desk import SCREENS
from ui.icons import icon_names
from ui.keys import KEYS, keys_of
from ui.parts.glove_button import GloveButton
from ui.shell import Shell
from ui.theme import RESOURCES
from ui.views.help import WIDTH
from ui.views.lock import Cover, LockView
from ui.views.settings import SettingsView

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
    let_run(20)
    labels = window.help.panel.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(window.help.panel))


def test_every_screen_and_every_sheet_has_a_text(house):
    texts = help_screens()
    stack = house.window._stack
    screens = {type(stack.widget(at)) for at in range(stack.count())} - {SettingsView}
    assert sorted(screen.__name__ for screen in screens if SCREENS.get(screen) not in texts) == []
    for sheet in (Visit, *SHEETS):
        assert texts[sheet.__tablename__].title == sheet.title


def test_every_place_is_explained_and_not_by_the_keys_alone(round_of, helped):
    missing = []
    for place in PLACES:
        round_of.go(place)
        if helped.help.screen() not in help_screens() or not explained(helped.help.panel):
            missing.append(place)
    assert missing == []


def test_every_page_of_the_settings_and_of_today_is_explained(helped):
    helped.go("settings")
    titles = set()
    for page in helped.settings._places.tabs:
        helped.settings.open_page(page)
        assert helped.help.screen() == f"settings.{page}"
        assert explained(helped.help.panel), page
        titles.add(explained(helped.help.panel))
    assert len(titles) == len(helped.settings._places.tabs), "one text for each page"
    helped.go("today")
    today = helped.today
    for show, part in ((today.show_call, "call"), (today.show_close, "close_day"), (today.show_prepare, "preparation")):
        show()
        assert helped.help.screen() == f"today.{part}"
        assert explained(helped.help.panel), part
    today.show_board()
    assert helped.help.screen() == "today"


def test_whatever_screen_stands_before_the_clinic_has_a_text():
    doors = [view for view in door_screens() if view.help_id not in help_screens()]
    assert doors == []


def door_screens():
    """The screens that the window shows while no clinic is on it, as its modules name them."""
    modules = (ui.shell, ui.danger_desk, ui.covering, ui.people_desk)
    named = {view for module in modules for view in vars(module).values() if isinstance(view, type)}
    return sorted((view for view in named if view.__name__.endswith("View")), key=lambda view: view.__name__)


def test_f1_explains_the_door_and_the_lock(dressed, tmp_path):
    shell = Shell(dressed, tmp_path / "none", practice=False, clock=lambda: NOW)
    shell.resize(1366, 768)
    shell.show()
    QTest.qWaitForWindowExposed(shell)
    shell.activateWindow()
    view = shell.screen_in_view()
    field = QApplication.focusWidget()
    QTest.keyClick(field or view, Qt.Key.Key_F1)
    assert explained(shell._help.panel) == "First start"
    assert QApplication.focusWidget() is field
    lock = LockView(dressed, lambda: NOW, Cover("Sample Clinic", [], "", lambda _who: True))
    shell._show(lock)
    assert not shell._help.panel.isVisible(), "another screen, another help"
    assert shell.contentsMargins().right() == 0
    QTest.keyClick(lock.secret.line, Qt.Key.Key_F1)
    assert explained(shell._help.panel) == "The lock"
    said = "\n".join(label.text() for label in shell._help.panel.findChildren(QLabel))
    assert "Find a patient" not in said, "only keys that work here"
    shell.resize(911, 512)
    let_run(20)
    assert shell._help.panel.geometry().right() == 910
    QTest.keyClick(lock.secret.line, Qt.Key.Key_F1)
    assert not shell._help.panel.isVisible()
    shell.close()
    shell.deleteLater()


def test_f1_explains_glove_mode_and_the_next_press_closes_it(round_of):
    window = round_of.house.window
    round_of.go("Visit")
    window.glove.open()
    view = window.glove.view
    page = view._page.key
    QTest.keyClick(view, Qt.Key.Key_F1)
    panel = window.help.over_glove
    assert panel.isVisible()
    assert explained(panel) == "Glove mode"
    assert "Undo the last step" in panel.words()
    assert view._page.key == page
    for size in ((1366, 768), (911, 512), (683, 384)):
        view.resize(*size)
        let_run(1)
        shown = [button for button in view.findChildren(GloveButton) if button.isVisible()]
        covered = [button.text() for button in shown if panel.geometry().intersects(on(view, button))]
        assert (covered, panel.geometry().height() > 100) == ([], True), size
    QTest.keyClick(view, Qt.Key.Key_Escape)
    view.keys.settle()
    assert not panel.isVisible()
    assert window.glove.is_open()
    QTest.keyClick(view, Qt.Key.Key_F1)
    window.glove.close()
    assert not panel.isVisible()


def on(view, button):
    return button.rect().translated(button.mapTo(view, QPoint(0, 0)))


def explained(panel):
    """The title of what the help explains; nothing where it has only the keys."""
    let_run(0)
    screen = panel._screens.get(panel._shown)
    said = [label.text() for label in panel.findChildren(QLabel)]
    return screen.title if screen is not None and screen.title in said and screen.purpose in said else ""


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
    let_run(20)
    left = panel.mapTo(helped, panel.rect().topLeft()).x()
    assert left == 1366 - WIDTH
    assert helped._stack.width() == 1366 - WIDTH
    helped.resize(911, 512)
    let_run(20)
    assert (helped.width(), helped.height()) == (911, 512)
    assert panel.isVisible()
    assert panel.mapTo(helped, panel.rect().topRight()).x() == 910


def test_no_words_of_it_are_clipped(round_of, helped):
    for place in ("Visit", "today", "sign_off"):
        round_of.go(place)
        let_run(30)
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
