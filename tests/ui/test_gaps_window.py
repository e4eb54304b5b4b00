"""A gap at the sign-off board: left open by a signer with a written reason, and only where it may be."""

import pytest

from charting.actions.sign import points
from charting.findings import Level
from tests.ui.house import PASSWORD
from tests.ui.waiting import let_run
from ui.parts.buttons import LinkButton
from ui.parts.finding_row import FindingRow
from ui.views.point_row import PointRow

REASON = "The box went into the sharps bin before it was read"


@pytest.fixture(scope="module")
def board(house):
    """A blank visit on the sign-off board."""
    visit = house.new_visit("MN")
    house.window.go("sign_off")
    house.hands.looking_at = house.window
    return visit


def rows(house):
    """The open points on the board, by what they are about."""
    let_run(0)
    return {row.finding.what: row for row in house.window.sign_off.findChildren(PointRow)}


def row_of(house, what):
    return rows(house)[what]


def leave_link(row):
    return next((link for link in row.findChildren(LinkButton) if link.text() == "Leave open…"), None)


def test_only_what_cannot_be_had_any_more_offers_it(house, board):
    offered = {what for what, row in rows(house).items() if leave_link(row) is not None}
    may = {p.finding.what for p in points(board, house.model.context()) if p.finding.may_stay_open}
    assert offered == may
    assert "Cartridge lot" in offered
    assert not {"Device", "Depth", "Needle length", "Practitioner"} & offered


def test_it_unfolds_in_place_and_folds_away_again(house, board):
    row = row_of(house, "Cartridge lot")
    assert row._line is None
    house.hands.click(leave_link(row))
    assert row._line.isVisible()
    assert row._line.reason.line.hasFocus()
    assert row._line.button.accessibleName() == "Leave open: Cartridge lot"
    house.hands.click(leave_link(row))
    assert not row._line.isVisible()


def test_a_short_reason_no_secret_and_a_wrong_one_are_refused_beside_it(house, board):
    row = row_of(house, "Cartridge lot")
    house.hands.click(leave_link(row))
    line = row._line
    house.hands.type(line.reason.line, "lost")
    house.hands.click(line.button)
    assert line.reason._note.text() == "At least 15 characters"
    house.hands.type(line.reason.line, REASON)
    house.hands.click(line.button)
    assert line.secret._note.text() == "Needed to leave it open"
    house.hands.type(line.secret.line, "not the password")
    house.hands.click(line.button)
    assert board.decisions == []
    assert line.reason.text() == REASON
    assert line.secret._note.text()


def test_with_reason_and_password_it_is_decided_listed_and_counted_off(house, board):
    before = house.window.sign_off._open
    row = row_of(house, "Cartridge expiry")
    house.hands.click(leave_link(row))
    house.hands.type(row._line.reason.line, REASON)
    house.hands.type(row._line.secret.line, PASSWORD)
    house.hands.click(row._line.button)
    (decision,) = board.decisions
    assert (decision.kind, decision.what, decision.reason) == ("left_open", "Cartridge expiry", REASON)
    assert house.window.sign_off._open == before - 1
    house.window.go("visit")
    house.window.go("sign_off")
    listed = [
        row.accessibleDescription()
        for row in house.window.sign_off._decided.findChildren(FindingRow)
        if row.accessibleName().startswith("Cartridge expiry")
    ]
    assert [words.startswith("Left open with a reason") and REASON in words for words in listed] == [True]
    assert "Cartridge expiry" not in rows(house)


def test_who_may_not_sign_is_told_why(house, board, dressed):
    point = next(p for p in points(board, house.model.context()) if p.finding.may_stay_open and p.decision is None)
    assert point.finding.level is Level.MISSING
    row = PointRow(dressed, point, "", "An assistant does not sign.")
    leave_link(row).click()
    assert not row._line.button.isEnabled()
    assert row._line.reason._note.text() == "An assistant does not sign."
    row.deleteLater()


def test_coming_back_from_a_fix_the_board_stands_where_it_was(house, board):
    house.window.go("sign_off")
    let_run(50)
    bar = house.window.sign_off._list_area.verticalScrollBar()
    assert bar.maximum() > 200
    bar.setValue(200)
    let_run(0)
    seen = [row for row in rows(house).values() if not row.visibleRegion().isEmpty()]
    seen[3].take_focus()
    assert bar.value() == 200
    house.window.go("visit")
    let_run(20)
    house.window.go("sign_off")
    let_run(50)
    assert bar.value() == 200
