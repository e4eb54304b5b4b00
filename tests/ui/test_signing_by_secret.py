"""PIN or password are the proof of who signs; drawing is a choice, but what is drawn has to be a signature."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.hands import LEFT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def board(house):
    """The board of a visit as if nothing were open on it."""
    house.new_visit()
    house.window.go("sign_off")
    view = house.window.sign_off
    view._open = 0
    view.year.line.setText("1985")
    view.secret.line.setText("correct horse battery")
    view._settle()
    yield view
    view.pad.clear()


def test_nothing_has_to_be_drawn(house, board):
    sent = []
    board.signed.disconnect()
    board.signed.connect(lambda strokes, _secret: sent.append(strokes))
    assert board.sign_button.isEnabled()
    board._sign()
    assert sent == [None]


def test_a_slip_of_the_pen_is_no_signature(house, board):
    house.hands.bring_into_view(board.pad)
    QTest.mouseClick(board.pad, LEFT, pos=QPoint(40, 20))
    assert not board.sign_button.isEnabled()
    assert board._why.text() == "Sign in the box, or clear it."
    board._clear()
    assert board.sign_button.isEnabled()


def test_a_drawn_signature_goes_along(house, board):
    sent = []
    board.signed.disconnect()
    board.signed.connect(lambda strokes, _secret: sent.append(strokes))
    house.hands.sign(board.pad)
    board._sign()
    assert sent[0]


def test_taking_what_comes_next_leads_to_the_year_of_birth(house, board):
    board.year.line.clear()
    board._go_on_to_year()
    assert board.year.isAncestorOf(QApplication.focusWidget())
