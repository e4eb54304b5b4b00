"""What the help says of each screen: its purpose, how it is worked with, and what its marks mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.text_files import TEXTS, text_file


@dataclass(frozen=True, slots=True)
class HelpMark:
    """A mark with its word. `icon` names a drawing of resources/icons, `token` its colour."""

    id: str
    icon: str
    token: str
    word: str
    meaning: str


@dataclass(frozen=True, slots=True)
class HelpScreen:
    """The help of one screen, or of one sheet, whose `id` is then the name of its table."""

    id: str
    title: str
    purpose: str
    points: tuple[str, ...]
    marks: tuple[HelpMark, ...]


@cache
def help_screens(language: str = "en", folder: Path = TEXTS) -> dict[str, HelpScreen]:
    """The help by screen. Raises `Known` when its file is missing or wrong."""
    top = text_file(folder / language / "help.toml")
    marks = {
        entry.text("id"): HelpMark(*(entry.text(key) for key in ("id", "icon", "token", "word", "meaning")))
        for entry in top.entries("mark")
    }
    found: dict[str, HelpScreen] = {}
    for entry in top.entries("screen"):
        named = entry.words("marks")
        for mark in named:
            if mark not in marks:
                raise entry.wrong(mark)
        screen = HelpScreen(
            entry.text("id"),
            entry.text("title"),
            entry.text("purpose"),
            entry.words("points"),
            tuple(marks[mark] for mark in named),
        )
        found[screen.id] = screen
    return found


def found_in(screens: Sequence[HelpScreen], wanted: str) -> list[tuple[HelpScreen, str]]:
    """The sentences that hold every word of `wanted`, each with its screen; the title of the screen counts as said."""
    return [
        (screen, sentence)
        for screen in screens
        for sentence in (screen.purpose, *screen.points)
        if holds(f"{screen.title} {sentence}", wanted)
    ]


def marks_found(screens: Sequence[HelpScreen], wanted: str) -> list[HelpMark]:
    """The marks whose word or meaning holds every word of `wanted`, each once."""
    marks = dict.fromkeys(mark for screen in screens for mark in screen.marks)
    return [mark for mark in marks if holds(f"{mark.word} {mark.meaning}", wanted)]


def holds(said: str, wanted: str) -> bool:
    """Whether a sentence holds every word that is looked for, in any case and order."""
    words = wanted.casefold().split()
    return bool(words) and all(word in said.casefold() for word in words)
