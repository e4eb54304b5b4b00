"""Adverse events per 100 sessions, counted in the practice clinic."""

from datetime import UTC, datetime

import pytest

from charting.actions.event_rates import lots_of, rates
from charting.practice.clinic import open_practice
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC)


@pytest.fixture(scope="module")
def practice(tmp_path_factory):
    chart = open_practice(tmp_path_factory.mktemp("rates") / "practice", NOW)
    yield chart
    chart.close()


@pytest.fixture(scope="module")
def found(practice):
    return rates(practice)


def test_every_signed_treatment_counts_once(practice, found):
    treated = practice.orm.query(Visit).filter(Visit.signed_at.is_not(None), Visit.kind != "review").count()
    assert found.sessions == treated
    for table in (found.by_depth, found.by_device):
        assert sum(rate.sessions for rate in table) == treated
        assert sum(rate.events for rate in table) == found.events


def test_an_event_of_a_review_belongs_to_the_treatment_before(practice, found):
    reviews = practice.orm.query(Visit).filter(Visit.kind == "review").all()
    told = sum(len(visit.after.adverse_events) for visit in reviews if visit.after is not None)
    assert told > 0
    assert found.unplaced == 0
    assert found.events > told


def test_by_depth_and_lot(found):
    groups = {rate.group: rate for rate in found.by_depth}
    assert groups["above 1 to 1.5 mm"].events > 0
    assert "per 100" in groups["above 1 to 1.5 mm"].words()
    assert any(rate.group == "cartridge PR-2291" for rate in found.by_lot)


def test_a_drug_is_named_with_its_lot(practice):
    visit = practice.orm.query(Visit).filter(Visit.kind == "M_PRP", Visit.signed_at.is_not(None)).first()
    assert "Lidocaine + adrenaline PR-9020" in lots_of(visit)
    assert "kit PR-7731" in lots_of(visit)
