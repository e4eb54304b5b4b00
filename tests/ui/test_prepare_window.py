"""Preparing the next day at the window: one button, one page, written into the trail when it leaves."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from charting.actions.trail_query import Asked, TrailReport
from charting.records.after import After
from charting.records.clinic import Clinic
from charting.records.visit import Visit
from tests.ui.hands import wait_until
from tests.ui.samples import NOW
from ui.parts.page_picture import PagePicture

# What the offscreen platform says of windows and of a list of suggestions.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def today(house):
    tomorrow = NOW.astimezone(UTC) + timedelta(days=1)
    comes = datetime(tomorrow.year, tomorrow.month, tomorrow.day, 10, 0, tzinfo=UTC)
    course = house.patient().courses[-1]
    visit = Visit(kind="M_PRP", session_number=1, opened_at=NOW - timedelta(days=28), course=course)
    visit.after = After(next_session_on=comes)
    house.chart.add(visit)
    house.chart.save(NOW)
    visit.signed_at = NOW - timedelta(days=28)
    house.chart.save(NOW)
    house.window.go("today")
    return house


def test_one_button_makes_the_list_and_esc_leads_back(today, tmp_path):
    view, hands = today.window.today, today.hands
    assert view.due.prepare.text() == "Prepare tomorrow"
    hands.click(view.due.prepare)
    assert wait_until(lambda: view.prepare.pdf, 8000)
    said = view.prepare.findChild(PagePicture).accessibleName()
    assert "SAMPLE, Ada" in said
    assert "no weight" in said
    view.prepare.save_to(tmp_path / "list.pdf")
    assert (tmp_path / "list.pdf").read_bytes() == view.prepare.pdf
    words = " ".join(str(told.words) for told in TrailReport(today.chart.orm, Asked()).slice(0, 3))
    assert "list to prepare the next day" in words
    QTest.keyClick(view.prepare, Qt.Key.Key_Escape)
    assert not view.prepare.isVisible()
    assert view.due.isVisible()


def test_opening_days_are_tapped_in_settings_and_name_the_next_day(today):
    window = today.window
    window.go("settings")
    today.hands.looking_at = window.settings.clinic_form
    clinic = today.chart.clinic()
    assert isinstance(clinic, Clinic)
    today.hands.answer(clinic, "open_days", ("mon", "tue"))
    assert clinic.open_days == ("mon", "tue")
    window.go("today")
    assert window.today.due.prepare.text() == "Prepare Monday"
    clinic.open_days = None
    window.model.save()
