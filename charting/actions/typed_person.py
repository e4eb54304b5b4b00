"""Who was looked for and not found, read out of what was typed: `Sample, Ada 14/3/1985`, `Ada Sample 14.3.1985`.

Nothing is guessed. A comma says which the family name is; without one it is asked. A birth date that can be read in
more than one way is handed on as it was typed, so that it is asked about where it is answered.
"""

from dataclasses import dataclass
from datetime import date

from charting.context import Context
from charting.dates import readings
from charting.kinds import Text

LONGEST = 120
"""What is longer was not typed as a name: a pasted page, a card of a scanner."""
_FEWEST_DIGITS = 4
_NAMED = Text("Name")


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """A name and a birth date as typed. `splits` are the ways to part the name, family name first in each pair."""

    splits: tuple[tuple[str, str], ...]
    born: str = ""
    days: tuple[date, ...] = ()

    @property
    def name(self) -> str:
        """The name as it would be shown, or as it was typed while it is not known how it parts."""
        if len(self.splits) == 1:
            return ", ".join(part for part in self.splits[0] if part)
        family, given = self.splits[0] if self.splits else ("", "")
        return f"{given} {family}".strip()


def person_typed(text: str, context: Context) -> TypedPerson | None:
    """Whoever was typed, or None: nobody, one word alone, which may be half a name, or what no name field takes."""
    if len(text) > LONGEST:
        return None
    text = " ".join((_NAMED.parse(text, context) or "").split())
    name, born, days = _parted(text, context.now.date())
    splits = _splits(name)
    if not all(_is_name(part) for split in splits for part in split):
        return None
    if not splits and (name or not born):
        return None
    return TypedPerson(splits, born, days)


def _parted(text: str, today: date) -> tuple[str, str, tuple[date, ...]]:
    """Name, birth date as typed, and the days it can mean: a date stands at the end or at the beginning."""
    words = text.split(" ")
    for count in range(min(3, len(words)), 0, -1):
        for born, name in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            typed = " ".join(born).strip(",")
            days = tuple(day for day in _days(typed, today) if day <= today)
            if days:
                return " ".join(name).strip(" ,"), typed, days
    return text.rstrip(" ,"), "", ()


def _days(typed: str, today: date) -> list[date]:
    """A word such as `t` or `-4w` means a day elsewhere; here it is part of a name."""
    if sum(sign.isdigit() for sign in typed) < _FEWEST_DIGITS:
        return []
    return readings(typed, today)


def _splits(name: str) -> tuple[tuple[str, str], ...]:
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma:
        return ((family, given),) if family and given and "," not in given else ()
    words = name.split(" ")
    if len(words) < 2:
        return ()
    last, first = (words[-1], " ".join(words[:-1])), (words[0], " ".join(words[1:]))
    return (last, first)


def _is_name(part: str) -> bool:
    """Whether it can be a name: letters, and no number of a telephone or a card."""
    return any(sign.isalpha() for sign in part) and not any(sign.isdigit() for sign in part)
