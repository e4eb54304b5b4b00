"""The words a user reads, through gettext: English in the source, catalogues in resources/locale.

The screen speaks one language. A paper is set in its reader's: inside `in_language` every word looked up here is in
that language, in this thread alone. So a word of a paper is looked up when it is printed; `marked` names one that is
declared before anybody knows in which language it will be read.
"""

import gettext
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).resolve().parent.parent / "resources" / "locale"
DOMAIN = "rootline"
SOURCE = "en"
"""The language the source is written in."""
_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ps", "ur"})
_SCREEN = SOURCE
_paper: ContextVar[str | None] = ContextVar("paper_language", default=None)


@cache
def catalogue(language: str, folder: Path = LOCALE) -> gettext.NullTranslations:
    """The words of a language; those of the source where there is no catalogue."""
    file = folder / language / f"{DOMAIN}.mo"
    if language == SOURCE or not file.is_file():
        return gettext.NullTranslations()
    with file.open("rb") as words:
        return gettext.GNUTranslations(words)


@contextmanager
def in_language(language: str | None) -> Iterator[None]:
    """Look words up in the language of a paper, in this thread, until left again; None is the screen's."""
    before = _paper.set(language)
    try:
        yield
    finally:
        _paper.reset(before)


def language() -> str:
    """The language words are looked up in here and now."""
    return _paper.get() or _SCREEN


def for_a_paper() -> bool:
    """Whether words are looked up for a paper in a language of its own."""
    return _paper.get() is not None


def reads_leftwards() -> bool:
    """Whether the language here is written from right to left."""
    return language() in _RIGHT_TO_LEFT


def _(message: str) -> str:
    """Return `message` in the language here, or as written where no catalogue has it."""
    return catalogue(language()).gettext(message) if message else ""


def ngettext(one: str, many: str, count: int) -> str:
    """Return the plural form of a message that fits `count`."""
    return catalogue(language()).ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """Return `message` as it is said in `context`: one English word may be two in another language."""
    return catalogue(language()).pgettext(context, message)


def listed(items: Iterable[str]) -> str:
    """Several things in one line, parted as the language here parts them."""
    return pgettext("between items", ", ").join(items)


def marked(message: str) -> str:
    """Return `message` as it is; it is a message of the catalogues, and looked up where it is printed."""
    return message
