"""A record that is signed more than 24 hours after the procedure says so, and why (clinical.md 10.1)."""

from datetime import UTC, datetime, timedelta

import pytest

from charting.context import Context
from charting.findings import Level
from charting.records.base import findings
from charting.records.visit import Visit
from charting.records.visit_checks import hours_late

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


def late(visit, now=NOW):
    return [f for f in findings(visit, Context.at(now)) if f.rule == "late-entry"]


def ended(hours, **more):
    opened = NOW - timedelta(hours=hours + 2)
    return Visit(kind="MN", opened_at=opened, ended_at=NOW - timedelta(hours=hours), **more)


@pytest.mark.parametrize(("hours", "needed"), [(0, False), (23, False), (24, False), (24.1, True), (31.9, True)])
def test_after_24_hours_the_reason_is_needed(hours, needed):
    found = late(ended(hours))
    assert bool(found) is needed
    for finding in found:
        assert (finding.level, finding.field) == (Level.MISSING, "late_reason")
        assert f"{int(hours)} h since the procedure ended" in finding.why


def test_a_written_reason_settles_it():
    assert late(ended(31, late_reason="The power was off until the evening")) == []


def test_without_an_end_the_hours_run_from_the_opening():
    visit = Visit(kind="review", opened_at=NOW - timedelta(hours=25))
    [finding] = late(visit)
    assert "25 h since the visit was opened" in finding.why


def test_a_signed_record_is_not_asked_again_years_later():
    visit = ended(1, signed_at=NOW)
    assert late(visit, NOW + timedelta(days=900)) == []
    assert hours_late(visit, Context.at(NOW + timedelta(days=900))) is None


def test_a_late_signature_stays_late():
    assert hours_late(ended(31, signed_at=NOW), Context.at(NOW + timedelta(days=9))) == 31


@pytest.mark.parametrize("link", ["amends", "moved_from"])
def test_what_was_signed_in_time_is_not_late_when_it_is_amended_or_moved(link):
    first = ended(1, signed_at=NOW)
    again = ended(1, **{link: first})
    assert late(again, NOW + timedelta(days=90)) == []
    first.signed_at = NOW + timedelta(hours=30)
    assert hours_late(again, Context.at(NOW + timedelta(days=90))) == 31


def test_a_draft_that_was_moved_is_as_late_as_it_is():
    moved = ended(1, moved_from=ended(1))
    assert [f.level for f in late(moved, NOW + timedelta(days=2))] == [Level.MISSING]
