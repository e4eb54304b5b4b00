"""Walks through every screen and says what is wrong: `python -m tests.ui.screen_walk WORDS PRACTICE LOOK [brief]`.

WORDS is `as-they-are`, or `longer`, where every word of the program is a third longer than in English. A process of
its own, because words are read once, when a module is imported.
"""

import json
import re
import shutil
import sys
import tempfile
from pathlib import Path

import charting.words

VOWELS = re.compile(r"[aeiouäöüAEIOU]")
FIELDS = re.compile(r"(\{[^}]*\})")
LONGER = 0.35


def lengthened(message: str) -> str:
    """The message 35 % longer, its vowels drawn out all over it; what is filled in later stays."""
    parts = FIELDS.split(message)
    own = sum(len(VOWELS.findall(part)) for part in parts[::2])
    wanted = round(sum(map(len, parts[::2])) * LONGER)
    given = seen = 0

    def drawn_out(found):
        nonlocal given, seen
        seen += 1
        extra = wanted * seen // own - given
        given += extra
        return found[0] + found[0].lower() * extra

    parts[::2] = [VOWELS.sub(drawn_out, part) for part in parts[::2]]
    return "".join(parts)


class LongerWords:
    """In the place of a translation."""

    def gettext(self, message):
        return lengthened(message)

    def ngettext(self, one, many, count):
        return lengthened(one if count == 1 else many)

    def pgettext(self, _context, message):
        return lengthened(message)


def walk(practice: Path, look, *, brief: bool) -> dict[str, list[str]]:
    """What is wrong, by the name of the screen; a brief walk leaves out what shows the same parts once more."""
    from PySide6.QtCore import QSize
    from PySide6.QtWidgets import QApplication

    from tests.ui import screen_checks
    from ui.application import make_application
    from ui.pictures.album import MOMENT
    from ui.pictures.camera import standing_clock
    from ui.pictures.settle import settle
    from ui.pictures.tour import World, chapters
    from ui.theme import Theme

    application = make_application(["rootline"])
    QApplication.setCursorFlashTime(0)
    theme = Theme(dark=look.dark)
    theme.apply(application)
    wrong: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as place:
        for number, chapter in enumerate(chapters().values()):
            own = Path(place) / str(number)
            shutil.copytree(practice, own / "practice")
            for stop in chapter(World(theme, standing_clock(MOMENT), own, own / "practice", look, brief)):
                alone = stop.window.parent() is None
                size = QSize(*look.size) if alone else stop.window.size()
                settle(0)
                found = screen_checks.problems(stop.window, size)
                if found:  # a delayed refresh may still be on its way
                    settle()
                    found = screen_checks.problems(stop.window, size)
                found += screen_checks.unreachable(stop.window)
                if found:
                    wrong[stop.name] = sorted(set(found))
    return wrong


def main() -> None:
    words, practice, look, *rest = sys.argv[1:]
    if words == "longer":
        charting.words.catalogue = lambda *_which: LongerWords()
    from ui.pictures.sizes import look_named

    found = walk(Path(practice), look_named(look), brief=rest == ["brief"])
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
