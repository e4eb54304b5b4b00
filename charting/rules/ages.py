"""What the age on the day means (clinical.md 2 C48, 3.7). Ages are completed years."""

from datetime import date
from decimal import Decimal

from charting.dates import age_on, show_day
from charting.rulebook import Rulebook
from charting.rules.verdict import BLOCK_H, BLOCK_O, NOTE, WARN, Severity, Verdict
from charting.words import _, ngettext


def age_verdicts(born: date | None, day: date, country: str, rules: Rulebook) -> tuple[Verdict, ...]:
    """What to know about the age on the day of a cosmetic treatment; `country` is `UK` or `US`.

    Under 18 an override: in England and Wales under 16 with a Gillick assessment and a parent, at 16 and 17 with a
    second opinion; in the US with parental consent. From 18 to 21 a note on the label of authorised devices (S24,
    S86, K). An unknown birth date is a warning, a birth after the day is refused.
    """
    if born is None:
        return (_says(WARN, _("Age not known"), _("no birth date"), _("Ask for the birth date."), None, day, "3.7"),)
    age = age_on(born, day)
    if age < 0:
        return (_says(BLOCK_H, _("Born after this day"), show_day(born), _("Correct the date."), born, day, "3.7"),)
    what = ngettext("{age} year old", "{age} years old", age).format(age=age)
    years = Decimal(age)
    if years < rules.value("adult_years"):
        why, next_step, source = _under_age(years, country, rules)
        return (_says(BLOCK_O, what, why, next_step, born, day, source),)
    label = rules.value("device_label_years")
    if years < label:
        why = _("uses authorised by the FDA start at {label} years").format(label=label)
        return (_says(NOTE, what, why, _("Say so when consenting."), born, day, "S24"),)
    return ()


def _under_age(age: Decimal, country: str, rules: Rulebook) -> tuple[str, str, str]:
    why = _("under {adult}, a cosmetic treatment").format(adult=rules.value("adult_years"))
    if country == "US":
        return why, _("Parental consent, and a prescriber's decision. States have exceptions."), "S24"
    if age < rules.value("own_consent_years"):
        return why, _("Gillick assessment, a parent, and a prescriber's decision."), "K"
    return why, _("Second opinion; the wish must be the patient's own; a prescriber's decision."), "S86, K"


def _says(level: Severity, what: str, why: str, next_step: str, born: date | None, day: date, source: str) -> Verdict:
    inputs = ((_("born"), _("not recorded") if born is None else born.isoformat()), (_("day"), day.isoformat()))
    return Verdict(level, "age", what, why, next_step, inputs, source)
