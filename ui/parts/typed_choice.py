"""Choosing by typing what a choice says, where choices hold numbers: 2 is 2 %, never the second piece."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_NUMBER = re.compile(r"[+-]?\d+(?::\d+)?(?:\.\d+)?")
_ROMAN = re.compile(r"(?:X|IX|IV|V?I{1,3}|V)\b")
_LETTERED = re.compile(r"[a-z]{1,2}(\d+)", re.ASCII)
_VALUES = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}


@dataclass(frozen=True, slots=True)
class Found:
    """The places of the choices that begin as was typed, and of the one that is said in full, if any."""

    begun: tuple[int, ...]
    said: int | None

    @property
    def sure(self) -> bool:
        """Whether nothing else could still be meant."""
        return self.said is not None and self.begun == (self.said,)


def holds_numbers(words: Sequence[str]) -> bool:
    """Whether a digit could be read as what one of these choices says, as a Roman numeral too."""
    return any(any(letter.isdigit() for letter in one) or _ROMAN.match(one) for one in words)


def find(typed: str, words: Sequence[str]) -> Found:
    """Which of the choices begin with, or are, what was typed; spaces, capitals and the decimal sign do not matter."""
    text = _plain(typed)
    begun = [place for place, one in enumerate(words) if any(_begins(form, text) for form in _forms(one))]
    said = [place for place in begun if any(_says(form, text) for form in _forms(words[place]))]
    return Found(tuple(begun), said[0] if len(said) == 1 else None)


def _plain(text: str) -> str:
    return "".join(text.casefold().split()).replace("−", "-").replace(",", ".")


def _forms(words: str) -> list[str]:
    plain = _plain(words)
    forms = [plain, plain[1:]] if plain.startswith("+") else [plain]
    if (roman := _ROMAN.match(words)) is not None:
        forms.append(f"{_VALUES[roman[0]]}{_plain(words[roman.end() :])}")
    if (lettered := _LETTERED.fullmatch(plain)) is not None:
        forms.append(lettered[1])
    return forms


def _head(form: str) -> str:
    """The number a form begins with; blank where it begins with a word."""
    number = _NUMBER.match(form)
    return number[0] if number is not None else ""


def _begins(form: str, text: str) -> bool:
    return form.startswith(text) or _same_number(_head(form), text)


def _says(form: str, text: str) -> bool:
    head = _head(form)
    past = bool(head) and len(text) > len(head) and form.startswith(text)
    return past or text in {form, head} or _same_number(head, text)


def _same_number(one: str, other: str) -> bool:
    try:
        return bool(one) and Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False
