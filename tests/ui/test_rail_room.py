"""The rail shows its cards whole beside its scroll bar, and the line under a clock is one line."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from tests.ui.waiting import let_run
from ui.parts.card import Card
from ui.parts.clock_row import ClockRow
from ui.parts.clock_shown import ClockShown, TimeShown
from ui.views.clocks_detail import ClockDetail
from ui.views.scroll import Centre
from ui.views.visit_frame import RAIL

# What the offscreen platform says of windows.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
TIMES = tuple(TimeShown(name, name, "03:41", "Tapped 03:41", open=True) for name in ("Blood out", "PRP ready"))
CLOCK = ClockShown("prp", "drop", "PRP", "use by 04:41", "58:03", "running", 0.1, "Given", "Given", times=TIMES)


@pytest.fixture(params=[True, False], ids=["times open", "times shut"])
def rail(request, dressed, qtbot):
    """A card with one clock in what scrolls, too low for it."""
    card = Card(dressed, "Clocks", rail=True)
    row = ClockRow(dressed, "prp")
    row.show_clock(CLOCK)
    if request.param:
        row.below.addWidget(ClockDetail(dressed, CLOCK))
    card.body.addWidget(row)
    area = Centre(card, "Clocks")
    qtbot.addWidget(area)
    area.setFixedWidth(RAIL)
    area.resize(RAIL, 60)
    area.show()
    QTest.qWaitForWindowExposed(area)
    let_run(20)
    return area, card, row


def test_no_card_is_wider_than_what_is_in_view(rail):
    area, card, _row = rail
    assert area.verticalScrollBar().isVisible()
    assert card.mapTo(area.viewport(), card.rect().topRight()).x() <= area.viewport().width()


def test_the_line_under_a_clock_stays_one_line(rail):
    _area, _card, row = rail
    (line,) = (label for label in row.findChildren(QLabel) if label.text() == "use by 04:41")
    assert line.width() >= line.fontMetrics().horizontalAdvance(line.text())
