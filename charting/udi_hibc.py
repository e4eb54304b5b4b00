"""HIBC labels: `+`, a check character modulo 43, lot and dates behind `$$` (clinical.md 5.4)."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from charting.udi_parts import NotUdi, Udi, day_number, day_of, full_year, six_digits, unread
from charting.words import _

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_PRIMARY = re.compile(r"([A-Z][A-Z0-9]{3})([A-Z0-9]{1,18})([0-9])")
_QUANTITY = re.compile(r"8(\d{2})|9(\d{5})")
_DAY = r"(\d{2})(\d{2})(\d{2})"


def check_character(text: str) -> str:
    """The check character of a text: the sum of places in the alphabet, modulo 43.

    Raises NotUdi for a character that HIBC does not have.
    """
    if any(sign not in ALPHABET for sign in text):
        raise NotUdi(_("The label is misread: it holds a character that HIBC labels never have."))
    return ALPHABET[sum(ALPHABET.index(sign) for sign in text) % len(ALPHABET)]


def parse_hibc(scan: str, raw: str, today: date) -> Udi:
    """A primary label, a secondary one, or both joined by `/`. Raises NotUdi where the check character is wrong.

    The end is never trimmed: the check character may be a blank. What is not understood is kept raw, with a warning.
    """
    body, check = scan[:-1], scan[-1:]
    if len(body) < 2 or check_character(body) != check:
        raise NotUdi(_("The label is misread: its check character is wrong. Scan again."))
    content = body[1:]
    if content.startswith("$"):
        link, content = content[-1], content[:-1]
        return _parts(Udi(raw, check=check, link=link), content.split("/"), today)
    primary, *rest = content.split("/")
    named = _PRIMARY.fullmatch(primary)
    if named is None:
        return unread(raw, _("Not read: the text is kept as scanned. Type lot and expiry from the label."))
    return _parts(Udi(raw, check=check, device=named[1] + named[2]), rest, today)


def joined(primary: Udi, secondary: Udi) -> Udi:
    """Both labels of one product as one. Raises NotUdi where the second does not belong to the first."""
    if primary.device is None or secondary.link is None or secondary.link != primary.check:
        raise NotUdi(_("These two labels do not belong to the same product."))
    warnings = (*primary.warnings, *secondary.warnings)
    raw = f"{primary.raw}\n{secondary.raw}"
    return replace(secondary, raw=raw, device=primary.device, check=primary.check, link=None, warnings=warnings)


def _parts(found: Udi, parts: list[str], today: date) -> Udi:
    for part in parts:
        if (more := _part(found, part, today)) is None:
            why = _("Not everything could be read. Compare lot and expiry with the label.")
            return replace(found, warnings=(*found.warnings, why))
        found = more
    return found


def _part(found: Udi, part: str, today: date) -> Udi | None:
    if part.startswith("$$+"):
        return _dated(found, part[3:], "serial", today)
    if part.startswith("$$"):
        return _dated(found, part[2:], "lot", today)
    if part.startswith("$+"):
        return replace(found, serial=part[2:]) if part[2:] else None
    if part.startswith("$"):
        return replace(found, lot=part[1:]) if part[1:] else None
    if day := re.fullmatch(r"(16D|14D)(\d{4})(\d{2})(\d{2})", part):
        told = day_of(int(day[2]), int(day[3]), int(day[4]))
        return replace(found, made_on=told) if day[1] == "16D" else replace(found, expiry=told)
    if re.fullmatch(r"Q\d{1,9}", part):
        return replace(found, count=int(part[1:]))
    return replace(found, serial=part[1:]) if part.startswith("S") and part[1:] else None


def _dated(found: Udi, text: str, name: str, today: date) -> Udi | None:
    """Quantity, a date in one of the seven forms, then lot or serial (`name`)."""
    if quantity := _QUANTITY.match(text):
        found, text = replace(found, count=int(quantity[1] or quantity[2])), text[quantity.end() :]
    if text.startswith("7"):
        return _rest(found, text[1:], name)
    for form, day in _FORMS:
        if match := form.match(text):
            return _rest(replace(found, expiry=day(match, today)), text[match.end() :], name)
    return None


def _rest(found: Udi, text: str, name: str) -> Udi:
    if not text:
        return found
    return replace(found, serial=text) if name == "serial" else replace(found, lot=text)


def _year(digits: str, today: date) -> int:
    return full_year(int(digits), today)


_Reader = Callable[[re.Match[str], date], date]
_FORMS: tuple[tuple[re.Pattern[str], _Reader], ...] = (
    (re.compile("2" + _DAY), lambda m, today: day_of(_year(m[3], today), int(m[1]), int(m[2]))),
    (re.compile("3" + _DAY), lambda m, today: six_digits(m[0][1:], today)),
    (re.compile("4" + _DAY + r"\d{2}"), lambda m, today: six_digits(m[0][1:7], today)),
    (re.compile(r"5(\d{2})(\d{3})"), lambda m, today: day_number(_year(m[1], today), int(m[2]))),
    (re.compile(r"6(\d{2})(\d{3})\d{2}"), lambda m, today: day_number(_year(m[1], today), int(m[2]))),
    (re.compile(r"([01]\d)(\d{2})"), lambda m, today: day_of(_year(m[2], today), int(m[1]), 0)),
)
