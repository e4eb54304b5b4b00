"""What the screening checklist has to say: unasked questions, yes answers, numbers and days out of bounds."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from charting.catalogue_screening import Row
from charting.context import Context
from charting.fields import fields_of
from charting.findings import Finding, Level
from charting.records.earlier import patient_of
from charting.records.house_rules import profile_of
from charting.records.patient_checks import ADULT_FROM
from charting.records.rules_off import calculators_off, usable
from charting.records.screening_actions import (
    Broken,
    action_of,
    broken_days,
    broken_limits,
    has_to_be_asked,
    holding,
    kind_of,
    product_of,
)
from charting.records.screening_waits import waited, waited_rows
from charting.records.verdicts import findings_of
from charting.rules.ages import age_verdicts
from charting.rules.screening import blocks, has_needles, has_prp
from charting.words import _, ngettext

LEVELS = {"NOTE": Level.NOTE, "WARN": Level.WARN, "BLOCK-O": Level.BLOCK, "BLOCK-H": Level.STOP}
_STEPS = {"BLOCK-O": "stops treatment unless a prescriber decides", "BLOCK-H": "stops treatment"}


def asked(answer: Any, context: Context) -> Iterator[Finding]:
    """A question that can stop treatment may not stay unasked."""
    row = answer.row()
    if row is None or answer.answer not in {None, "not_asked"}:
        return
    if has_to_be_asked(answer, context.day):
        yield Finding(
            Level.MISSING,
            _("{code} {name}: not asked").format(code=row.code, name=_(row.name)),
            why=_(answer.question),
            rule=answer.code,
            field="answer",
        )


def answered_yes(answer: Any, _context: Context) -> Iterator[Finding]:
    """A yes speaks at the level its row has for this kind of visit; for a product it only names the product."""
    row = answer.row()
    if row is None:
        return
    action, product = action_of(answer), product_of(answer)
    if action in LEVELS and not _said_elsewhere(answer):
        told = (_(row.name), _("yes"))
        yield _finding(row, action, _(row.name), "answer", (told, *holding(row, answer.parent)))
    if product in LEVELS:
        words = _("do not use {product}") if blocks(product) else _("take care with {product}")
        yield Finding(
            Level.WARN,
            f"{row.code} {_(row.name)}",
            why=words.format(product=_(row.of)),
            next_step=_(row.ask),
            rule=row.code,
            field="answer",
            inputs=((_(row.name), _("yes")), *holding(row, answer.parent)),
            source=row.source,
        )


def numbers(screening: Any, _context: Context) -> Iterator[Finding]:
    """Counts and values beyond the limits of their row."""
    yield from _told(screening, broken_limits(screening))


def days(screening: Any, context: Context) -> Iterator[Finding]:
    """Days that lie too near to the visit, or too far back."""
    yield from _told(screening, broken_days(screening, context.day))


def waiting_times(screening: Any, _context: Context) -> Iterator[Finding]:
    """Isotretinoin (C10), and a painkiller before a draw (C14), judged by their day and time.

    While the day or the time is not known it is what to ask for; the drug beside it is known.
    """
    stopped = screening.isotretinoin_use != "current" and screening.isotretinoin_stopped_on is None
    taken = screening.nsaid_last_dose_at is None
    fields = {
        "C10": "isotretinoin_stopped_on" if stopped else "isotretinoin_use",
        "C14": "nsaid_last_dose_at" if taken else "nsaid_name",
    }
    for finding in findings_of(waited(screening)):
        yield replace(finding, what=f"{finding.rule} {finding.what}", field=fields[finding.rule])


def rules_can_be_used(screening: Any, _context: Context) -> Iterator[Finding]:
    """Without the rule file ages and waiting times are judged by the checklist alone."""
    yield from calculators_off(screening, "intervals", "answers")


def age_on_the_day(screening: Any, context: Context) -> Iterator[Finding]:
    """Under 18 a prescriber decides; what is needed besides depends on country and age (C48, 3.7)."""
    patient, rules = patient_of(screening.visit), usable(screening, "intervals")
    treated = has_needles(kind_of(screening)) or has_prp(kind_of(screening))
    age = patient.age(context.day) if patient is not None else None
    if rules is None or not treated or age is None or age < 0:
        return
    line = next((answer for answer in screening.answers if answer.code == "C48"), None)
    if line is not None and _contradicts(line.answer, age):
        return
    verdicts = age_verdicts(patient.date_of_birth, context.day, profile_of(screening), rules)
    for finding in findings_of(verdicts, "answer" if line is not None else "answers"):
        named = replace(finding, what=f"C48 {finding.what}", rule="C48")
        yield named if line is None else named.at(line.id)


def count_at_hand(screening: Any, _context: Context) -> Iterator[Finding]:
    """A count that is at hand is of use only where it is written down (C19, C17); needling alone does without."""
    if screening.platelets_10e9_l is not None or not has_prp(kind_of(screening)):
        return
    if any(answer.code == "C19" and answer.answer == "no" for answer in screening.answers):
        yield Finding(
            Level.WARN,
            _("C19 A blood count is at hand, but no platelets are written down"),
            why=_("without them concentration factor, dose and recovery are not computable"),
            next_step=_("Write down the platelets with their day, or answer that there is none."),
            rule="C19",
            field="platelets_10e9_l",
            record_id=screening.id,
            source="C17",
        )


def age_agrees(screening: Any, context: Context) -> Iterator[Finding]:
    """The answer about age and the date of birth must say the same."""
    visit = screening.visit
    patient = visit.course.patient if visit is not None and visit.course is not None else None
    age = patient.age(context.day) if patient is not None else None
    if age is None:
        return
    for answer in screening.answers:
        if answer.code == "C48" and _contradicts(answer.answer, age):
            yield Finding(
                Level.STOP,
                ngettext("C48 The patient is {age} year old", "C48 The patient is {age} years old", age).format(
                    age=age
                ),
                next_step=_("Correct the answer or the date of birth."),
                rule="C48",
                field="answer",
                record_id=answer.id,
            )


def _contradicts(answer: str | None, age: int) -> bool:
    return answer in {"yes", "no"} and (answer == "yes") != (age < ADULT_FROM)


def _told(screening: Any, found: Iterable[Broken]) -> Iterator[Finding]:
    declared = fields_of(type(screening))
    for broken in found:
        if broken.action in LEVELS:
            told = ((declared[broken.field].title, screening.shown(broken.field)),)
            yield _finding(broken.row, broken.action, _(broken.why), broken.field, told)


def _finding(row: Row, action: str, what: str, field: str, inputs: tuple[tuple[str, str], ...]) -> Finding:
    why = _(_STEPS[action]) if action in _STEPS else ""
    return Finding(LEVELS[action], f"{row.code} {what}", why, _(row.ask), row.code, field, "", inputs, row.source)


def _said_elsewhere(answer: Any) -> bool:
    """Whether a rule that knows day, time or age speaks in the place of this row."""
    if answer.code in waited_rows(answer.parent):
        return True
    patient = patient_of(answer.parent.visit)
    dated = patient is not None and patient.date_of_birth is not None
    return answer.code == "C48" and dated and usable(answer.parent, "intervals") is not None
