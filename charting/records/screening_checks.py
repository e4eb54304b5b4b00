"""What the screening checklist has to say: unasked questions, yes answers, numbers and days out of bounds."""

from collections.abc import Iterable, Iterator
from typing import Any

from charting.catalogue_screening import Row
from charting.context import Context
from charting.dates import show_moment
from charting.findings import Finding, Level
from charting.records.patient_checks import ADULT_FROM
from charting.records.screening_actions import Broken, action_of, broken_days, broken_limits, kind_of, product_of
from charting.rules.screening import blocks, has_prp, must_be_asked, too_soon
from charting.words import _

LEVELS = {"NOTE": Level.NOTE, "WARN": Level.WARN, "BLOCK-O": Level.BLOCK, "BLOCK-H": Level.STOP}
_STEPS = {"BLOCK-O": "stops treatment unless a prescriber decides", "BLOCK-H": "stops treatment"}


def asked(answer: Any, _context: Context) -> Iterator[Finding]:
    """A question that can stop treatment may not stay unasked."""
    row = answer.row()
    if row and answer.answer in {None, "not_asked"} and must_be_asked(row, kind_of(answer.parent)):
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
    if action in LEVELS:
        yield _finding(row, action, _(row.name), "answer")
    if product in LEVELS:
        words = _("do not use {product}") if blocks(product) else _("take care with {product}")
        yield Finding(
            Level.WARN,
            f"{row.code} {_(row.name)}",
            why=words.format(product=_(row.of)),
            next_step=_(row.ask),
            rule=row.code,
            field="answer",
        )


def numbers(screening: Any, _context: Context) -> Iterator[Finding]:
    """Counts and values beyond the limits of their row."""
    yield from _told(broken_limits(screening))


def days(screening: Any, context: Context) -> Iterator[Finding]:
    """Days that lie too near to the visit, or too far back."""
    yield from _told(broken_days(screening, context.day))


def painkiller(screening: Any, context: Context) -> Iterator[Finding]:
    """A painkiller too near to the draw weakens PRP; it is no danger."""
    name, last = screening.nsaid_name, screening.nsaid_last_dose_at
    if name is None or last is None or not has_prp(kind_of(screening)):
        return
    moment = screening.visit.started_at or context.now
    if too_soon(name, last, moment):
        yield Finding(
            Level.WARN,
            _("C14 {drug} at {time}").format(drug=name, time=show_moment(last, context.day)),
            why=_("the quality of PRP may be reduced"),
            rule="C14",
            field="nsaid_last_dose_at",
        )


def age_agrees(screening: Any, context: Context) -> Iterator[Finding]:
    """The answer about age and the date of birth must say the same."""
    visit = screening.visit
    patient = visit.course.patient if visit is not None and visit.course is not None else None
    age = patient.age(context.day) if patient is not None else None
    if age is None:
        return
    for answer in screening.answers:
        if answer.code == "C48" and answer.answer in {"yes", "no"} and (answer.answer == "yes") != (age < ADULT_FROM):
            yield Finding(
                Level.STOP,
                _("C48 The patient is {age} years old").format(age=age),
                next_step=_("Correct the answer or the date of birth."),
                rule="C48",
                field="answer",
                record_id=answer.id,
            )


def _told(found: Iterable[Broken]) -> Iterator[Finding]:
    for broken in found:
        if broken.action in LEVELS:
            yield _finding(broken.row, broken.action, _(broken.why), broken.field)


def _finding(row: Row, action: str, what: str, field: str) -> Finding:
    why = _(_STEPS[action]) if action in _STEPS else ""
    return Finding(LEVELS[action], f"{row.code} {what}", why=why, next_step=_(row.ask), rule=row.code, field=field)
