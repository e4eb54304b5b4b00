"""The clinic's own phrases: a semicolon and a short key stand for a text."""

import re

import sqlalchemy as sa

from charting.errors import Known
from charting.records.phrase import Phrase
from charting.store.chart_session import ChartSession
from charting.words import _

LONGEST_KEY, LONGEST_TEXT = 20, 500
_KEY = re.compile(rf"[^\W_][\w-]{{0,{LONGEST_KEY - 1}}}")
_TYPED = re.compile(r"(?:^|(?<=\s));([^\W_][\w-]*)$")


def phrases_of(chart: ChartSession) -> list[Phrase]:
    """The clinic's phrases by their keys."""
    return list(chart.orm.scalars(sa.select(Phrase).order_by(Phrase.key)))


def keep_phrase(chart: ChartSession, key: str, text: str) -> Phrase:
    """Add a phrase, or give one another text. Raises Known for a key or a text that cannot be used."""
    key, text = key.strip().lstrip(";").lower(), text.strip()
    if not _KEY.fullmatch(key):
        raise Known(_("A key is one word of up to {count} letters and digits, such as ok.").format(count=LONGEST_KEY))
    if not 0 < len(text) <= LONGEST_TEXT:
        raise Known(_("Write a text of at most {count} characters.").format(count=LONGEST_TEXT))
    found = next((phrase for phrase in phrases_of(chart) if phrase.key == key), None)
    if found is None:
        found = Phrase(key=key, text=text)
        chart.add(found)
    found.text = text
    return found


def remove_phrase(chart: ChartSession, phrase: Phrase) -> None:
    """Take a phrase off the list. What it was used for stays as it was written."""
    chart.orm.delete(phrase)


def expanded(before: str, phrases: dict[str, str]) -> str | None:
    """The text up to the cursor with the key at its end replaced, or None where it ends with no key of the list."""
    typed = _TYPED.search(before)
    text = phrases.get(typed[1].lower()) if typed else None
    return None if typed is None or text is None else before[: typed.start()] + text
