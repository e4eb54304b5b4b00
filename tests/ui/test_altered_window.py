"""A signed visit changed past Rootline is shown as altered wherever it would be said to be signed."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel

from charting.records.needled_zone import NeedledZone
from charting.records.signed import altered_words, is_altered
from charting.records.visit import Visit
from charting.store.backup import Source
from charting.store.chart_session import KEYS
from charting.store.keys import unwrap_key
from tests.core.test_verify import spoil
from tests.signed_visits import sign_and_save
from tests.ui.hands import wait_until
from tests.ui.house import PASSWORD
from tests.ui.samples import NOW

SAID_MS = 5_000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def words(widget):
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text())


@pytest.fixture(scope="module")
def altered(house):
    """A signed visit in which a depth was changed in the closed file, on the screen."""
    made = house.new_visit("MN")
    made.needling.zones.append(NeedledZone(zone="vertex", depth_mm=Decimal("1.25"), passes=Decimal(4), position=0))
    house.chart.save(NOW)
    sign_and_save(house.chart, made, NOW, NOW)
    key = made.id
    house.close()
    source = Source(house.folder, unwrap_key(house.folder / KEYS, PASSWORD))
    spoil(source, "UPDATE needled_zone SET depth_mm = '0.35'")
    house.reopen()
    house.window.open_visit(key)
    visit = house.chart.orm.get(Visit, key)
    assert is_altered(visit)
    return visit


def test_the_visit_says_so_over_its_sheets_and_no_step_has_a_green_shield(house, altered):
    house.window.open_visit(altered.id)
    view = house.window.visit
    assert wait_until(lambda: altered_words() in words(view), SAID_MS)
    assert "Since when is not known" in words(view)
    assert "signed 14:02" not in words(view)
    assert "altered after signing" in view._subtitle.text()
    states = {row.step.state for row in view.steps._rows}
    assert states <= {"altered", "here"}
    assert not view.is_done()


def test_the_board_neither_calls_it_signed_nor_complete(house, altered):
    house.window.open_visit(altered.id)
    house.window.go("sign_off")
    board = house.window.sign_off
    assert wait_until(lambda: "Since when is not known" in words(board), SAID_MS)
    assert altered_words() in words(board)
    assert "Read only" not in words(board)
    assert "complete" not in words(board)


def test_the_list_says_it_in_words(house, altered):
    house.window.open_patient(house.patient_id)
    assert wait_until(lambda: "Altered after signing" in words(house.window.patient), SAID_MS)


def test_a_new_visit_copies_nothing_from_it_and_says_why(house, altered):
    draft = house.new_visit("MN")
    draft_view = house.window.visit
    assert draft is house.window._visit
    assert "Nothing is copied from there" not in words(draft_view)  # the same day: nothing before it
    draft.opened_at = altered.opened_at.replace(hour=23)
    house.window.open_visit(draft.id)
    assert wait_until(lambda: "Nothing is copied from there" in words(draft_view), SAID_MS)
    assert not draft_view.carry_bar.copy_button.isVisible()
