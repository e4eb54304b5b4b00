"""Settings through the window: a rule is changed with a reason, and a refusal says why."""

from decimal import Decimal

import pytest
from PySide6.QtTest import QTest

from charting.records.house_rules import house_rules
from tests.ui.waiting import let_run
from ui.parts.buttons import PlainButton
from ui.views.rule_list import _RuleRow


@pytest.fixture
def settings(house):
    house.window.go("settings")
    view = house.window.settings
    view._open("anaesthesia")
    return view


def row_of(settings, rule_id):
    rows = settings.lists["anaesthesia"].findChildren(_RuleRow)
    return next(row for row in rows if row._rule.id == rule_id)


def press(row, text):
    button = next(b for b in row.findChildren(PlainButton) if b.text() == text and b.isVisibleTo(row))
    button.click()


def test_a_threshold_is_changed_with_its_reason(house, settings):
    row = row_of(settings, "total_warn")
    press(row, "Change")
    let_run(20)
    QTest.keyClicks(row._value.line, "0.75")
    QTest.keyClicks(row._reason.line, "a cautious house, agreed by all")
    press(row, "Keep the change")
    assert house_rules(house.chart.clinic()).value("total_warn") == Decimal("0.75")
    said = row_of(settings, "total_warn")._meta()
    assert "changed from 0.8" in said and "total_warn" not in said


def test_a_refusal_says_why_and_changes_nothing(house, settings):
    before = house_rules(house.chart.clinic()).value("total_block")
    row = row_of(settings, "total_block")
    press(row, "Change")
    let_run(20)
    QTest.keyClicks(row._value.line, "9")
    QTest.keyClicks(row._reason.line, "because it would be handy")
    press(row, "Keep the change")
    assert settings._refusal.isVisibleTo(settings)
    assert house_rules(house.chart.clinic()).value("total_block") == before


def test_the_clinic_stands_on_the_first_page(house, settings):
    settings.show_settings()
    assert settings.clinic_form.isVisibleTo(settings)
