"""Times in an impossible order, or ahead of the clock, are said at the field as they are typed and at sign-off."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from charting.actions.visits import start_visit
from charting.records.application import Application
from charting.records.prp import Prp
from tests.ui.hands import line_of, wait_until
from tests.ui.samples import NOW
from tests.ui.waiting import let_run
from ui.views.point_row import PointRow

EVENING = NOW.replace(hour=23, minute=40)


class Night:
    """An M-PRP visit that was opened at 23:40, and a person who types its times."""

    def __init__(self, house):
        self.house, self.hands, self.window = house, house.hands, house.window
        self.at(EVENING)
        course = house.patient().courses[-1]
        self.visit = start_visit(house.chart, course, "M_PRP", house.chart.practitioners()[0], EVENING)
        house.chart.save(EVENING)
        self.window.open_visit(self.visit.id)

    def at(self, moment):
        """What time it is now."""
        self.house.moment = moment

    def typed(self, record, name, text):
        """Type a time; what is then said at its field."""
        self.hands.type(line_of(self.hands.cell(record, name)), text)
        QTest.keyClick(line_of(self.hands.cell(record, name)), Qt.Key.Key_Tab)
        let_run(500)
        return self.said(record, name)

    def said(self, record, name):
        return line_of(self.hands.cell(record, name)).accessibleDescription()

    def board(self):
        """The rows of the sign-off board by what they say."""
        self.window.go("visit")
        self.window.go("sign_off")
        let_run(30)
        rows = [row for row in self.window.sign_off.findChildren(PointRow) if row.isVisible()]
        return {row.finding.what: row for row in rows}


@pytest.fixture
def night(house):
    before = house.moment
    yield Night(house)
    house.moment = before


def test_what_a_new_user_signed_is_said_while_it_is_typed_and_on_the_board(night):
    sheet = night.house.record_of(Prp, night.visit)
    night.at(EVENING + timedelta(minutes=13))
    night.typed(sheet, "draw_at", "23:50")
    assert "23:58 is still to come: it is 23:53" in night.typed(sheet, "prp_ready_at", "23:58")
    spin = night.hands.add(sheet, "spins")
    night.typed(spin, "started_at", "23:54")
    night.at(EVENING + timedelta(minutes=24))
    night.typed(sheet, "prp_ready_at", "23:57")
    assert "spin 1 has no end" in night.typed(sheet, "prp_ready_at", "23:58")
    night.typed(spin, "ended_at", "00:03")
    assert spin.ended_at == (EVENING + timedelta(minutes=23))
    words = "PRP was ready 23:58, but spin 1 ended 00:03"
    assert words in night.said(sheet, "prp_ready_at")
    given = night.house.record_of(Application, night.visit)
    night.typed(given, "injection_start_at", "00:00")
    rows = night.board()
    assert "PRP was first given 00:00, but spin 1 ended 00:03" in rows
    assert rows[words].finding.next_step == "Put the time right that is wrong."
    night.window.sign_off.fix.emit(rows[words].finding)
    night.hands.looking_at = night.window.visit.form
    assert night.window.visit.form.model is Prp
    line = line_of(night.hands.cell(sheet, "prp_ready_at"))
    assert wait_until(lambda: night.window.focusWidget() is line, 3000)
