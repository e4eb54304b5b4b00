"""A window that is closed goes whole: nothing that was typed in it holds its parts, and the patient's, in memory."""

import gc
import weakref

from charting.records.needling import Needling
from ui.binding.cell import Cell


def test_nothing_typed_keeps_the_parts_of_a_closed_window(house):
    needling = house.record_of(Needling, house.new_visit())
    house.hands.answer(needling, "cartridge_lot", "PR-2291")
    needling = None
    parts = [weakref.ref(part) for part in house.window.findChildren(Cell)]
    assert len(parts) > 50
    house.close()
    gc.collect()
    assert [part().declared.name for part in parts if part() is not None] == []
