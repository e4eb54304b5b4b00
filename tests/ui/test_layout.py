"""Nothing is clipped, nothing needs to be pushed sideways, and everything tapped is large enough."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget

from tests.ui.hands import wait_until
from tests.ui.places import PLACES, Round
from tests.ui.waiting import let_run
from ui.parts.buttons import Button
from ui.parts.choice_piece import ChoicePiece
from ui.parts.field_frame import FieldFrame
from ui.parts.step_list import StepList
from ui.parts.tap_choice import TapChoice

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
SIZES = {"100 %": (1366, 768), "150 %": (911, 512)}
LEAST_TARGET = 40
LEAST_STEP = 38
WINDOW_FRAME = {"100 %": (1366, 690), "150 %": (911, 512)}


@pytest.fixture(scope="module")
def round_of(house):
    return Round(house)


@pytest.fixture(params=SIZES, scope="module")
def size(request, round_of):
    window = round_of.house.window
    for step in (1100, SIZES[request.param][0]):  # as a hand draws it: the narrow arrangement comes on the way
        window.resize(step, SIZES[request.param][1])
        let_run(20)
    yield request.param
    window.resize(1366, 768)


every_place = pytest.mark.parametrize("place", PLACES)


@every_place
def test_no_words_are_clipped(round_of, size, place):
    round_of.go(place)
    wait_until(lambda: not clips(round_of), 5000)
    assert clips(round_of) == []


@every_place
def test_nothing_lies_outside_the_window_or_its_scroll_area(round_of, size, place):
    round_of.go(place)
    window = round_of.house.window
    assert (window.width(), window.height()) == SIZES[size], "the window could not be made this small"
    wide = []
    for area in visible(round_of, QScrollArea):
        if area.widget() is not None and area.widget().width() > area.viewport().width():
            wide.append(f"{area.accessibleName()}: {area.widget().width()} in {area.viewport().width()}")
    for button in visible(round_of, QAbstractButton):
        right = button.mapTo(window, QPoint(button.width(), 0)).x()
        if right > window.width():
            wide.append(f"{button.text()} ends at {right}")
    assert wide == []


@every_place
def test_what_is_tapped_is_large_enough(round_of, size, place):
    round_of.go(place)
    wait_until(lambda: not too_small(round_of), 5000)
    assert too_small(round_of) == []


def too_small(round_of):
    """What is tapped and lower than a finger needs."""
    small = []
    for widget in (*visible(round_of, QAbstractButton), *visible(round_of, FieldFrame), *visible(round_of, TapChoice)):
        if belongs_to_a_scroll_bar_or_table(widget):
            continue
        least = LEAST_STEP if isinstance(widget.parentWidget(), StepList) else LEAST_TARGET
        if widget.height() < least:
            small.append(f"{widget.accessibleName() or widget}: {widget.height()}")
    return small


@every_place
def test_the_words_of_buttons_fit(round_of, size, place):
    round_of.go(place)
    tight = [
        f"{button.text()}: {button.width()} of {button.minimumSizeHint().width()}"
        for button in visible(round_of, QAbstractButton)
        if isinstance(button, Button | ChoicePiece) and button.width() < button.minimumSizeHint().width()
    ]
    assert tight == []


def test_the_window_fits_the_smallest_screen(round_of, size):
    for place in PLACES:
        round_of.go(place)
        least = round_of.house.window.minimumSizeHint()
        width, height = WINDOW_FRAME[size]
        assert least.width() <= width, place
        assert least.height() <= height, place


def test_no_part_is_ever_shown_as_a_window_of_its_own(round_of):
    class Watch(QObject):
        def __init__(self):
            super().__init__()
            self.shown = []

        def eventFilter(self, watched, event):
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.shown.append(type(watched).__name__)
            return False

    watch = Watch()
    QApplication.instance().installEventFilter(watch)
    for place in PLACES:
        round_of.go(place)
        round_of.house.window.visit._refresh()
        if place == "sign_off":  # filled twice before Qt shows the first filling
            round_of.house.window.go(place)
            round_of.house.window.go(place)
            let_run(20)
    QApplication.instance().removeEventFilter(watch)
    assert watch.shown == []


def visible(round_of, kind):
    return [widget for widget in round_of.house.window.findChildren(kind) if widget.isVisible()]


def clips(round_of):
    return [clip for label in visible(round_of, QLabel) if (clip := clipped(label))]


def clipped(label):
    """Why a label does not show all of its words; nothing when it does."""
    if not label.text() or (label.pixmap() and not label.pixmap().isNull()):
        return ""
    metrics = QFontMetricsF(label.font())
    if label.wordWrap():
        longest = max(metrics.horizontalAdvance(word) for word in label.text().split() or [""])
        short = label.heightForWidth(label.width()) - label.height()
        if longest > label.width() + 1 or short > 1:
            return f"“{label.text()}”: {label.size().toTuple()}, {short} px too low"
        return ""
    needs = metrics.horizontalAdvance(label.text())
    return f"“{label.text()}”: {label.width()} of {needs:.0f}" if needs > label.width() + 1 else ""


def belongs_to_a_scroll_bar_or_table(widget):
    around = widget.parentWidget()
    return (
        around is not None and around.inherits("QAbstractItemView") and Qt.FocusPolicy.NoFocus == widget.focusPolicy()
    )
