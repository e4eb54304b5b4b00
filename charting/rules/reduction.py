"""The factor by which a maximum is reduced in the old and the ill (clinical.md 4.6). The clinician picks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from charting.results import show_decimal
from charting.rulebook import Rulebook
from charting.rules.verdict import WARN, Verdict
from charting.words import _

FACTORS = ("factor_full", "factor_reduced", "factor_half")
REDUCING = ("cardiac_disease", "renal_disease", "late_pregnancy", "debility")
HALVING = ("hepatic_failure", "severe_heart_failure")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A factor, the reasons for it, and which conditions nobody has asked about."""

    factor: Decimal
    reasons: tuple[str, ...]
    not_asked: tuple[str, ...]


def factors(book: Rulebook) -> tuple[Decimal, ...]:
    """The factors to choose from, largest first."""
    return tuple(book.value(name) for name in FACTORS)


def suggest_factor(age: int | None, conditions: Mapping[str, bool | None], book: Rulebook) -> Suggestion:
    """The factor that age and conditions suggest. A condition not asked about is named, never taken as a no."""
    halving = tuple(name for name in HALVING if conditions.get(name) is True)
    reducing = tuple(name for name in REDUCING if conditions.get(name) is True)
    if age is not None and age >= book.value("factor_age"):
        reducing = ("age", *reducing)
    unasked = tuple(name for name in (*REDUCING, *HALVING) if conditions.get(name) is None)
    if halving:
        return Suggestion(book.value("factor_half"), (*halving, *reducing), unasked)
    return Suggestion(book.value("factor_reduced" if reducing else "factor_full"), reducing, unasked)


def factor_verdicts(factor: Decimal, suggestion: Suggestion) -> tuple[Verdict, ...]:
    """A warning while the chosen factor is larger than the suggested one."""
    if factor <= suggestion.factor:
        return ()
    words = _reasons()
    reasons = ", ".join(words[name] for name in suggestion.reasons)
    chosen, better = show_decimal(factor), show_decimal(suggestion.factor)
    return (
        Verdict(
            WARN,
            "reduction.factor",
            _("Reduction factor {better} is suggested, {chosen} is chosen").format(better=better, chosen=chosen),
            reasons,
            _("Choose the smaller factor, or go on knowingly."),
            ((_("factor"), chosen), (_("reasons"), reasons)),
            "D",
        ),
    )


def _reasons() -> dict[str, str]:
    return {
        "age": _("age"),
        "cardiac_disease": _("heart disease"),
        "renal_disease": _("kidney disease"),
        "late_pregnancy": _("late pregnancy"),
        "debility": _("debility"),
        "hepatic_failure": _("liver failure"),
        "severe_heart_failure": _("severe heart failure"),
    }
