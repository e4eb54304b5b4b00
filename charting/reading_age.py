"""How hard a text is to read: words to a sentence, and for English the age that reads it with ease.

Flesch-Kincaid grade = 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others 1975); a grade and
five years make an age. Patient papers aim at age 12, 12 words a sentence and 20 at most.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from charting.text_source import Problem, Source
from charting.words import _

AGE, MEAN, MOST = 12, 12, 20
_END = re.compile(r"(?<=[.!?:؟।])[\"”’)]*\s+")
_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouy]ed|[^laeiouy]e)$")
_FIELD = re.compile(r"\{\w*\}")


@dataclass(frozen=True, slots=True)
class Readability:
    """What was counted. `hard` are sentences of more than 20 words with their line; `age` is None but for English."""

    sentences: int
    words: int
    age: int | None
    hard: tuple[tuple[int, str], ...]

    @property
    def mean(self) -> float:
        """Words to a sentence."""
        return self.words / self.sentences if self.sentences else 0.0

    def summary(self) -> str:
        """What was counted, in a sentence."""
        words = _("{mean:.0f} words a sentence").format(mean=self.mean)
        return words if self.age is None else _("Reading age about {age}, {words}").format(age=self.age, words=words)


def readability(source: Source) -> Readability:
    """Count the sentences of a text; titles and cells of tables are none."""
    lines = [(item.line, item.text) for part in source.every_part() for item in part.items if not item.cells]
    return count(lines, english=source.language.partition("-")[0] == "en")


def count(lines: Iterable[tuple[int, str]], *, english: bool) -> Readability:
    """Count the sentences of texts, each with its line."""
    sentences = words = syllables = 0
    hard = []
    for line, text in lines:
        for sentence in _END.split(_FIELD.sub("day", text.replace("**", ""))):
            found = _WORD.findall(sentence)
            if not found:
                continue
            sentences += 1
            words += len(found)
            syllables += sum(_syllables(word) for word in found) if english else 0
            if len(found) > MOST:
                hard.append((line, sentence.strip()))
    age = None
    if english and sentences:
        age = max(5, round(0.39 * words / sentences + 11.8 * syllables / words - 15.59 + 5))
    return Readability(sentences, words, age, tuple(hard))


def reading_problems(source: Source) -> list[Problem]:
    """What makes a text hard to read; none of it keeps the text from use."""
    found = readability(source)
    problems = [
        Problem(
            line,
            _("A hard sentence of more than {most} words: “{sentence}”").format(most=MOST, sentence=sentence),
            False,
        )
        for line, sentence in found.hard
    ]
    if round(found.mean) > MEAN:
        words = _("{mean:.0f} words a sentence; patient papers aim at {aim}.")
        problems.append(Problem(0, words.format(mean=found.mean, aim=MEAN), False))
    if found.age is not None and found.age > AGE:
        words = _("Reading age about {age}; patient papers aim at {aim}.")
        problems.append(Problem(0, words.format(age=found.age, aim=AGE), False))
    return problems


def _syllables(word: str) -> int:
    """Groups of vowels, but for a silent ending: a count that is right for nine English words in ten."""
    small = word.lower()
    if small.isdecimal():
        return 1
    groups = len(_VOWELS.findall(small))
    return max(1, groups - bool(groups > 1 and _SILENT.search(small)))
