"""The kinds of answer: words, numbers, days, times, choices, yes or no, drawn strokes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from charting import columns
from charting.choices import YES_NO, Choices
from charting.context import Context
from charting.dates import (
    EARLIEST_YEAR,
    LATEST_YEAR,
    end_of_month,
    is_end_of_month,
    moments,
    parse_day,
    parse_moment,
    show_day,
    show_moment,
    show_time,
)
from charting.dates import readings as days_of
from charting.errors import Unreadable
from charting.fields import Field
from charting.findings import Finding, Level
from charting.ranges import Range
from charting.results import show_decimal
from charting.units import EntryUnit
from charting.words import _, listed

LONGEST_LINE = 200
LONGEST_NOTE = 4000
CLOCKS_DIFFER = timedelta(minutes=1)
"""A time this little ahead of the program's clock is taken: the clock on the wall may be a little fast."""
COUNTED = Decimal("0.001")
"""From this factor down an entry unit counts cells per microlitre, in whole numbers."""
_NUMBER = re.compile(r"([+-]?)([0-9]+)(?:[.,]([0-9]+))?\s*(.*)", re.ASCII | re.DOTALL)
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}(?![0-9])", re.ASCII)
_BREAK = re.compile(r"\r\n|[\r\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Text(Field):
    """One line of words, or several when `lines` is above 1. `suggest` names a catalogue list to choose from.

    With `listed` what is written is one of that list in earnest, and what was begun of it is completed. All else stays
    as it was typed: a colleague or a grade that nobody chose would be a false entry.

    `free` marks what is written in sentences, where phrases are offered and abbreviations doubted: several lines are,
    unless it says no, as for an address; one line is where it says so.
    """

    _: KW_ONLY
    lines: int = 1
    longest: int = LONGEST_LINE
    shortest: int = 0
    suggest: str = ""
    listed: bool = False
    free: bool | None = None

    @property
    def is_free(self) -> bool:
        """Whether it is written in sentences."""
        return self.lines > 1 if self.free is None else self.free

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def parse(self, text: str, context: Context) -> str | None:
        clean = _CONTROL.sub("", _BREAK.sub("\n", text))
        if self.lines == 1:
            clean = clean.replace("\n", " ").replace("\t", " ")
        clean = clean.strip()
        if len(clean) > self.longest:
            raise Unreadable(_("at most {count} characters").format(count=self.longest))
        return clean or None

    def doubts(self, value: Any) -> Iterator[Finding]:
        if value is not None and len(value) < self.shortest:
            yield Finding(
                Level.MISSING,
                self.title,
                why=_("needs at least {count} characters").format(count=self.shortest),
                field=self.name,
            )


@dataclass(frozen=True)
class Number(Field):
    """A decimal with at most `places` decimals. Values outside `hard` are refused, outside `soft` doubted.

    `listed` gives, for a record, the values to choose from with their words; others are typed as an exception.
    `longest` is the longest of those lists, whose room is kept.
    """

    _: KW_ONLY
    places: int = 0
    soft: Range | None = None
    hard: Range | None = None
    also: Sequence[EntryUnit] = ()
    listed: Callable[[Any], Sequence[tuple[Decimal, str]]] | None = None
    longest: Callable[[], Sequence[tuple[Decimal, str]]] = tuple

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return columns.DecimalText()

    def parse(self, text: str, context: Context) -> Decimal | None:
        text = text.strip()
        if not text:
            return None
        match = _NUMBER.fullmatch(text)
        if match is None or len(match[2]) > 12:
            raise Unreadable(_("write a number such as {example}").format(example=self._example()))
        sign, whole, part, suffix = match.groups()
        value = Decimal(f"{sign}{whole}.{part or '0'}")
        factor = self._factor(suffix.strip())
        if part and factor <= COUNTED:
            raise Unreadable(_("write a whole number, without point or comma"))
        if _THOUSANDS.match(text) and (self.places > 2 or factor != 1):
            raise Unreadable(_("write {whole} or {split}").format(whole=whole + part, split=f"{whole}.{part}"))
        if factor != 1:
            value = (value * factor).quantize(Decimal(1).scaleb(-self.places))
        elif part and len(part) > self.places:
            raise Unreadable(self._too_fine())
        value = self._canonical(value)
        if self.hard and (why := self.hard.refuses(value)):
            raise Unreadable(f"{why} {self.unit.label}" if self.unit else why)
        return value

    def _too_fine(self) -> str:
        if self.places == 0:
            return _("write a whole number, without point or comma")
        return _("at most {count} decimals").format(count=self.places)

    def _canonical(self, value: Decimal) -> Decimal:
        value = value.normalize() + 0
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value

    def _example(self) -> str:
        return "12" if self.places == 0 else "1.5"

    def _factor(self, suffix: str) -> Decimal:
        if not suffix or (self.unit and _bare(suffix) == _bare(self.unit.label)):
            return Decimal(1)
        for other in self.also:
            if _bare(suffix) in {_bare(label) for label in other.labels}:
                return Decimal(other.factor)
        raise Unreadable(_("the unit here is {unit}").format(unit=self.unit.label) if self.unit else self._too_fine())

    def show(self, value: Any, day: date | None = None) -> str:
        return "" if value is None else show_decimal(value)

    def edit_text(self, value: Any, context: Context) -> str:
        return "" if value is None else show_decimal(value, group=False)

    def doubts(self, value: Any) -> Iterator[Finding]:
        if value is not None and self.soft and self.soft.refuses(value):
            shown = self.printed_value(value)
            yield Finding(
                Level.WARN,
                _("{label} {value}").format(label=self.title, value=shown),
                why=_("usual {range}").format(range=self.expects()),
                next_step=_("Check it, or leave it if it is right."),
                field=self.name,
            )

    def expects(self) -> str:
        return self.soft.words() if self.soft else ""


@dataclass(frozen=True)
class Day(Field):
    """A calendar day. `past` refuses days to come; `sure` refuses what can be read as two days.

    `by_month` also takes a month alone, as an expiry is printed: its last day.
    """

    _: KW_ONLY
    past: bool = False
    sure: bool = False
    by_month: bool = False

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return columns.DayText()

    def parse(self, text: str, context: Context) -> date | None:
        if not text.strip():
            return None
        day = (end_of_month(text) if self.by_month else None) or parse_day(text, context)
        if self.sure and len(meant := self.readings(text, context)) > 1:
            raise Unreadable(_("did you mean {days}?").format(days=_(" or ").join(show_day(one) for one in meant)))
        if self.past and day > context.now.date():
            raise Unreadable(_("this day is still to come"))
        return day

    def readings(self, text: str, context: Context) -> Sequence[date]:
        today = context.now.date()
        meant = [day for day in days_of(text, today) if EARLIEST_YEAR <= day.year <= LATEST_YEAR]
        return [day for day in meant if day <= today] if self.past else meant

    def note(self, value: Any) -> str:
        if self.by_month and value is not None and is_end_of_month(value):
            return _("{day}, end of month").format(day=show_day(value))
        return super().note(value)

    def show(self, value: Any, day: date | None = None) -> str:
        return "" if value is None else show_day(value)


@dataclass(frozen=True)
class Moment(Field):
    """A time with its offset; typed as a bare time it belongs to the day of the visit, around midnight to the nearest.

    `planned` is for what is still to come, `told` for what was before the visit: there a bare time keeps to the day.
    """

    _: KW_ONLY
    planned: bool = False
    told: bool = False

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return columns.MomentText()

    def parse(self, text: str, context: Context) -> datetime | None:
        if not text.strip():
            return None
        return parse_moment(text, replace(context, begun=None) if self.planned or self.told else context)

    def edit_text(self, value: Any, context: Context) -> str:
        if value is None:
            return ""
        shown = show_time(value)
        read = self.parse(shown, context)
        return shown if read is not None and read.date() == value.date() else show_moment(value)

    def ahead(self, value: Any, context: Context) -> Iterator[Finding]:
        if value is None or self.planned or value - context.now <= CLOCKS_DIFFER:
            return
        day = value.date() if value.date() == context.now.date() else context.day
        shown = show_moment(value, day)
        yield Finding(
            Level.STOP,
            _("{label}: {value}").format(label=self.title, value=shown),
            why=_("{time} is still to come: it is {now}").format(time=shown, now=show_moment(context.now, day)),
            next_step=_("Correct the time, or wait until it was."),
            rule="to-come",
            field=self.name,
        )

    def readings(self, text: str, context: Context) -> Sequence[datetime]:
        return moments(text, context)

    def show(self, value: Any, day: date | None = None) -> str:
        return "" if value is None else show_moment(value, day)


@dataclass(frozen=True)
class OneOf(Field):
    """One of a set of choices, stored by its code. `warns` gives the reason why a code deserves a second look."""

    _: KW_ONLY
    choices: Choices
    warns: Mapping[str, str] = dataclass_field(default_factory=dict)

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return sa.Text()

    def parse(self, text: str, context: Context) -> str | None:
        return _code_of(self.choices, text)

    def show(self, value: Any, day: date | None = None) -> str:
        return "" if value is None else self.choices.label(value)

    def doubts(self, value: Any) -> Iterator[Finding]:
        if value in self.warns:
            yield _choice_doubt(self, value, self.warns[value])


@dataclass(frozen=True)
class ManyOf(Field):
    """Several of a set of choices. None is unanswered; the empty selection is never stored."""

    _: KW_ONLY
    choices: Choices
    warns: Mapping[str, str] = dataclass_field(default_factory=dict)

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return columns.CodesText()

    def parse(self, text: str, context: Context) -> tuple[str, ...] | None:
        parts = [part for part in text.split(",") if part.strip()]
        found: list[str] = []
        while parts:
            taken, code = self._first_code(parts)
            found.append(code)
            parts = parts[taken:]
        return tuple(dict.fromkeys(found)) or None

    def _first_code(self, parts: list[str]) -> tuple[int, str]:
        """How many parts the first choice takes, as its own label may hold commas, and its code."""
        for taken in range(len(parts), 0, -1):
            try:
                return taken, str(_code_of(self.choices, ",".join(parts[:taken])))
            except Unreadable:
                if taken == 1:
                    raise
        raise ValueError("no choice in no text")

    def show(self, value: Any, day: date | None = None) -> str:
        return "" if value is None else listed(self.choices.label(code) for code in value)

    def doubts(self, value: Any) -> Iterator[Finding]:
        for code in value or ():
            if code in self.warns:
                yield _choice_doubt(self, code, self.warns[code])


@dataclass(frozen=True)
class YesNo(Field):
    """Yes, no, or unanswered; unanswered is never no. `warns` gives the reason why an answer deserves a look."""

    _: KW_ONLY
    warns: Mapping[bool, str] = dataclass_field(default_factory=dict)
    choices: Choices = YES_NO

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return columns.YesNoInteger()

    def parse(self, text: str, context: Context) -> bool | None:
        code = _code_of(YES_NO, text)
        return None if code is None else code == "yes"

    def show(self, value: Any, day: date | None = None) -> str:
        return "" if value is None else YES_NO.label("yes" if value else "no")

    def doubts(self, value: Any) -> Iterator[Finding]:
        if value is not None and value in self.warns:
            yield _choice_doubt(self, "yes" if value else "no", self.warns[value])


@dataclass(frozen=True)
class Drawn(Field):
    """A drawn signature: strokes of points `[x, y, pressure, milliseconds]` in the units of the pad."""

    def column_type(self) -> sa.types.TypeEngine[Any]:
        return columns.StrokesText()

    def show(self, value: Any, day: date | None = None) -> str:
        return "" if value is None else _("signed by hand")


def _code_of(choices: Choices, text: str) -> str | None:
    wanted = text.strip().casefold()
    if not wanted:
        return None
    for choice in choices:
        if wanted in {choice.code.casefold(), choices.label(choice.code).casefold()}:
            return choice.code
    raise Unreadable(_("choose one of: {labels}").format(labels=", ".join(choices.label(c.code) for c in choices)))


def _choice_doubt(declared: Field, code: str, why: str) -> Finding:
    shown = declared.show((code,)) if isinstance(declared, ManyOf) else _shown_choice(declared, code)
    what = _("{label}: {value}").format(label=declared.title, value=shown)
    return Finding(Level.WARN, what, why=_(why), field=declared.name)


def _shown_choice(declared: Field, code: str) -> str:
    return declared.show(code == "yes") if isinstance(declared, YesNo) else declared.show(code)


def _bare(unit: str) -> str:
    """A unit as compared: people type 10^9/l, 10⁹/L and x10⁹/L for the same thing."""
    table = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹µμ²", "0123456789uu2")
    return unit.translate(table).casefold().replace(" ", "").replace("^", "").lstrip("×x*")
