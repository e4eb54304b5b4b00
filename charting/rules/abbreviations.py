"""Error-prone abbreviations in typed text, and what to write instead (practice.md 2.2; Joint Commission, ISMP).

Only words of free text are read: a depth of 1.0 mm is a measurement and keeps its zero there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from charting.words import _


@dataclass(frozen=True, slots=True)
class Doubtful:
    """Characters `start` to `end` of a text that are easily misread; `write` says what to put there.

    `better` is that very text, or blank where only the writer knows it.
    """

    start: int
    end: int
    found: str
    write: str
    better: str


_UNITS = r"(?:mg|mcg|g|kg|mL|ml|L|units?|%|mmol|mEq)"
_IN_WORDS: dict[str, Callable[[str], str]] = {
    "no zero after the point": lambda found: found.split(".")[0],
    "a zero before the point": lambda found: f"0{found}",
    "thousands with a comma": lambda found: f"{int(found):,}",
    "international unit": lambda found: f"{found.rstrip('iIuU ')} international units".strip(),
    "unit": lambda _found: "units",
    "the drug's name in full": lambda _found: "",
}
"""How advice is carried out that is not itself the better word."""
_ONE = re.compile(r"(?<![\d.,])1\s?[iIuU]+$")
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
    (re.compile(r"(?<![\d.,])\d{5,15}(?![\d.,])"), "thousands with a comma"),
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
                said = match.group().strip()
                better = _IN_WORDS[write](said) if write in _IN_WORDS else write
                if better.endswith("units") and _ONE.search(text[: match.start()] + said):
                    better = better.removesuffix("s")
                found.append(Doubtful(match.start(), match.end(), said, _(write), better))
    return sorted(found, key=lambda doubtful: doubtful.start)


def put_right(text: str, doubtful: Doubtful) -> str:
    """The text with the better word in its place, apart from the letters and figures around it."""
    before, after = text[: doubtful.start], text[doubtful.end :]
    left = " " if before[-1:].isalnum() and doubtful.better[:1].isalnum() else ""
    right = " " if after[:1].isalnum() and doubtful.better[-1:].isalnum() else ""
    return f"{before}{left}{doubtful.better}{right}{after}"
