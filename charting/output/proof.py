"""Proof of a paper: read it back with another program before it is stored."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise
from unicodedata import category, normalize

import pypdfium2

from charting.output.footer import page_of
from charting.output.info import DocumentInfo
from charting.output.shaping import clean, reading_levels

_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011\ufffe](?=\w)")
_WORD = re.compile(r"\w+")
_UNUSUAL = re.compile("[^!-~]")
_LEAST_PART = 40
_LEAST_WORDS = 8


class PaperFault(AssertionError):
    """A document that does not say what it must: our own fault. The message names places, never a patient's data."""


def read_back(pdf: bytes) -> list[str]:
    """The text of each page, as another program reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = []
        for page in document:
            text = page.get_textpage()
            pages.append(text.get_text_bounded())
            text.close()
            page.close()
        return pages
    finally:
        document.close()


def _folded(text: str) -> str:
    """`text` without what readers move about or drop: white space, joiners, combining marks, hyphens within words."""
    solid = "".join(normalize("NFD", text).split())
    return _HYPHEN.sub("", _UNUSUAL.sub(lambda found: _kept(found[0]), solid))


@cache
def _kept(character: str) -> str:
    return "" if category(character) in ("Mn", "Mc", "Cf", "Cc") else character


def says(page: str, expected: str) -> bool:
    """Whether the text read from a page contains `expected`, line breaks aside.

    Where `expected` holds right-to-left words, readers disagree on the order of the pieces: each word must be there.
    """
    return _says_folded(_folded(page), expected)


def _says_folded(folded: str, expected: str) -> bool:
    return all(word in folded for word in _sought(expected))


def times_said(text: str, expected: str) -> int:
    """How often the text read from a document contains `expected`; of right-to-left words, the rarest of them."""
    folded = _folded(text)
    return min((folded.count(word) for word in _sought(expected)), default=0)


@lru_cache(maxsize=4096)
def _sought(expected: str) -> tuple[str, ...]:
    """What is looked for on a page: the whole, or each word where some of them are read from the right."""
    wanted = clean(expected)
    if any(not line.isascii() and max(reading_levels(line)[1], default=0) for line in wanted.split("\n")):
        return tuple(_folded(word) for word in _WORD.findall(wanted))
    return (_folded(wanted),)


def prove(pdf: bytes, info: DocumentInfo, expected: Sequence[str]) -> None:
    """Raise PaperFault unless every page carries who it is about and which page it is, and every value is printed.

    `expected` are values, by their position, that must stand somewhere in the document.
    """
    pages = [_folded(text) for text in read_back(pdf)]
    if not pages:
        raise PaperFault("the document has no pages")
    patient = info.patient
    for number, page in enumerate(pages, start=1):
        identity = {
            "name": patient.name,
            "date of birth": patient.born,
            "patient ID": patient.patient_id,
            "page number": page_of(number, len(pages)),
            "state of the record": info.stamp,
        }
        for what, value in identity.items():
            if value and not _says_folded(page, value):
                raise PaperFault(f"{info.template}: page {number} lacks the {what}")
    missing = [
        at
        for at, value in enumerate(expected)
        if not any(_says_folded(page, value) for page in pages)
        and not _runs_over(pages, _folded(clean(value)))
        and not broken_between_words(pages, value)
    ]
    if missing:
        raise PaperFault(
            f"{info.template}: {len(missing)} of {len(expected)} values are not printed, the first is no. {missing[0]}"
        )


def broken_between_words(pages: Sequence[str], value: str) -> bool:
    """Whether a sentence too short for `_runs_over` breaks between two words at the foot of a page.

    `pages` are texts without blanks, and begin with what stands first under the head. A number or a single word has no
    such place: it is never pieced together.
    """
    words = clean(value).split()
    for at in range(1, len(words)):
        first, rest = _folded(" ".join(words[:at])), _folded(" ".join(words[at:]))
        long_enough = min(len(first), len(rest)) >= _LEAST_WORDS
        if any(
            first in page and (after.startswith(rest) or (long_enough and rest in after))
            for page, after in pairwise(pages)
        ):
            return True
    return False


def _runs_over(pages: Sequence[str], wanted: str) -> bool:
    """Whether `wanted` starts on some page and goes on over the next ones."""
    return any(_goes_on(pages[at:], wanted) for at in range(len(pages) - 1))


def _goes_on(pages: Sequence[str], wanted: str) -> bool:
    for page in pages:
        low, high = 0, len(wanted)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if wanted[:middle] in page else (low, middle - 1)
        if low < len(wanted) and max(low, len(wanted) - low) < _LEAST_PART:
            return False
        wanted = wanted[low:]
        if not wanted:
            return True
    return False
