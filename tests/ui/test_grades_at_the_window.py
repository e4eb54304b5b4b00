"""A grade typed in figures is shown as its scale writes it once its field is left."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from charting.records.assessment import DayGrading

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_two_is_two_of_ludwig(house):
    visit = house.new_visit()
    sheet = visit.assessment
    sheet.gradings.append(DayGrading(scale="ludwig", position=0))
    house.record_of(type(sheet), visit)
    row = sheet.gradings[0]
    line = house.hands.cell(row, "grade").editor.findChild(QLineEdit)
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(line, "2")
    assert row.grade == "II"
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert line.text() == "II"
    house.model.undo_stack.undo()
    assert row.grade is None
