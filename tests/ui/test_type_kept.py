"""Words keep the type they were given last when the clinic was off its window, as the lock takes it off."""

import pytest
from PySide6.QtWidgets import QMainWindow

from tests.ui.waiting import let_run
from ui.parts.clock_row import ClockFace
from ui.parts.clock_shown import ClockShown
from ui.parts.labels import Label

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def off_and_on(window):
    window.setCentralWidget(window.takeCentralWidget())
    let_run(0)


@pytest.fixture
def shown(qtbot):
    def show(widget):
        window = QMainWindow()
        qtbot.addWidget(window)
        window.setCentralWidget(widget)
        window.show()
        qtbot.waitExposed(window)
        return window

    return show


def test_figures_that_are_done_stay_small(dressed, shown):
    face = ClockFace(dressed)
    window = shown(face)
    face.show_clock(ClockShown("draw", "tick", "Draw to PRP", "14:02 to 14:08", "06:04", "done"))
    before = face._time.font()
    assert (before.pixelSize(), before.weight()) == (13, 400)
    off_and_on(window)
    assert face._time.font() == before


def test_what_is_crossed_out_stays_crossed_out(dressed, shown):
    label = Label(dressed, "M-PRP, session 2")
    window = shown(label)
    font = label.font()
    font.setStrikeOut(True)
    label.setFont(font)
    off_and_on(window)
    assert label.font().strikeOut()
