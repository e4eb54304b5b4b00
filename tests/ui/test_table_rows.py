"""A row of a table has room for two lines: nothing is cut top and bottom, and what is left out ends in dots."""

import pytest
from PySide6.QtGui import QFontMetrics

from tests.ui.samples import NOW
from ui.binding.line_table import LINES, ROW, fitted

EMLA = "EMLA (lidocaine 2.5 % + prilocaine 2.5 %)"


@pytest.mark.parametrize("width", [60, 90, 120, 200, 400])
def test_a_long_name_takes_no_more_lines_than_a_row_has(dressed, width):
    font = dressed.font(14, 600)
    lines, metrics = fitted(EMLA, font, width), QFontMetrics(font)
    assert len(lines) <= LINES
    assert LINES * metrics.height() <= ROW
    assert all(metrics.horizontalAdvance(line) <= width for line in lines)
    assert lines[-1].endswith("…") or " ".join(lines) == EMLA


def test_a_time_of_the_day_before_is_to_be_read_whole(house):
    visit = house.new_visit()
    visit.after.aftercare_given, visit.after.aftercare_given_at = True, NOW.replace(day=NOW.day - 1)
    house.record_of(type(visit.after), visit)
    line = house.hands.cell(visit.after, "aftercare_given_at").editor._line
    assert "20-Nov-2026" in line.text()
    assert line.fontMetrics().horizontalAdvance(line.text()) <= line.width() - 4
