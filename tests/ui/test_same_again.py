"""A second block out of the same syringe: one press, then its volume is confirmed and its time given."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from charting.origins import COPIED
from charting.records.base import copied_answers
from charting.records.dose import Dose
from tests.ui.samples import NOW
from ui.binding.line_table import LineTable

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
STAYS = {
    "agent": "lidocaine",
    "concentration_pct": Decimal(2),
    "adrenaline": "none",
    "technique": "supraorbital",
    "lot": "PR-1",
    "expiry": date(2027, 12, 31),
    "given_by": "Dr Rowan Sample",
}


@pytest.fixture
def sheet(house):
    visit = house.new_visit()
    sheet = visit.anaesthesia
    dose = Dose(
        **STAYS,
        position=0,
        side="left",
        volume_ml=Decimal("1.5"),
        given_at=NOW - timedelta(minutes=5),
        udi_raw="(21)S1",
    )
    sheet.doses.append(dose)
    house.record_of(type(sheet), visit)
    return sheet


def button(house, sheet):
    return house.hands.rows(sheet, "doses")._again_button


def test_the_same_again_takes_the_syringe_and_asks_for_volume_and_time(house, sheet):
    rows = house.hands.rows(sheet, "doses")
    assert button(house, sheet).text() == "Same again, other side"
    house.hands.click(button(house, sheet))
    first, second = sheet.doses
    assert {name: getattr(second, name) for name in STAYS} == STAYS
    assert (second.side, second.volume_ml, second.given_at, second.udi_raw) == ("right", Decimal("1.5"), None, None)
    assert [(row, name) for row, name in copied_answers(sheet)] == [(second, "volume_ml")]
    assert second.origins["volume_ml"][0] == COPIED
    volume = house.hands.cell(second, "volume_ml")
    assert volume.isAncestorOf(house.window.focusWidget())
    assert not button(house, sheet).isVisible(), "it was not given yet"
    table = rows.findChild(LineTable)
    at = [table.horizontalHeaderItem(column).text() for column in range(table.columnCount())].index("Technique")
    assert [table.item(row, at).text() for row in range(2)] == ["Supraorbital, left", "Supraorbital, right"]
    house.model.undo_stack.undo()
    assert sheet.doses == [first]
    # without a side it is the same again
    house.model.answer(first, "side", None, None, False)
    assert button(house, sheet).text() == "Same again"
    house.hands.click(button(house, sheet))
    assert sheet.doses[1].side is None
