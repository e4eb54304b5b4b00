"""Every screen of the program: nothing cut off or overlapping, all of it named, large enough and reached by keyboard.

The screens are those of `main.py pictures`. Colours do not change sizes, so each size is walked in one of them. A brief
walk leaves out what shows the same parts once more; `main.py test --looks` walks through everything, at every size.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.screen_walk import lengthened
from ui.pictures.album import MOMENT, practice_clinic
from ui.pictures.sizes import LOOKS

ROOT = Path(__file__).resolve().parents[2]
AT_LENGTH = os.environ.get("ROOTLINE_LOOKS") == "at length"
WALKS = {
    "in words a third longer, 1366 × 768": ("longer", "light-100"),
    "at 200 %": ("as-they-are", "dark-200"),
}
if AT_LENGTH:
    WALKS["at 150 %"] = ("as-they-are", "light-150")
    WALKS["as they are, 1366 × 768"] = ("as-they-are", "dark-100")


@pytest.fixture(scope="module")
def walks(tmp_path_factory):
    """All walks at once; what each found, by the name of the screen."""
    practice = practice_clinic(tmp_path_factory.mktemp("practice"), MOMENT)
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    length = [] if AT_LENGTH else ["brief"]
    running = {
        name: subprocess.Popen(
            [sys.executable, "-m", "tests.ui.screen_walk", words, str(practice), look, *length],
            cwd=ROOT,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for name, (words, look) in WALKS.items()
    }
    found = {}
    for name, process in running.items():
        said, trouble = process.communicate()
        assert process.returncode == 0, trouble
        found[name] = json.loads(said)
    return found


@pytest.mark.parametrize("walk", WALKS)
def test_nothing_is_wrong_with_any_screen(walks, walk):
    assert walks[walk] == {}


def test_every_look_has_a_name_and_fits_the_screen():
    assert len({look.name for look in LOOKS}) == len(LOOKS) == 6
    assert {look.size for look in LOOKS} == {(1366, 768), (911, 512), (683, 384)}


def test_longer_words_keep_what_is_filled_in():
    message = "Dose would reach {share} of the limit."
    assert "{share}" in lengthened(message)
    assert 1.25 < len(lengthened(message)) / len(message) < 1.4
