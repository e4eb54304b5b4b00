"""Another weight typed over the one brought along is not the weight of that earlier day."""

from datetime import timedelta
from decimal import Decimal

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from charting.records.assessment import Assessment
from tests.ui.samples import NOW


def test_the_first_key_takes_the_earlier_day_away(house):
    visit = house.new_visit()
    sheet = house.record_of(Assessment, visit)
    sheet.weight_kg, sheet.weight_source = Decimal(66), "measured_earlier"
    sheet.weight_date = NOW.date() - timedelta(days=20)
    line = house.hands.cell(sheet, "weight_kg").editor.findChild(QLineEdit)
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "64")
    assert (sheet.weight_kg, sheet.weight_source, sheet.weight_date) == (Decimal(64), None, None)
    for _typed in range(10):
        house.model.undo_stack.undo()
    assert (sheet.weight_kg, sheet.weight_source) == (Decimal(66), "measured_earlier")
    assert sheet.weight_date == NOW.date() - timedelta(days=20)
