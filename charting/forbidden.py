"""The wordings of the procedure sheets that no patient may read (clinical.md 9.4), in every language texts come in."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from charting.text_files import TEXTS, Entry, text_file

_VOWELS = re.compile("[\u064b-\u0652\u0670\u0640]")
_LIKE = str.maketrans("أإآٱىة", "ااااي\u0647") | str.maketrans("’‑–", "'--")


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A wording no patient may read."""

    id: str
    why: str
    pattern: re.Pattern[str]


@cache
def forbidden(folder: Path = TEXTS) -> tuple[Forbidden, ...]:
    """The wordings no patient may read, the English ones first. Raises `Known` when a file is wrong.

    A file of another language names the same claims by their ids. Every text is compared with all of them: a clinic's
    own may be in any language, and in two.
    """
    english = text_file(folder / "forbidden.toml").entries("forbidden")
    reasons = {entry.text("id"): entry.text("why") for entry in english}
    found = [one for entry in english for one in _patterns(entry, reasons)]
    for file in sorted(folder.glob("*/forbidden.toml")):
        found += [one for entry in text_file(file).entries("forbidden") for one in _patterns(entry, reasons)]
    return tuple(found)


def _patterns(entry: Entry, reasons: dict[str, str]) -> Iterator[Forbidden]:
    number = entry.one_of("id", reasons)
    for pattern in entry.words("patterns"):
        try:
            yield Forbidden(number, reasons[number], re.compile(_folded(pattern), re.IGNORECASE))
        except re.error as error:
            raise entry.wrong(str(error)) from error


def forbidden_in(text: str) -> list[str]:
    """Which forbidden wordings stand in `text`, as `X7: no downtime`. Line breaks do not hide them."""
    return [f"{entry.id}: {words}" for entry, words in found_in(text)]


def found_in(text: str) -> list[tuple[Forbidden, str]]:
    """The forbidden wordings of `text`, each with the words that stand there."""
    flat = _folded(" ".join(text.replace("**", "").split()))
    return [(entry, match[0]) for entry in forbidden() if (match := entry.pattern.search(flat))]


def _folded(text: str) -> str:
    """`text` composed, with plain hyphens, without Arabic vowel signs, with one form of letters that are exchanged."""
    return _VOWELS.sub("", unicodedata.normalize("NFC", text)).translate(_LIKE)
