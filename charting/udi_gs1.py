"""GS1 labels: element strings through biip, our own rules for dates and for what a scanner may lose (5.4)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from biip import ParseConfig, ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier
from biip.gs1_element_strings import GS1ElementString

from charting.udi_parts import NotUdi, Udi, six_digits, unread
from charting.words import _

SEPARATOR = "\x1d"
# biip asks its own clock for the century, so dates are worked out here against the day given.
_CONFIG = ParseConfig(gs1_element_strings_verify_date=False)
_HUMAN = re.compile(r"\((\d{2,4})\)")
_DATES = {"11": "made_on", "15": "best_before", "17": "expiry"}
_TEXTS = {"10": "lot", "21": "serial", "240": "catalogue"}
_COUNTS = {"30", "37"}
_RANKS = {"01": 0, "11": 0, "15": 0, "17": 0, "10": 1, "21": 1, "240": 2, "30": 2, "37": 2}
"""What may have followed a text whose separator is lost, the likeliest first: a date checks itself, a count never."""
_SWALLOWED = re.compile(r".(?:1[157]\d{6}|01\d{14})$")


def parse_gs1(scan: str, raw: str, today: date) -> Udi:
    """A GS1 message, in brackets or raw with GS. Raises NotUdi for a wrong check digit or an impossible date.

    What cannot be read keeps the raw text with a warning; nothing is guessed.
    """
    human = scan.startswith("(")
    try:
        told = list(_human(scan, today) if human else _stream(scan, today))
        found = _all_of(Udi(raw), told, today)
    except NotUdi:
        raise
    except (ParseError, ValueError):
        return unread(raw, _("Not read: the text is kept as scanned. Check the scanner, or type lot and expiry."))
    if not found.told:
        return unread(raw, _("The label names no product, lot or date: the text is kept as scanned."))
    if human:
        return found
    lost = () if SEPARATOR in scan.strip(SEPARATOR) else _readings(raw, told, today)
    return _unsure(_all_of(Udi(raw), told[:-1], today), (*lost, found)) if lost else _lost_separator(found)


def _human(scan: str, today: date) -> Iterator[tuple[str, str]]:
    pieces = _HUMAN.split(scan)
    if pieces[0].strip():
        raise ValueError("text before the first bracket")
    for ai, data in zip(pieces[1::2], pieces[2::2], strict=True):
        listed = GS1ApplicationIdentifier.extract(ai)
        if listed.ai != ai:
            raise ValueError("no such application identifier")
        # Blanks between printed elements mean nothing for numbers; a serial is left as it is.
        clean = data.rstrip(" ") if ai == "10" else data if listed.separator_required else data.strip(" ")
        yield _element(listed, clean.rstrip(SEPARATOR), today)


def _stream(scan: str, today: date) -> Iterator[tuple[str, str]]:
    rest = scan.strip(SEPARATOR)
    while rest:
        listed = GS1ApplicationIdentifier.extract(rest)
        data = rest[len(listed.ai) :]
        if listed.separator_required:
            value, _found, rest = data.partition(SEPARATOR)
        else:
            element = GS1ElementString.extract(_checked(listed, data, today), config=_CONFIG)
            value, rest = element.value, data[len(element.value) :]
        yield _element(listed, value.rstrip(" ") if listed.ai == "10" else value, today)
        rest = rest.lstrip(SEPARATOR)


def _element(listed: GS1ApplicationIdentifier, data: str, today: date) -> tuple[str, str]:
    element = GS1ElementString.parse(_checked(listed, data, today), config=_CONFIG)
    if listed.ai == "01" and element.gtin is None:
        raise NotUdi(_("The product number {gtin} is misread: its check digit is wrong.").format(gtin=element.value))
    return listed.ai, element.value


def _checked(listed: GS1ApplicationIdentifier, data: str, today: date) -> str:
    """The element string, unless it is a date that no calendar has: biip would call that merely unreadable."""
    if listed.ai in _DATES and re.match(r"\d{6}", data):
        six_digits(data[:6], today)
    return listed.ai + data


def _all_of(found: Udi, told: Iterable[tuple[str, str]], today: date) -> Udi:
    for ai, value in told:
        found = _with(found, ai, value, today)
    return found


def _readings(raw: str, told: list[tuple[str, str]], today: date) -> tuple[Udi, ...]:
    """The last text of a label without any separator, read as one text that ends and elements that follow it."""
    ai, text = told[-1]
    if ai not in _TEXTS:
        return ()
    found: list[tuple[int, int, Udi]] = []
    for end in range(1, len(text)):
        try:
            rest = list(_stream(text[end:], today))
            read = _all_of(Udi(raw), [*told[:-1], (ai, text[:end]), *rest], today)
        except (ParseError, ValueError):
            continue
        ranks = [_RANKS.get(code, len(_RANKS)) for code, _value in rest]
        # A count or a catalogue number behind a serial would change nothing that is kept.
        if max(ranks) <= (2 if ai == "10" else 1) and ai not in {code for code, _value in rest}:
            found.append((min(ranks), -end, read))
    return tuple(read for _rank, _end, read in sorted(found, key=lambda one: one[:2]))


def _unsure(certain: Udi, readings: tuple[Udi, ...]) -> Udi:
    why = _("The code may lack a separator. Choose what the label says.")
    return replace(certain, warnings=(why,), readings=readings)


def _with(found: Udi, ai: str, value: str, today: date) -> Udi:
    if ai in _DATES:
        return _once(found, _DATES[ai], six_digits(value, today))
    if ai in _TEXTS:
        return _once(found, _TEXTS[ai], value)
    if ai in _COUNTS:
        return _once(found, "count", int(value))
    return _once(found, "gtin", value) if ai == "01" else found


def _once(found: Udi, name: str, value: object) -> Udi:
    before = getattr(found, name)
    if before is not None and before != value:
        raise NotUdi(_("The label contradicts itself: {one} and {other}.").format(one=before, other=value))
    told: dict[str, Any] = {name: value}
    return replace(found, **told)


def _lost_separator(found: Udi) -> Udi:
    """A scanner that drops FNC1 glues what follows to lot or serial; that cannot be undone safely."""
    texts = [text for text in (found.lot, found.serial) if text is not None]
    glued = any(_SWALLOWED.search(text) for text in texts)
    if glued or (found.lot is not None and found.expiry is None):
        why = _("Check the scanner: it may drop separators, so lot and expiry may be wrong. Compare with the label.")
        return replace(found, warnings=(*found.warnings, why))
    return found
