"""What is decided at the sign-off board stays where it stood, and a double click decides one thing only."""

from decimal import Decimal

import pytest
import sqlalchemy as sa
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from charting.actions.decisions import accept, take_back
from charting.actions.sign import points
from charting.errors import Known
from charting.findings import Level
from charting.records.audit_entry import audit_entry
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.parts.buttons import Button
from ui.parts.finding_row import FindingRow
from ui.views.point_row import PointRow

REASON = "The box went into the sharps bin before it was read"
VITALS = {"bp_systolic_mmhg": 170, "bp_diastolic_mmhg": 105, "pulse_bpm": 120, "temp_c": 38}
LEFT = Qt.MouseButton.LeftButton


class Board:
    """A blank visit with a fast pulse, a high pressure and a fever on the board, and a mouse."""

    def __init__(self, house):
        self.house, self.window = house, house.window
        self.visit = house.new_visit("MN")
        for name, value in (
            ("bp_systolic_mmhg", 170),
            ("bp_diastolic_mmhg", 105),
            ("pulse_bpm", 120),
            ("temp_c", "38"),
        ):
            house.model.answer(self.visit.assessment, name, Decimal(value), None, False)
        house.hands.looking_at = house.window
        self.open()

    def open(self):
        """Leave the board and come back to it."""
        self.window.go("visit")
        self.window.go("sign_off")
        let_run(30)

    def rows(self):
        let_run(0)
        return [row for row in self.window.sign_off.findChildren(PointRow) if row.isVisible()]

    def places(self):
        """Where each row stands in the window, by what it is about."""
        return {row.finding.what: row.mapTo(self.window, QPoint(0, 0)) for row in self.rows()}

    def warnings(self):
        return [row for row in self.rows() if row.finding.level is Level.WARN]

    def button(self, row, text):
        return next((b for b in row.findChildren(Button) if b.text() == text and b.isVisible()), None)

    def spot(self, widget):
        """The middle of a widget in the window's own pixels, once it is in view."""
        self.house.hands.bring_into_view(widget)
        return widget.mapTo(self.window.window(), widget.rect().center())

    def click(self, at, *, twice=False):
        """The mouse at one place of the window: whatever is there by then gets it."""
        handle = self.window.window().windowHandle()
        (QTest.mouseDClick if twice else QTest.mouseClick)(handle, LEFT, Qt.KeyboardModifier.NoModifier, at)
        let_run(30)

    def accepted(self):
        return [decision.what for decision in self.visit.decisions if decision.kind == "accepted"]

    def decided(self):
        rows = self.window.sign_off._decided.findChildren(FindingRow)
        return [row._what.text() for row in rows if row.isVisible()]

    def deeds(self):
        rows = self.house.chart.orm.execute(
            sa.select(audit_entry.c.verb, audit_entry.c.said).order_by(audit_entry.c.seq)
        )
        return [tuple(row) for row in rows]


@pytest.fixture(scope="module")
def board(house):
    return Board(house)


@pytest.fixture
def blank(board):
    """The board with nothing decided, opened anew."""
    for decision in list(board.visit.decisions):
        board.visit.decisions.remove(decision)
    board.house.model.save()
    board.open()
    return board


def test_a_double_click_accepts_one_point_and_nothing_moves(blank):
    first, second = blank.warnings()[:2]
    at, before = blank.spot(blank.button(first, "Accept")), blank.places()
    blank.click(at, twice=True)
    assert blank.accepted() == [first.finding.what]
    assert blank.places() == before
    assert first._row.accessibleDescription() == "Accepted 14:02 by Dr Rowan Sample"
    assert blank.button(first, "Accept") is None
    assert blank.button(second, "Accept") is not None


def test_a_second_click_at_the_same_place_takes_the_first_back_and_a_third_accepts_it_again(blank):
    first = blank.warnings()[0]
    at, before = blank.spot(blank.button(first, "Accept")), blank.places()
    blank.click(at)
    let_run(600)  # longer than a double click takes
    blank.click(at)
    assert blank.accepted() == []
    assert blank.places() == before
    assert "leave it if it is right" in first._row.accessibleDescription()
    let_run(600)
    blank.click(at)
    assert blank.accepted() == [first.finding.what]


def test_a_key_held_down_accepts_one_point(blank):
    first = blank.warnings()[0]
    button = blank.button(first, "Accept")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert first.isAncestorOf(focused)
    QApplication.sendEvent(
        focused, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True, 1)
    )
    assert blank.accepted() == [first.finding.what]


def test_undo_is_audited_and_the_point_is_open_again(blank):
    first, view = blank.warnings()[0], blank.window.sign_off
    was = view._open
    blank.house.hands.click(blank.button(first, "Accept"))
    assert (view._open, view._to_do._meta.text()) == (was - 1, str(was - 1))
    undo = blank.button(first, "Undo")
    assert undo.accessibleName() == f"Undo: {first.finding.what}"
    blank.house.hands.click(undo)
    assert view._open == was
    assert first.finding in [p.finding for p in points(blank.visit, blank.house.model.context()) if p.open]
    verbs = [verb for verb, _said in blank.deeds()]
    assert verbs[-3:] == ["accepted", "removed", "taken_back"]
    assert blank.deeds()[-1][1] == {"words": f"Accepted: {first.finding.what}"}


def test_rows_leave_when_the_board_is_opened_anew(blank):
    first = blank.warnings()[0]
    blank.house.hands.click(blank.button(first, "Accept"))
    assert first.finding.what in blank.places()
    assert blank.decided() == []
    blank.open()
    assert first.finding.what not in blank.places()
    assert blank.decided() == [first.finding.what]


def test_left_open_stays_in_place_too(blank):
    row = next(row for row in blank.rows() if row.finding.what == "Cartridge lot")
    hands = blank.house.hands
    hands.click(blank.button(row, "Leave open…"))
    hands.type(row._line.reason.line, REASON)
    hands.type(row._line.secret.line, PASSWORD)
    before = blank.places()
    hands.click(row._line.button)
    assert blank.places() == before
    assert row._row.accessibleDescription().startswith("Left open with a reason 14:02 by Dr Rowan Sample")
    assert not row._line.isVisible()
    hands.click(blank.button(row, "Undo"))
    assert blank.visit.decisions == []
    assert blank.button(row, "Leave open…") is not None
    hands.click(blank.button(row, "Leave open…"))
    assert (row._line.reason.text(), row._line.secret.line.text()) == (REASON, "")


def test_a_signed_visit_keeps_its_decisions(blank):
    finding = blank.warnings()[0].finding
    visit, person = blank.visit, blank.house.chart.practitioners()[0]
    accept(visit, finding, person, NOW)
    visit.signed_at = NOW
    with pytest.raises(Known, match="signed already"):
        take_back(blank.house.chart, visit, finding, person)
    visit.signed_at = None
    assert blank.accepted() == [finding.what]
