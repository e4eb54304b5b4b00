"""Who was typed into the finder and not found: name and birth date are taken over, and nothing is guessed."""

from datetime import UTC, date, datetime

import pytest

from charting.actions.typed_person import LONGEST, person_typed
from charting.context import Context

CONTEXT = Context.at(datetime(2026, 11, 21, 9, 0, tzinfo=UTC))
BORN = date(1985, 3, 14)


@pytest.mark.parametrize(
    ("typed", "splits", "days"),
    [
        ("Sample, Ada 14/3/1985", (("Sample", "Ada"),), (BORN,)),
        ("Sample, Ada, 14 Mar 1985", (("Sample", "Ada"),), (BORN,)),
        ("14.3.1985 Sample, Ada", (("Sample", "Ada"),), (BORN,)),
        ("Sample,Ada 14031985", (("Sample", "Ada"),), (BORN,)),
        ("Sample, Ada", (("Sample", "Ada"),), ()),
        ("van der Sample, Ada Rose", (("van der Sample", "Ada Rose"),), ()),
        ("Ada Sample 14.3.1985", (("Sample", "Ada"), ("Ada", "Sample")), (BORN,)),
        ("Ada Rose Sample", (("Sample", "Ada Rose"), ("Ada", "Rose Sample")), ()),
        ("14/3/1985", (), (BORN,)),
        ("Sample, Ada 3/4/1985", (("Sample", "Ada"),), (date(1985, 4, 3), date(1985, 3, 4))),
        ("  Sample ,\tAda  ", (("Sample", "Ada"),), ()),
        ("王, 小明 14/3/1985", (("王", "小明"),), (BORN,)),
    ],
)
def test_name_and_birth_date_are_read(typed, splits, days):
    person = person_typed(typed, CONTEXT)
    assert (person.splits, person.days) == (splits, days)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "samp",
        "Sample,",
        ", Ada",
        ",,,",
        "Sample, Ada, Rose",
        "07700 900000",
        "RL-00002",
        "Sample 07700 900000",
        "Sample, Ada 14/3/2085",
        "t",
        "-4w",
        "... !!!",
        "x" * (LONGEST + 1),
        "Sample, " + "Ada " * 40,
        "010950600013435217280630\x1d10PR-4471",
        "\x00\x07\u202e",
    ],
)
def test_what_is_no_person_is_not_taken_over(typed):
    assert person_typed(typed, CONTEXT) is None


@pytest.mark.parametrize("odd", ["\u202e", "\u2066", "\x00", "\x07", "\x9f"])
def test_signs_that_turn_or_hide_words_do_not_come_along(odd):
    person = person_typed(f"Sam{odd}ple, A{odd}da", CONTEXT)
    assert person.splits == (("Sample", "Ada"),)


def test_markup_and_mnemonics_stay_words():
    assert person_typed("<b>Sample</b>, A&da", CONTEXT).splits == (("<b>Sample</b>", "A&da"),)
    assert person_typed("Sample, A%sda {name}", CONTEXT).splits == (("Sample", "A%sda {name}"),)
