from datetime import date

import pytest

from charting.rulebook import rulebook
from charting.rules.ages import age_verdicts
from charting.rules.verdict import BLOCK_H, BLOCK_O, NOTE, WARN, worst

RULES = rulebook("intervals")
DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("born", "level", "says"),
    [
        (date(2010, 11, 22), BLOCK_O, "Gillick"),
        (date(2010, 11, 21), BLOCK_O, "Second opinion"),
        (date(2008, 11, 22), BLOCK_O, "Second opinion"),
        (date(2008, 11, 21), NOTE, ""),
        (date(2004, 11, 22), NOTE, ""),
        (date(2004, 11, 21), None, ""),
        (date(1950, 1, 1), None, ""),
        (None, WARN, "birth date"),
        (date(2026, 11, 22), BLOCK_H, "Correct"),
    ],
)
def test_ages_in_the_uk(born, level, says):
    found = age_verdicts(born, DAY, "UK", RULES)
    assert worst(found) == level
    assert all(says in verdict.next_step for verdict in found)


def test_parental_consent_in_the_us():
    (found,) = age_verdicts(date(2009, 1, 1), DAY, "US", RULES)
    assert found.level == BLOCK_O
    assert found.next_step.startswith("Parental consent")


def test_born_on_29_february_is_a_year_older_on_1_march():
    assert worst(age_verdicts(date(2008, 2, 29), date(2026, 2, 28), "UK", RULES)) == BLOCK_O
    assert worst(age_verdicts(date(2008, 2, 29), date(2026, 3, 1), "UK", RULES)) == NOTE
