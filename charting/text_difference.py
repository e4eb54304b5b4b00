"""What changed between two versions of a text, word by word within the lines that changed."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

SAME, GONE, NEW = "same", "gone", "new"
Piece = tuple[str, str]
_MOST_WORDS = 3000
_MOST_LINES = 4000
"""Lines and words beyond these are told as gone and new altogether: what compares them grows with their square."""
_WORDS = re.compile(r"\s+|[^\s]+")


def difference(before: str, after: str) -> list[Piece]:
    """Pieces of both texts in their order, each SAME, GONE or NEW; together they give either text back."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    return list(_joined(_lines(old, new) if len(old) + len(new) <= _MOST_LINES else _whole(old, new)))


def counted(pieces: Sequence[Piece]) -> tuple[int, int]:
    """How many words are gone and how many are new."""
    words = {what: sum(len(text.split()) for kind, text in pieces if kind == what) for what in (GONE, NEW)}
    return words[GONE], words[NEW]


def _lines(old: list[str], new: list[str]) -> Iterator[Piece]:
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, fresh = "".join(old[a:b]), "".join(new[c:d])
        if what == "equal":
            yield SAME, gone
        else:
            yield from _words(_WORDS.findall(gone), _WORDS.findall(fresh))


def _words(old: list[str], new: list[str]) -> Iterator[Piece]:
    if len(old) + len(new) > _MOST_WORDS:
        yield from _whole(old, new)
        return
    for what, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield SAME, "".join(old[a:b])
        else:
            yield from ((GONE, "".join(old[a:b])), (NEW, "".join(new[c:d])))


def _whole(old: list[str], new: list[str]) -> Iterator[Piece]:
    yield from ((GONE, "".join(old)), (NEW, "".join(new)))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Neighbours of the same sort in one piece; empty ones dropped."""
    kind, text = SAME, ""
    for what, words in pieces:
        if what != kind and words:
            if text:
                yield kind, text
            kind, text = what, words
        else:
            text += words
    if text:
        yield kind, text
