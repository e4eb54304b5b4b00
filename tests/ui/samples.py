"""A valid sample for every declared field, made from its declaration alone."""

from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, Decimal

from charting.kinds import Day, Drawn, ManyOf, Moment, Number, OneOf, Text, YesNo
from charting.ranges import Range

NOW = datetime(2026, 11, 21, 14, 2).astimezone()
WORDS = "Zoë O’Brien 5 < 6 & <b>東</b>"
STROKES = "drawn"


def sample(declared):
    """A value that the field accepts, different from zero, no, and from its first choice where it can be."""
    makers = {Number: _number, Text: _text, Day: _day, Moment: _moment, OneOf: _one, ManyOf: _many, YesNo: _no}
    if isinstance(declared, Drawn):
        return STROKES
    return next(make for kind, make in makers.items() if isinstance(declared, kind))(declared)


def _number(declared):
    step = Decimal(1).scaleb(-declared.places)
    soft, hard = (known or Range(None, None) for known in (declared.soft, declared.hard))
    low = soft.low if soft.low is not None else hard.low if hard.low is not None else Decimal(0)
    high = soft.high if soft.high is not None else hard.high if hard.high is not None else low + 10
    return _fine(((low + high) / 2).quantize(step, ROUND_DOWN), step, low, high)


def _fine(value, step, low, high):
    """Use every decimal the field has, where the range leaves room."""
    finer = value + step
    return finer if low < finer <= high else value


def _text(declared):
    if declared.longest < len(WORDS):
        return "Zoë B"[: declared.longest]
    return f"{WORDS}\nsecond line" if declared.lines > 1 else WORDS


def _day(declared):
    return date(2026, 3, 14) if declared.past else date(2027, 2, 28)


def _moment(_declared):
    return NOW.replace(hour=13, minute=18) - timedelta(days=1)


def _one(declared):
    offered = declared.choices.offered()
    return offered[min(1, len(offered) - 1)].code


def _many(declared):
    return tuple(choice.code for choice in declared.choices.offered()[:2])


def _no(_declared):
    return False
