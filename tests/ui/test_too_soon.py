"""The interval to the last treatment is said where a visit is begun, before anything is done."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from charting.actions.visits import start_visit
from tests.ui.samples import NOW
from tests.ui.waiting import let_run


@pytest.fixture
def treated(house):
    """A patient whose last PRP was ten days ago."""
    then = NOW - timedelta(days=10)
    visit = start_visit(house.chart, house.patient().courses[-1], "M_PRP", house.chart.practitioners()[0], then)
    visit.needling.start_at = visit.application.injection_start_at = then
    house.chart.save(NOW)
    house.window.open_patient(house.patient_id)
    let_run(30)
    return house.window.patient


def words(strip):
    return "\n".join(label.text() for label in strip.findChildren(QLabel) if label.isVisible())


def test_too_soon_is_said_with_both_days_by_the_kind_that_is_chosen(house, treated):
    strip = treated.too_soon
    assert strip.isVisible()
    said = words(strip)
    assert "10 days between PRP sessions" in said
    assert "Last on 11-Nov-2026, today 21-Nov-2026; less than 14 days" in said
    assert strip.accessibleName().startswith("Stop")
    for kind, shown in (("MN", False), ("review", False), ("PRP_only", True)):
        treated.kind.set_value(kind)
        treated.kind.picked.emit(kind)
        assert strip.isVisible() is shown, kind
