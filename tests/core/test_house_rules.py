"""A clinic may change a threshold with a reason; it counts from then on and is shown as changed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from charting.actions.clinics import found_clinic
from charting.actions.roles import NotAllowed
from charting.actions.rules import change_rule
from charting.errors import Known
from charting.records.clinic import PRACTITIONER, Clinic, Practitioner
from charting.records.house_rules import house_rules, profile_of
from charting.records.rule_change import RuleChange
from charting.rulebook import Broken
from charting.store.chart_session import ChartSession

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
REASON = "two elderly patients a day here"


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path / "clinic", "correct horse battery")
    owner = Practitioner(name="Dr Pat Sample", qualification="MBBS", registration_number="GMC 0000000")
    found_clinic(made, Clinic(name="Sample Clinic"), owner)
    made.save(NOW)
    yield made
    made.close()


def change(chart, rule, value, reason=REASON):
    return change_rule(chart, "anaesthesia", rule, value, reason, chart.practitioners()[0], NOW)


def test_a_change_counts_and_carries_its_reason(chart):
    change(chart, "total_warn", "0,7")
    chart.save(NOW)
    rule = house_rules(chart.clinic()).rule("total_warn")
    assert (rule.value, rule.standard) == (Decimal("0.7"), Decimal("0.80"))
    assert rule.change.reason == REASON
    assert rule.change.by.startswith("Dr Pat Sample")
    assert not rule.loosened


def test_only_an_owner_changes_a_rule(chart):
    for person in (None, Practitioner(name="Sample, Kim", role=PRACTITIONER)):
        with pytest.raises(NotAllowed):
            change_rule(chart, "anaesthesia", "total_warn", "0.7", REASON, person, NOW)
    assert chart.orm.query(RuleChange).count() == 0


def test_the_last_change_counts_and_none_is_lost(chart):
    for value in ("0.7", "0.9"):
        change(chart, "total_warn", value)
        chart.save(NOW)
    assert house_rules(chart.clinic()).value("total_warn") == Decimal("0.9")
    assert house_rules(chart.clinic()).rule("total_warn").loosened
    assert chart.orm.query(RuleChange).count() == 2


@pytest.mark.parametrize(
    ("rule", "value", "reason"),
    [
        ("total_warn", "0.7", "short"),
        ("total_warn", "many", REASON),
        ("total_warn", "", REASON),
        ("total_warn", "7", REASON),
        ("no_such_rule", "0.7", REASON),
        ("absorbed_broken", "0.5", REASON),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_kept_nowhere(chart, rule, value, reason):
    with pytest.raises(Known) as refused:
        change(chart, rule, value, reason)
    assert len(str(refused.value)) > 15
    chart.save(NOW)
    assert chart.orm.query(RuleChange).count() == 0


def test_a_stored_change_that_no_longer_fits_turns_the_calculators_off(chart):
    chart.add(RuleChange(book="anaesthesia", rule="gone", value="1", reason=REASON, by="Dr Pat Sample", at=NOW))
    chart.save(NOW)
    assert isinstance(house_rules(chart.clinic()), Broken)


def test_limits_are_british_until_the_clinic_chooses(chart):
    assert profile_of(chart.clinic()) == "UK"
    chart.clinic().la_profile = "US"
    chart.save(NOW)
    assert profile_of(chart.clinic()) == "US"
