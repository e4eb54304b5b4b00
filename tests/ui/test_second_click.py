"""A double click on what leads elsewhere: its second press never falls through to what has come under it."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget

from tests.ui.day_scene import DayScene
from tests.ui.hands import wait_until
from tests.ui.waiting import let_run
from ui.parts.due_row import DueRow
from ui.parts.finding_row import FindingRow
from ui.parts.place_tab import PlaceTab
from ui.parts.second_click import SecondClick
from ui.shell import Shell
from ui.views.visit_list import _Row

# What the offscreen platform says of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
LEFT = Qt.MouseButton.LeftButton
PRESSES = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}


class Heard(QObject):
    """Every press that reaches a widget: the first that hears of it, and what it is."""

    def __init__(self):
        super().__init__()
        self.presses = []

    def eventFilter(self, watched, event):
        if event.type() in PRESSES and isinstance(watched, QWidget):
            self.presses.append((event.type(), watched))
        return False


@pytest.fixture
def heard(qapp):
    """Installed before what is tested, and so asked after it."""
    listens = Heard()
    qapp.installEventFilter(listens)
    yield listens
    qapp.removeEventFilter(listens)


@pytest.fixture(scope="module")
def day(house):
    return DayScene(house)


@pytest.fixture
def kept_off(qapp, day, heard):
    guard = SecondClick(qapp, day.main)
    yield heard
    qapp.removeEventFilter(guard)


def double_click(window, widget):
    """Both presses at one place, the second where the first has left the window."""
    at = widget.mapTo(window, QPoint(min(40, widget.width() // 2), widget.height() // 2))
    let_run(20)
    QTest.mouseDClick(window.windowHandle(), LEFT, pos=at)
    let_run(20)


def seen(view, kind, words=""):
    return next(
        one
        for one in view.findChildren(kind)
        if one.isVisible() and one.isEnabled() and words in (one.accessibleName() + str(one.property("text") or ""))
    )


def today_row(day):
    view = day.show()
    return seen(view, _Row, "OKAFOR")


def due_row(day):
    return seen(day.show(), DueRow, "M-PRP")


def history_row(day):
    day.main.open_patient(day.draft.course.patient.id)
    let_run(20)
    return seen(day.main.patient, _Row)


def place_tab(day):
    day.main.open_visit(day.draft.id)
    let_run(20)
    return seen(day.main.top_bar, PlaceTab, "Sign off")


def found_person(day):
    view = day.show()
    QTest.keyClicks(view.finder.edit, "Adele")
    assert wait_until(lambda: view.finding.people.count() == 1, 5_000)
    return view.finding.open_button


def card(day):
    day.main.open_visit(day.draft.id)
    day.main.go("sign_off")
    let_run(20)
    return seen(day.main.sign_off, FindingRow)


def next_step(day):
    day.main.open_visit(day.draft.id)
    let_run(20)
    return seen(day.main.visit, QAbstractButton, "Next")


def glove_mode(day):
    day.main.open_visit(day.draft.id)
    let_run(20)
    return seen(day.main.visit, QAbstractButton, "Glove")


WAYS = [today_row, due_row, history_row, place_tab, found_person, card, next_step, glove_mode]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_the_second_press_reaches_only_what_the_first_was_for(day, kept_off, way):
    widget = way(day)
    kept_off.presses.clear()
    day.house.model.heard.clear()
    double_click(day.main, widget)
    meant = kept_off.presses[0][1]
    assert meant is widget or widget.isAncestorOf(meant) or meant.isAncestorOf(widget)
    doubles = [reached for kind, reached in kept_off.presses if kind == QEvent.Type.MouseButtonDblClick]
    assert all(reached is meant or reached.isAncestorOf(meant) for reached in doubles)
    assert day.house.model.heard == []
    if day.main.glove.is_open():
        day.main.glove.close()


class Screens(QWidget):
    """One button over another: the upper goes away when it is pressed."""

    def __init__(self):
        super().__init__()
        self.pressed = []
        self.resize(200, 200)
        self.below, self.above = QPushButton("below", self), QPushButton("above", self)
        for button in (self.below, self.above):
            button.setGeometry(0, 0, 200, 200)
        self.below.clicked.connect(lambda: self.pressed.append("below"))
        self.above.clicked.connect(lambda: (self.pressed.append("above"), self.above.hide()))


@pytest.fixture
def screens(qapp, qtbot):
    view = Screens()
    qtbot.addWidget(view)
    view.show()
    QTest.qWaitForWindowExposed(view)
    SecondClick(qapp, view)
    return view


def test_a_third_and_a_fourth_press_of_a_quick_hand_fall_through_neither(screens):
    window, at = screens.windowHandle(), QPoint(50, 50)
    QTest.mouseDClick(window, LEFT, pos=at)
    assert screens.pressed == ["above"]
    QTest.mouseClick(window, LEFT, pos=at)  # QTest lets the time of a double click pass before it
    assert screens.pressed == ["above", "below"]


def test_elsewhere_a_press_counts_at_once(screens):
    window = screens.windowHandle()
    QTest.mouseClick(window, LEFT, pos=QPoint(50, 50))
    QTest.mouseDClick(window, LEFT, pos=QPoint(150, 150))
    assert screens.pressed == ["above", "below", "below"]


def test_a_double_click_still_takes_a_word(screens):
    line = QLineEdit("two words", screens)
    line.setGeometry(0, 0, 200, 30)
    line.show()
    QTest.mouseDClick(screens.windowHandle(), LEFT, pos=QPoint(12, 15))
    assert line.selectedText().strip() == "two"


def test_the_window_keeps_second_presses_off(dressed, tmp_path):
    shell = Shell(dressed, tmp_path / "clinic", practice=False, clock=lambda: None)
    assert shell.findChild(SecondClick) is not None
    shell.close()
    shell.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
