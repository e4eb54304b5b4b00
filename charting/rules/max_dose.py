"""The most of one local anaesthetic for one person (clinical.md 4.4, 4.6), with the sum in words."""

from dataclasses import dataclass
from decimal import Decimal

from charting.catalogue import Agent, agent
from charting.results import plural_of, show_decimal
from charting.rulebook import Rulebook
from charting.rules.dosing import mg_per_ml
from charting.rules.dosing_weight import DosingWeight
from charting.rules.exact import round_down
from charting.words import _, ngettext

PROFILES = ("UK", "US")


@dataclass(frozen=True, slots=True)
class Terms:
    """What every maximum of one person on one day depends on. `profile` is UK or US, `factor` the reduction."""

    profile: str
    weight: DosingWeight
    age: int | None
    factor: Decimal
    book: Rulebook


@dataclass(frozen=True, slots=True)
class Maximum:
    """The most mg of an agent, rounded down to 0.1, or None with `missing` in words.

    `cap_mg` is the maximum in mg without regard to weight: all that can be said while the weight is missing.
    `text` is the sum a pocket calculator would repeat.
    """

    agent: str
    mg: Decimal | None
    cap_mg: Decimal | None
    cap_24h_mg: Decimal | None
    text: str
    missing: str = ""
    source: str = ""


def limiting_agent(name: str, with_adrenaline: bool | None) -> Agent | None:
    """The catalogue entry whose limit holds: the plain one unless adrenaline is recorded for a solution that has it."""
    listed = agent(name)
    if listed is None or "adrenaline" not in listed.name.casefold() or with_adrenaline is True:
        return listed
    return agent(listed.drug) or listed


def maximum(listed: Agent, terms: Terms) -> Maximum:
    """min(mg/kg × dosing weight, cap) × factor. Raises ValueError for a profile or factor that does not exist."""
    if terms.profile not in PROFILES or terms.factor <= 0 or terms.factor > 1:
        raise ValueError("unknown profile or factor")
    limit = listed.uk if terms.profile == "UK" else listed.us
    if limit is None or (limit.mg_per_kg is None and limit.cap_mg is None):
        words = _("no limit is given for {agent} in the {profile} profile")
        return _without(listed, words.format(agent=listed.name, profile=terms.profile))
    youngest = terms.book.value("age_off_below")
    if terms.age is not None and terms.age < youngest:
        words = ngettext("not worked out below {age} year", "not worked out below {age} years", plural_of(youngest))
        return _without(listed, words.format(age=show_decimal(youngest)))
    share = _age_share(terms)
    cap = None if limit.cap_mg is None else limit.cap_mg * share
    day_cap = None if limit.cap_24h_mg is None else limit.cap_24h_mg * share
    cap_words = "" if limit.cap_mg is None or cap is None else _cap_words(limit.cap_mg, share, cap)
    capped = None if cap is None else round_down(cap * terms.factor)
    missing = _("age not recorded") if terms.age is None else ""
    if limit.mg_per_kg is not None and terms.weight.kg is None:
        missing = ", ".join(filter(None, (terms.weight.why, missing)))
    if missing:
        return Maximum(listed.name, None, capped, day_cap, cap_words, missing, listed.source)
    if limit.mg_per_kg is None or terms.weight.kg is None:
        mg, text = cap, _("{cap}, no mg/kg figure given").format(cap=cap_words)
    else:
        mg, text = _by_weight(limit.mg_per_kg, terms.weight.kg, cap, cap_words, final=terms.factor == 1)
    if mg is None:
        raise ValueError("a limit needs mg/kg or a cap")
    found = round_down(mg * terms.factor)
    if terms.factor != 1:
        text = _("{sum}; × {factor} = {mg} mg").format(
            sum=text, factor=show_decimal(terms.factor), mg=show_decimal(found)
        )
    return Maximum(listed.name, found, capped, day_cap, text, source=listed.source)


def max_ml(max_mg: Decimal, percent: Decimal) -> Decimal:
    """The most mL of a strength, rounded down to 0.1. Raises ValueError unless the strength is above zero."""
    return round_down(max_mg / mg_per_ml(percent))


def _without(listed: Agent, missing: str) -> Maximum:
    return Maximum(listed.name, None, None, None, "", missing, listed.source)


def _age_share(terms: Terms) -> Decimal:
    young = terms.age is not None and terms.age < terms.book.value("age_adult_from")
    return terms.book.value("age_cap_share") if young else Decimal(1)


def _cap_words(cap_mg: Decimal, share: Decimal, cap: Decimal) -> str:
    if share == 1:
        return _("at most {cap} mg").format(cap=show_decimal(cap))
    return _("at most {full} mg × {share} = {cap} mg").format(
        full=show_decimal(cap_mg), share=show_decimal(share), cap=show_decimal(cap)
    )


def _by_weight(
    mg_per_kg: Decimal, kg: Decimal, cap: Decimal | None, cap_words: str, *, final: bool
) -> tuple[Decimal, str]:
    """mg by weight, and its sum; only a final result is shown rounded, so that the next step of the sum comes out."""
    by_weight = mg_per_kg * kg
    text = _("{rate} mg/kg × {kg} kg = {mg} mg").format(
        rate=show_decimal(mg_per_kg),
        kg=show_decimal(kg),
        mg=show_decimal(round_down(by_weight) if final else by_weight),
    )
    if cap is None or by_weight <= cap:
        return by_weight, text
    return cap, f"{text}, {cap_words}"
