from decimal import Decimal

import pytest

from charting.rulebook import rulebook
from charting.rules.adrenaline_limits import adrenaline_total
from charting.rules.given import injected
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN

D = Decimal
BOOK = rulebook()


def total(*doses, kg="80", cardiac=False, phaeo=False):
    given = [injected("Lidocaine + adrenaline", D(1), None if ml is None else D(ml), ratio) for ratio, ml in doses]
    return adrenaline_total(given, None if kg is None else D(kg), cardiac, phaeo, BOOK)


def levels(found):
    return [v.level for v in found.verdicts]


def test_l02_and_l06():
    assert total(("1:200000", "20")).mcg == 100
    assert (total(("1:100000", "20")).mcg, levels(total(("1:100000", "20")))) == (200, [])
    assert (total(("1:80000", "20")).mcg, levels(total(("1:80000", "20")))) == (250, [WARN])


@pytest.mark.parametrize(
    ("ml", "cardiac", "level"),
    [
        ("40", False, []),
        ("40.1", False, [WARN]),
        ("100", False, [WARN]),
        ("100.1", False, [BLOCK_O]),
        ("8", True, []),
        ("8.1", True, [WARN]),
        ("40", True, [WARN]),
        ("40.1", True, [BLOCK_O]),
        ("8.1", None, [WARN]),
    ],
)
def test_limits_in_health_and_heart_disease(ml, cardiac, level):
    assert levels(total(("1:200000", ml), cardiac=cardiac)) == level


def test_by_weight_in_a_light_person():
    found = total(("1:200000", "30.1"), kg="50")
    assert found.soft_mcg == 150
    assert found.limit_text == "3 mcg/kg × 50 kg = 150 mcg, never above 500 mcg"
    assert levels(found) == [WARN]
    assert levels(total(("1:200000", "30"), kg="50")) == []
    assert total(("1:200000", "1"), kg=None).soft_mcg == 200


def test_working_and_room():
    found = total(("1:200000", "4"), ("1:100000", "2"), ("none", "5"))
    assert (found.mcg, found.working) == (40, "5 × 4 + 10 × 2")
    assert found.text() == "40 mcg of 200 mcg"
    assert found.room_ml("1:200000") == 32
    assert found.room_ml("none") is None


def test_the_ampoule_for_anaphylaxis_is_refused():
    for ratio in ("1:1000", "1:1 000", "1:1,000"):
        found = total((ratio, "1"))
        assert levels(found) == [BLOCK_H]
        assert found.mcg is None


def test_the_strongest_ratio_warns():
    assert levels(total(("1:50000", "1"))) == [WARN]


def test_an_unknown_volume_is_not_zero_but_the_rest_still_counts():
    found = total(("1:100000", None), ("1:100000", "60"))
    assert found.mcg is None and found.at_least == 600
    assert levels(found) == [BLOCK_O]
    assert found.text() == "not computable (a dose lacks its ratio or volume)"


def test_phaeochromocytoma():
    assert levels(total(("1:200000", "1"), phaeo=True)) == [BLOCK_H]
    assert levels(total(("none", "1"), phaeo=True)) == []
