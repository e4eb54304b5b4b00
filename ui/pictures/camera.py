"""Takes the pictures of one look. A process of its own, because a scale holds for a whole program."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea

from ui.application import make_application
from ui.pictures.settle import settle
from ui.pictures.sizes import Look, look_named
from ui.pictures.tour import Stop, World, chapters
from ui.theme import Theme

TALLEST = 6000


def standing_clock(moment: str) -> Callable[[], datetime]:
    """A clock that always says the same."""
    stands = datetime.fromisoformat(moment).astimezone()
    return lambda: stands


def take(look: Look, practice: Path, to: Path, moment: str) -> None:
    """Walk through every screen and write a picture of each into `to`; its title goes to the output.

    Of a screen that scrolls, a second picture shows the whole of it.
    """
    application = make_application(["rootline"])
    theme = Theme(dark=look.dark)
    theme.apply(application)
    to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for number, (title, chapter) in enumerate(chapters().items()):
            own = folder / str(number)
            shutil.copytree(practice, own / "practice")
            world = World(theme, standing_clock(moment), own, own / "practice", look)
            for stop in chapter(world):
                settle()
                _picture(stop, to / f"{stop.name}.png")
                _whole(stop, to / f"{stop.name}-whole.png")
                print(title, stop.name, stop.title, sep="\t", flush=True)  # noqa: T201
            settle(10)


def _picture(stop: Stop, file: Path) -> None:
    if not stop.window.grab().save(str(file)):
        raise OSError(f"{file} cannot be written")


def _whole(stop: Stop, file: Path) -> None:
    """Let the window grow until nothing in it scrolls, and back."""
    window, size = stop.window, stop.window.size()
    for _step in range(3):
        hidden = max((_hidden(area) for area in window.findChildren(QScrollArea)), default=0)
        if not hidden or window.height() + hidden > TALLEST:
            break
        window.resize(window.width(), window.height() + hidden)
        settle()
    if window.size() != size:
        _picture(stop, file)
        window.resize(size)
        settle()


def _hidden(area: QAbstractScrollArea) -> int:
    """How many pixels of a visible area are out of sight."""
    return area.verticalScrollBar().maximum() if area.isVisible() else 0


if __name__ == "__main__":
    take(look_named(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4])
