"""The languages of papers: their codes, their names as they are written into a record, which of them there are."""

import re
import unicodedata
from functools import cache

from charting.words import DOMAIN, LOCALE, SOURCE, _, marked

NAMES = {
    "en": (marked("English"), "English"),
    "ar": (marked("Arabic"), "العربية"),
    "de": (marked("German"), "Deutsch"),
    "es": (marked("Spanish"), "Español"),
    "fr": (marked("French"), "Français"),
    "hi": (marked("Hindi"), "हिन्दी"),
}
"""Code, name in English, name in the language itself."""
_OTHERWISE = {
    "castellano": "es",
    "castilian": "es",
    "hindustani": "hi",
    "हिंदी": "hi",
    "عربي": "ar",
    "عربية": "ar",
}
_END = re.compile(r"[\s(,;/+]")
_ACCENT = re.compile("[\u0300-\u036f]")


def code_of(written: str | None) -> str | None:
    """The code of a language as somebody wrote it: `Spanish`, `español`, `es`, `es-MX`. None for one not known here."""
    said = _folded(written or "")
    if not said:
        return None
    if said in _known():
        return _known()[said]
    first = _END.split(said, maxsplit=1)[0]
    return _known().get(first) or _known().get(first.partition("-")[0].partition("_")[0])


def name_of(code: str) -> str:
    """The name of a language in the language words are looked up in; its code where it has no name here."""
    return _(NAMES[code][0]) if code in NAMES else code


def own_name_of(code: str) -> str:
    """The name a language gives itself."""
    return NAMES[code][1] if code in NAMES else code


@cache
def with_words() -> tuple[str, ...]:
    """The languages whose fixed words of papers there are, English first."""
    found = sorted(file.parent.name for file in LOCALE.glob(f"*/{DOMAIN}.mo"))
    return (SOURCE, *found)


@cache
def _known() -> dict[str, str]:
    known = {_folded(name): code for code, names in NAMES.items() for name in (code, *names)}
    return {**known, **{_folded(name): code for name, code in _OTHERWISE.items()}}


def _folded(name: str) -> str:
    """Small letters without the accents of Latin ones."""
    return _ACCENT.sub("", unicodedata.normalize("NFKD", name.strip().casefold()))
