"""One folding of names, for what is stored in the index and what is typed into the finder."""

import itertools
import unicodedata

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ħ": "h",
        "ŋ": "n",
        "ı": "i",
        "ß": "ss",
        "ŧ": "t",
        "ĸ": "k",
        "ə": "e",
        "ƒ": "f",
        "ς": "σ",
        "й": "и",
        "ё": "е",
    }
)
_JOINED = "'’ʼ`´.-‐‑–"


def fold(text: str) -> str:
    """Lower case without accents or typography: `José O’Brien-Łuk` becomes `jose obrienluk`."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).translate(_LETTERS)
    letters = (c for c in plain if not unicodedata.combining(c) and c not in _JOINED and not _unseen(c))
    return " ".join("".join(letters).translate(_LETTERS).split())


def _unseen(letter: str) -> bool:
    """Controls, direction marks and halves of characters, which no search can mean."""
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs"} and not letter.isspace()


def words_of(*names: str | None) -> set[str]:
    """The folded words under which names are found: each word, its hyphenated parts, and neighbours run together."""
    found: set[str] = set()
    for name in names:
        if not name:
            continue
        apart = name
        for mark in _JOINED:
            apart = apart.replace(mark, " ")
        for reading in (fold(name), fold(apart)):
            parts = reading.split()
            found.update(parts)
            found.update(first + second for first, second in itertools.pairwise(parts))
    return found
