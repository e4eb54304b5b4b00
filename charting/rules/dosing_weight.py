"""The weight a local anaesthetic is dosed by (clinical.md 1.1, 4.6): actual, or ideal in obesity; never a guess."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from charting.dates import show_day
from charting.results import plural_of, show_decimal
from charting.rulebook import Rulebook
from charting.rules.verdict import BLOCK_O, WARN, Verdict
from charting.words import _, ngettext

CM2_PER_M2 = 10_000


@dataclass(frozen=True, slots=True)
class Person:
    """What dosing needs to know of a patient; None wherever it is not recorded.

    `age` in completed years on the day; `cardiac` is heart disease or a medicine that interacts with adrenaline.
    """

    weight_kg: Decimal | None = None
    weighed_on: date | None = None
    weight_source: str | None = None
    height_cm: Decimal | None = None
    sex_at_birth: str | None = None
    age: int | None = None
    cardiac: bool | None = None
    phaeochromocytoma: bool | None = None


@dataclass(frozen=True, slots=True)
class DosingWeight:
    """The weight in kg that doses go by, or None; `why` says which it is, `ideal_kg` the ideal one where known."""

    kg: Decimal | None
    why: str
    actual_kg: Decimal | None
    ideal_kg: Decimal | None
    verdicts: tuple[Verdict, ...]


def ideal_weight_kg(height_cm: Decimal, sex_at_birth: str | None, book: Rulebook) -> Decimal:
    """Devine's ideal weight in kg, never below the floor. Any sex but male counts by the female constant."""
    base = book.value("ibw_male_kg" if sex_at_birth == "male" else "ibw_female_kg")
    ideal = base + book.value("ibw_kg_per_cm") * (height_cm - book.value("ibw_base_cm"))
    return max(ideal, book.value("ibw_floor_kg"))


def is_obese(weight_kg: Decimal, height_cm: Decimal, book: Rulebook) -> bool:
    """Whether the body mass index reaches the rule's value; multiplied out, so that nothing is rounded."""
    return weight_kg * CM2_PER_M2 >= book.value("obese_bmi") * height_cm * height_cm


def dosing_weight(person: Person, day: date, book: Rulebook) -> DosingWeight:
    """The dosing weight on a day, and what is doubtful about it. Raises ValueError unless both exceed 0."""
    actual, height = person.weight_kg, person.height_cm
    if (actual is not None and actual <= 0) or (height is not None and height <= 0):
        raise ValueError("weight and height must be above zero")
    ideal = None if height is None else ideal_weight_kg(height, person.sex_at_birth, book)
    if actual is None:
        return DosingWeight(None, _("weight missing"), None, ideal, (_missing(),))
    days = None if person.weighed_on is None else (day - person.weighed_on).days
    if person.weighed_on is not None and days is not None and days > book.value("weight_outdated_d"):
        reason = _("weight of {day} is too old").format(day=show_day(person.weighed_on))
        return DosingWeight(None, reason, actual, ideal, (_outdated(actual, person.weighed_on, days, book),))
    verdicts = [*_age_of_weight(actual, person.weighed_on, days, book), *_origin(actual, person.weight_source)]
    kg, why = actual, _("actual weight")
    if height is None or ideal is None:
        verdicts.append(_height_missing(actual))
        why = _("actual weight, height unknown")
    elif is_obese(actual, height, book):
        kg = min(actual, ideal)
        why = _("ideal weight") if ideal < actual else _("actual weight, below the ideal one")
    return DosingWeight(kg, why, actual, ideal, tuple(verdicts))


def _missing() -> Verdict:
    return Verdict(
        BLOCK_O,
        "weight.missing",
        _("Weight missing"),
        _("without it there is no limit in mg/kg, only the maximum in mg"),
        _("Weigh the patient and record it."),
        source="D, H-05",
    )


def _days_old(days: int) -> str:
    return ngettext("Weight is {days} day old", "Weight is {days} days old", days).format(days=days)


def _outdated(kg: Decimal, weighed_on: date, days: int, book: Rulebook) -> Verdict:
    most = book.value("weight_outdated_d")
    return Verdict(
        BLOCK_O,
        "weight.outdated",
        _days_old(days),
        ngettext(
            "older than {most} day: no dose is worked out by it",
            "older than {most} days: no dose is worked out by it",
            plural_of(most),
        ).format(most=show_decimal(most)),
        _("Weigh the patient and record it."),
        _inputs(kg, weighed_on),
        "D, H-05",
    )


def _age_of_weight(kg: Decimal, weighed_on: date | None, days: int | None, book: Rulebook) -> list[Verdict]:
    if weighed_on is None or days is None:
        what, why = _("The weight has no date"), _("nobody can tell how old it is")
    elif days > book.value("weight_stale_d"):
        what, most = _days_old(days), book.value("weight_stale_d")
        why = ngettext("older than {most} day", "older than {most} days", plural_of(most)).format(
            most=show_decimal(most)
        )
    else:
        return []
    step = _("Weigh the patient again.")
    return [Verdict(WARN, "weight.stale", what, why, step, _inputs(kg, weighed_on), "D, H-05")]


def _origin(kg: Decimal, origin: str | None) -> list[Verdict]:
    if origin != "stated_by_patient":
        return []
    what, why = _("Weight as told by the patient"), _("not measured")
    return [Verdict(WARN, "weight.stated", what, why, _("Weigh the patient."), _inputs(kg, None), "D, H-05")]


def _height_missing(kg: Decimal) -> Verdict:
    return Verdict(
        WARN,
        "weight.no_height",
        _("Height unknown, obesity not excluded"),
        _("from a body mass index of 30 up the dose goes by ideal weight"),
        _("Measure the height."),
        _inputs(kg, None),
        "S43",
    )


def _inputs(kg: Decimal, weighed_on: date | None) -> tuple[tuple[str, str], ...]:
    weight = (_("weight"), f"{show_decimal(kg)} kg")
    return (weight,) if weighed_on is None else (weight, (_("weighed on"), show_day(weighed_on)))
