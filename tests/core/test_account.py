"""The account of a visit: sentences made from the answers, and nothing that nobody answered."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from charting.practice.clinic import complete_visit, open_practice
from charting.records.account import account_of
from charting.records.base import slot_of
from charting.records.sheets import SHEETS_OF
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def complete(tmp_path_factory):
    chart = open_practice(tmp_path_factory.mktemp("practice"), NOW)
    yield complete_visit(chart)
    chart.close()


def blank(kind):
    visit = Visit(kind=kind, session_number=1, opened_at=NOW)
    for model in SHEETS_OF[kind]:
        setattr(visit, slot_of(model), model())
    return visit


@pytest.mark.parametrize("kind", SHEETS_OF)
def test_a_visit_nobody_filled_in_is_one_sentence(kind):
    assert account_of(blank(kind)).count(".") == 1
    assert "21-Nov-2026" in account_of(blank(kind))


def test_a_complete_visit_tells_doses_spins_zones_and_leaving(complete):
    told = account_of(complete)
    for words in (
        "3 mL",
        "1:200 000",
        "Spin 1: 1,500 rpm, set to 5 min, ran from 10:28 to 10:33",
        "Mid-scalp: 1.25 mm, passes 5",
        "left at",
    ):
        assert words in told
    assert len(told.splitlines()) == 6


def test_what_is_missing_is_said_to_be_missing():
    visit = blank("MN")
    visit.needling.device_name = "SkinPen Precision"
    assert "cartridge lot not recorded, from a time not recorded to a time not recorded" in account_of(visit)


def test_the_account_changes_with_the_answers_and_the_answers_never_with_the_account(complete):
    before = account_of(complete)
    zone = complete.needling.zones[0]
    kept, zone.depth_mm = zone.depth_mm, Decimal("0.75")
    assert account_of(complete) != before
    zone.depth_mm = kept
    assert account_of(complete) == before


def test_hostile_words_stay_words():
    visit = blank("MN")
    visit.reason = "<b>{kind}</b> %s {0}"
    assert "<b>{kind}</b> %s {0}." in account_of(visit)


def test_a_zone_without_an_amount_is_named_apart(complete):
    zone = complete.application.zones[0]
    amount, zone.ml = zone.ml, None
    told = account_of(complete)
    zone.ml = amount
    assert f"Amount not recorded: {zone.shown('zone')}." in told
    assert f"{zone.shown('zone')} not recorded" not in told
