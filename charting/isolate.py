"""A name in a line of other words: an Arabic or Hebrew one must not pull the date behind it to its other side."""

from unicodedata import bidirectional

_FIRST_STRONG, _POP = "\u2068", "\u2069"
_LEFTWARDS = frozenset({"R", "AL", "AN"})


def isolated(name: str) -> str:
    """The name between Unicode isolates where any of it is written from right to left; every other name as it is.

    For the screen: what is printed is ordered by the documents themselves.
    """
    if any(bidirectional(letter) in _LEFTWARDS for letter in name):
        return f"{_FIRST_STRONG}{name}{_POP}"
    return name
