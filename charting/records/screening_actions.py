"""Which action each row of a filled-in checklist leads to, and the checklist's result."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from charting.catalogue_screening import Pair, Row, screening_rows
from charting.fields import fields_of
from charting.records.earlier import patient_of
from charting.records.screening_waits import waited, waited_rows
from charting.records.weight import sex_of
from charting.results import Result
from charting.rules.screening import (
    blocks,
    days_between,
    exceeded,
    has_needles,
    has_prp,
    must_be_asked,
    of_kind,
    product_action,
    stricter,
)
from charting.rules.verdict import Severity, worst
from charting.words import _, ngettext

PREGNANCY_FROM, PREGNANCY_TO = 12, 55
_RESULTS = {
    "NOTE": "to note",
    "WARN": "with care",
    "BLOCK-O": "stops treatment unless a prescriber decides",
    "BLOCK-H": "stops treatment",
}


@dataclass(frozen=True, slots=True)
class Broken:
    """A number or a day beyond a bound of its row, and what that does to this kind of visit."""

    row: Row
    action: str
    field: str
    why: str


def action_of(answer: Any) -> str:
    """What an answer of yes does to this visit, with everything known on the sheet; `-` for any other answer."""
    row = answer.row()
    if row is None or answer.answer != "yes":
        return "-"
    if answer.code in waited_rows(answer.parent):
        return _action_waited(answer.parent, answer.code)
    action = of_kind(_changed(row, answer.parent), kind_of(answer.parent))
    if row.only and blocks(action) and _device_type(answer.parent) != row.only:
        return "NOTE"
    return action


def product_of(answer: Any) -> str:
    """What an answer of yes does to the product its row names; `-` where it names none."""
    row = answer.row()
    if row is None or answer.answer != "yes":
        return "-"
    action = product_action(row, kind_of(answer.parent))
    for when in row.when:
        if when.product and action != "-" and _holds(answer.parent, when.field, when.code):
            action = when.product
    return action


def broken_limits(screening: Any) -> Iterator[Broken]:
    """Numbers beyond a limit; of the limits on one number the strictest speaks."""
    for row in screening_rows().values():
        for name in dict.fromkeys(limit.field for limit in row.limits):
            value = getattr(screening, name)
            limits = tuple(limit for limit in row.limits if limit.field == name)
            limit = None if value is None else exceeded(limits, value, sex_of(screening.visit))
            if limit is not None:
                yield Broken(row, of_kind(limit.pair, kind_of(screening)), name, limit.why)


def broken_days(screening: Any, day: date) -> Iterator[Broken]:
    """Days too near to the visit, or too far back; of the bounds on one day the first speaks."""
    for row in screening_rows().values():
        told: set[str] = set()
        for ago in row.agos:
            then = getattr(screening, ago.field)
            if then is not None and ago.field not in told and ago.holds(days_between(then, day)):
                told.add(ago.field)
                yield Broken(row, of_kind(ago.pair, kind_of(screening)), ago.field, ago.why)


def has_to_be_asked(answer: Any, day: date) -> bool:
    """Whether nobody may sign before this question was asked (H-25: of a woman from 12 to 55 the one on pregnancy)."""
    row, kind = answer.row(), kind_of(answer.parent)
    if row is None:
        return False
    if must_be_asked(row, kind):
        return True
    if answer.code != "C21" or not (has_needles(kind) or has_prp(kind)) or sex_of(answer.parent.visit) != "female":
        return False
    patient = patient_of(answer.parent.visit)
    age = patient.age(day) if patient is not None else None
    return age is None or PREGNANCY_FROM <= age <= PREGNANCY_TO


def checklist_result(screening: Any, day: date) -> Result:
    """The strictest action over all rows, numbers and days, with the rows that lead to it."""
    found = [(answer.code, action_of(answer)) for answer in screening.answers]
    found += [(broken.row.code, broken.action) for broken in (*broken_limits(screening), *broken_days(screening, day))]
    spoken = sorted({verdict.rule for verdict in waited(screening)})
    found += [(code, _action_waited(screening, code)) for code in spoken]
    strictest = stricter(*(action for _code, action in found))
    unasked = [answer for answer in screening.answers if answer.answer in {None, "not_asked"}]
    name, formula = _("Checklist"), _("strictest action over all rows")
    if unasked and not blocks(strictest):
        return Result(name, None, None, formula, missing=_not_asked(unasked, day), source="2")
    if strictest not in _RESULTS:
        products = ", ".join(answer.code for answer in screening.answers if product_of(answer) != "-")
        words = _("a product is ruled out ({codes})").format(codes=products) if products else _("nothing found")
        return Result(name, None, None, formula, working=products, source="2", text=words)
    codes = ", ".join(dict.fromkeys(code for code, action in found if action == strictest))
    return Result(name, None, None, formula, working=codes, source="2", text=f"{_(_RESULTS[strictest])} ({codes})")


def holding(row: Row, screening: Any) -> tuple[tuple[str, str], ...]:
    """The fields that change what a row does, with what they hold, as inputs of a finding."""
    names = dict.fromkeys(when.field for when in row.when)
    declared = fields_of(type(screening))
    held = ((declared[name].title, screening.shown(name)) for name in names if getattr(screening, name) is not None)
    return tuple(held)


def _not_asked(unasked: list[Any], day: date) -> str:
    """How many questions were not asked, by whether the visit can be signed without them."""
    needed = sum(has_to_be_asked(answer, day) for answer in unasked)
    if not needed:
        told = ngettext("{count} question not asked", "{count} questions not asked", len(unasked))
        return told.format(count=len(unasked))
    others = len(unasked) - needed
    words = ngettext(
        "{needed} needed to sign, {others} other not asked",
        "{needed} needed to sign, {others} others not asked",
        others,
    )
    return words.format(needed=needed, others=others)


def _action_waited(screening: Any, code: str) -> str:
    level = worst(verdict for verdict in waited(screening) if verdict.rule == code)
    if level is None:
        return "NOTE"
    return {Severity.BLOCK_H: "BLOCK-H", Severity.BLOCK_O: "BLOCK-O"}.get(level, level.name)


def kind_of(screening: Any) -> str | None:
    """The kind of visit a checklist belongs to; None while it belongs to none."""
    return screening.visit.kind if screening is not None and screening.visit is not None else None


def _changed(row: Row, screening: Any) -> Pair:
    pair = row.pair
    for when in row.when:
        if _holds(screening, when.field, when.code):
            pair = when.pair(pair)
    return pair


def _holds(screening: Any, name: str, code: str) -> bool:
    value = getattr(screening, name)
    if isinstance(value, bool):
        return code == ("yes" if value else "no")
    return code in value if isinstance(value, tuple) else value == code


def _device_type(screening: Any) -> str | None:
    needling = screening.visit.needling if screening.visit is not None else None
    return needling.device_type if needling is not None else None
