"""Questions a patient noted while reading: each is a line of the notes, open until something is written to it."""

import re
from collections.abc import Iterator
from typing import Any

from charting.findings import Finding, Level
from charting.words import _, in_language

_SECTION = "\0"


def question_words(section: str) -> str:
    """The line about a section, without its time; the clinician reads it."""
    with in_language(None):
        return _("Question about “{section}”").format(section=section)


def open_questions(text: str | None) -> list[str]:
    """The sections asked about to which nothing is written, behind the question or in the line below it."""
    lines = (text or "").splitlines()
    return [found["section"] for _at, found in _open(lines)]


def talked_over(text: str | None) -> str:
    """The notes with a word behind every open question, that it was answered."""
    lines = (text or "").splitlines()
    for at, _found in _open(lines):
        lines[at] = _("{question}: answered").format(question=lines[at].rstrip())
    return "\n".join(lines)


def unanswered(sheet: Any, field: str) -> Iterator[Finding]:
    """Nobody is asked to sign over an open question: it is answered, or written down as talked over."""
    for section in open_questions(getattr(sheet, field)):
        yield Finding(
            Level.MISSING,
            _("The patient asks about “{section}”").format(section=section),
            why=_("nothing is written to it"),
            next_step=_("Write beside the question what was answered, or that it is done."),
            rule="patient-question",
            field=field,
        )


def _open(lines: list[str]) -> Iterator[tuple[int, re.Match[str]]]:
    asks = _pattern()
    for at, line in enumerate(lines):
        match = asks.fullmatch(line.strip())
        below = lines[at + 1].strip() if at + 1 < len(lines) else ""
        if match is not None and not match["answer"].strip() and (not below or asks.fullmatch(below)):
            yield at, match


def _pattern() -> re.Pattern[str]:
    words = re.escape(question_words(_SECTION)).replace(re.escape(_SECTION), "(?P<section>.+?)")
    return re.compile(rf"(?:[0-9:]+ )?{words}(?P<answer>.*)")
