"""Dates instead of intervals."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from charting.rules.aftercare_dates import day_words, pain_relief, start_again
from charting.texts import aftercare_text

FINISHED = datetime(2026, 11, 20, 11, 15, tzinfo=timezone(timedelta(0)))


def plan(kind="M_PRP", depth="1.25", bleeding=True, allergies=()):
    deepest = None if depth is None else Decimal(depth)
    found = start_again(FINISHED, kind, deepest, bleeding, allergies, aftercare_text().restarts)
    return {row.id: (when.day, when.after) for when in found for row in when.rows}


def test_the_visit_of_the_sample_sheet():
    found = start_again(FINISHED, "M_PRP", Decimal("1.25"), True, (), aftercare_text().restarts)
    assert [(when.day, when.after is None, [row.id for row in when.rows]) for when in found] == [
        (date(2026, 11, 21), False, ["wash", "hat", "alcohol"]),
        (date(2026, 11, 22), False, ["sport", "minoxidil", "styling"]),
        (date(2026, 11, 23), False, ["pool", "heat", "helmet"]),
        (date(2026, 11, 27), True, ["open-water", "dye", "lotions", "nsaid"]),
        (date(2026, 12, 4), True, ["sun"]),
    ]
    assert found[0].after == FINISHED + timedelta(days=1)


@pytest.mark.parametrize(
    ("depth", "bleeding", "day"),
    [
        ("1.0", False, 21),
        ("0.5", False, 21),
        ("1.01", False, 22),
        ("0.5", True, 22),
        ("0.5", None, 22),
        (None, False, 22),
    ],
)
def test_minoxidil_waits_longer_after_deep_needling_bleeding_or_the_unknown(depth, bleeding, day):
    assert plan(depth=depth, bleeding=bleeding)["minoxidil"][0] == date(2026, 11, day)


def test_needling_alone_says_nothing_of_ibuprofen():
    assert "nsaid" not in plan("MN")
    assert "nsaid" in plan("PRP_only")


@pytest.mark.parametrize(
    ("allergy", "row"), [("Ibuprofen", "nsaid"), ("ASPIRIN", "nsaid"), ("minoxidil 5 %", "minoxidil"), ("PPD", "dye")]
)
def test_nobody_is_told_to_restart_what_they_are_allergic_to(allergy, row):
    assert row not in plan(allergies=[allergy])


def test_a_time_without_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        start_again(datetime(2026, 11, 20), "MN", None, None, (), ())


def test_sentences_get_their_days():
    assert day_words(FINISHED) == {
        "in_24_hours": "Saturday",
        "in_48_hours": "Sunday",
        "in_72_hours": "Monday",
        "in_7_days": "Friday 27 November",
        "in_14_days": "Friday 4 December",
        "time": "11:15",
    }


@pytest.mark.parametrize(
    ("weight", "careful", "allergies", "which"),
    [
        ("64", False, (), "full"),
        ("50", False, (), "full"),
        ("49.9", False, (), "low"),
        ("64", True, (), "low"),
        ("64", None, (), "low"),
        (None, False, (), "low"),
        ("33.3", False, (), "ask"),
        ("33.4", False, (), "low"),
        ("64", False, ("Paracetamol (rash)",), "ask"),
        ("64", False, ("acetaminophen",), "ask"),
    ],
)
def test_which_pain_relief(weight, careful, allergies, which):
    assert pain_relief(None if weight is None else Decimal(weight), careful, allergies) == which


def test_who_takes_paracetamol_already_asks_first():
    assert pain_relief(Decimal(64), False, (), takes_paracetamol=True) == "ask"
