"""When a patient may start again, as dates and times instead of intervals (clinical.md 8.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from charting.dates import show_long_day, show_time, weekday

SHALLOW_MM = Decimal("1.0")
FULL_DOSE_KG = Decimal(50)
TABLET_MG = Decimal(500)
LOW_DOSE_MG_PER_KG = Decimal(15)
PARACETAMOL = ("paracetamol", "acetaminophen")
WITH_PARACETAMOL = (*PARACETAMOL, "co-codamol", "co-dydramol")
"""Names under which a medicine holds paracetamol (8.3: check no other paracetamol; K)."""
_MARKS = (24, 48, 72)
_DAYS = (7, 14)


@dataclass(frozen=True, slots=True)
class RestartRow:
    """One thing that waits. Either `hours` count from the end of the procedure, or `days` from its morning.

    `deep_hours` replaces `hours` after needling beyond 1.0 mm, any bleeding, or where either is unknown.
    `kinds` limits the row to kinds of visit; empty means all. `unless_allergic` lists words of allergies with
    which the row is not printed.
    """

    id: str
    lead: str
    text: str = ""
    hours: int | None = None
    deep_hours: int | None = None
    days: int | None = None
    kinds: tuple[str, ...] = ()
    unless_allergic: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Restart:
    """Rows that may start again at the same time. `after` is None for a whole day: from its morning."""

    day: date
    after: datetime | None
    rows: tuple[RestartRow, ...]


def start_again(
    finished_at: datetime,
    kind: str,
    deepest_mm: Decimal | None,
    bleeding: bool | None,
    allergies: Iterable[str],
    rows: Sequence[RestartRow],
) -> tuple[Restart, ...]:
    """The rows that concern this visit, grouped by when they end, earliest first (8.3).

    `finished_at` is an aware local time, `deepest_mm` the deepest needling. Depth or bleeding that nobody recorded
    takes the longer wait. Hours are counted on the clock of that day. Raises ValueError for a time without offset.
    """
    if finished_at.tzinfo is None:
        raise ValueError("the end of a procedure needs its offset")
    shallow = deepest_mm is not None and deepest_mm <= SHALLOW_MM and bleeding is False
    known = tuple(allergies)
    grouped: dict[tuple[date, datetime | None], list[RestartRow]] = {}
    for row in rows:
        if (row.kinds and kind not in row.kinds) or names_any(known, row.unless_allergic):
            continue
        after = _end_of_hours(finished_at, row, shallow)
        day = after.date() if after else finished_at.date() + timedelta(days=row.days or 0)
        grouped.setdefault((day, after), []).append(row)
    order = sorted(grouped, key=lambda when: (when[0], when[1] is not None, when[1] or finished_at))
    return tuple(Restart(day, after, tuple(grouped[day, after])) for day, after in order)


def _end_of_hours(finished_at: datetime, row: RestartRow, shallow: bool) -> datetime | None:
    hours = row.hours if shallow or row.deep_hours is None else row.deep_hours
    return None if hours is None else finished_at + timedelta(hours=hours)


def names_any(allergies: Iterable[str], words: Iterable[str]) -> bool:
    """Whether any recorded allergy contains one of the words, in any case."""
    wanted = [word.casefold() for word in words]
    return any(word in allergy.casefold() for allergy in allergies for word in wanted)


def day_words(finished_at: datetime) -> dict[str, str]:
    """The dates that sentences name: `in_24_hours`, `in_48_hours`, `in_72_hours`, `in_7_days`, `in_14_days`, `time`.

    Up to three days ahead a weekday is enough; beyond that the date stands with it.
    """
    words = {f"in_{hours}_hours": weekday((finished_at + timedelta(hours=hours)).date()) for hours in _MARKS}
    for days in _DAYS:
        words[f"in_{days}_days"] = show_long_day(finished_at.date() + timedelta(days=days), year=False)
    return {**words, "time": show_time(finished_at)}


def pain_relief(
    weight_kg: Decimal | None, careful: bool | None, allergies: Iterable[str], *, takes_paracetamol: bool = False
) -> str:
    """Which sentence on paracetamol fits: `full`, `low` or `ask` (8.3, after the BNF).

    `careful` is whether the patient has liver disease, drinks much or is badly nourished. Full dose needs 50 kg or
    more and a no to that; unknown is never taken for a no. One tablet of 500 mg must not exceed 15 mg/kg. Whoever
    is allergic to paracetamol, or takes it already (`takes_paracetamol`), has to ask.
    """
    if takes_paracetamol or names_any(allergies, PARACETAMOL):
        return "ask"
    if weight_kg is not None and LOW_DOSE_MG_PER_KG * weight_kg < TABLET_MG:
        return "ask"
    if weight_kg is None or weight_kg < FULL_DOSE_KG or careful is not False:
        return "low"
    return "full"
