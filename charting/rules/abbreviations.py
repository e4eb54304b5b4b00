"""Error-prone abbreviations in typed text, and what to write instead (practice.md 2.2; Joint Commission, ISMP).

Only words of free text are read: a depth of 1.0 mm is a measurement and keeps its zero there.
"""

import re
from dataclasses import dataclass

from charting.words import _


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Characters `start` to `end` of a text that are easily misread; `write` is what to put there."""

    start: int
    end: int
    found: str
    write: str


_UNITS = r"(?:mg|mcg|g|kg|mL|ml|L|units?|%|mmol|mEq)"
_RULES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<![\w.])\d*\s?(?:IU|iu)(?!\w)"), "international unit"),
    (re.compile(r"(?<=\d)\s?[Uu](?!\w)"), "unit"),
    (re.compile(r"(?<!\w)(?:QOD|qod|q\.o\.d\.)(?!\w)"), "every other day"),
    (re.compile(r"(?<!\w)(?:QD|qd|q\.d\.)(?!\w)"), "daily"),
    (re.compile(rf"(?<![\d.,])\d+\.0+(?=\s?{_UNITS}(?!\w))"), "no zero after the point"),
    (re.compile(rf"(?<![\d\w])\.\d+(?=\s?{_UNITS}(?!\w))"), "a zero before the point"),
    (re.compile(r"(?<!\w)(?:MS|MSO4|MgSO4)(?!\w)"), "the drug's name in full"),
    (re.compile(r"(?:µg|μg)(?!\w)"), "mcg"),
    (re.compile(r"(?<=\d)\s?cc(?!\w)"), "mL"),
    (re.compile(r"(?<!\w)cc(?!\w)"), "mL"),
    (re.compile(r"(?<=\s)@(?=\s)|(?<=\d)@(?=\d)"), "at"),
    (re.compile(r">(?=\s?\d)"), "greater than"),
    (re.compile(r"<(?=\s?\d)"), "less than"),
    (re.compile(r"(?<=\s)&(?=\s)"), "and"),
    (re.compile(r"(?<![\d.,])\d{5,}(?![\d.,])"), "thousands with a comma"),
    (re.compile(r"(?<!\w)lido(?!\w)", re.IGNORECASE), "lidocaine"),
    (re.compile(r"(?<!\w)bupi(?!\w)", re.IGNORECASE), "bupivacaine"),
    (re.compile(r"(?<!\w)epi(?!\w)", re.IGNORECASE), "adrenaline (epinephrine)"),
)


def doubtful_in(text: str) -> list[Doubtful]:
    """The doubtful places of a text in their order, none overlapping another."""
    found: list[Doubtful] = []
    for pattern, write in _RULES:
        for match in pattern.finditer(text):
            if match.group().strip() and not any(d.start < match.end() and match.start() < d.end for d in found):
                found.append(Doubtful(match.start(), match.end(), match.group().strip(), _(write)))
    return sorted(found, key=lambda doubtful: doubtful.start)
