"""How many acts a visit takes at the window, counted by hand: a first one, and a repeat visit four weeks later."""

import pytest

from tests.ui.counted_visit import FIRST_DAY, REPEAT_DAY, Visited
from tests.ui.counted_story import first_visit, repeat_visit

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture(scope="module")
def told(dressed, tmp_path_factory):
    story = Visited(dressed, tmp_path_factory.mktemp("counted") / "clinic")
    story.begin(FIRST_DAY)
    first_visit(story)
    story.first = story.hand
    story.begin(REPEAT_DAY)
    repeat_visit(story)
    story.repeat = story.hand
    yield story
    story.close()


def test_counts(told):
    for hand in (told.first, told.repeat):
        for sheet, (acts, words) in hand.by_sheet().items():
            print(f"{sheet:24}{acts:5}{words:5}", dict((k, n) for (s, k), n in hand.acts.items() if s == sheet))
        print(hand.actions, hand.words)
