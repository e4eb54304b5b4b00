"""The rules of the house a record lives in: the clinic's own changes on top of the shipped rule files."""

from dataclasses import replace
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from charting.context import Context
from charting.errors import Known
from charting.records.base import Record
from charting.records.clinic import Clinic
from charting.records.rule_change import RuleChange
from charting.results import Result
from charting.rulebook import ANAESTHESIA, Broken, Change, Rulebook, load
from charting.rules import self_test
from charting.words import _

UK = "UK"
_switched_off: dict[str, str] = {}


@cache
def shipped(name: str) -> Rulebook | Broken:
    """A rule file as it was shipped, read once; or why it cannot be used."""
    return load(name)


def switch_off(reason: str) -> None:
    """From now on no rule file may be used, for this reason in words: the start-up check has failed (H-16)."""
    _switched_off["reason"] = reason


def switch_on() -> None:
    """Rule files may be used again: the start-up check has passed."""
    _switched_off.clear()


def check_calculators() -> tuple[str, ...]:
    """Work out the start-up vectors and switch the calculators off, or on, accordingly; what failed, in words."""
    failures = self_test.run()
    if failures:
        switch_off("; ".join(failures))
    else:
        switch_on()
    return failures


def results_of(record: Record, context: Context) -> list[Result]:
    """The computed values of a record; while the calculators are off, none of them has a value and each says why."""
    results = record.worked_out(context)
    if not _switched_off:
        return results
    return [replace(result, value=None, text="", working="", missing=_("calculators are off")) for result in results]


def house_rules(record: Any, name: str = ANAESTHESIA) -> Rulebook | Broken:
    """The rule file `name` with the clinic's changes, or why it cannot be used; outside a clinic as it was shipped."""
    if _switched_off:
        return Broken(name, _switched_off["reason"])
    book = shipped(name)
    session = object_session(record) if record is not None else None
    if isinstance(book, Broken) or session is None:
        return book
    with session.no_autoflush:
        changes = session.scalars(sa.select(RuleChange).where(RuleChange.book == name).order_by(RuleChange.at)).all()
    try:
        return book.changed(Change(c.rule, c.value, c.reason, c.by, c.at) for c in changes)
    except Known as unfit:
        return Broken(name, str(unfit))


def profile_of(record: Any) -> str:
    """The authority whose limits the clinic follows: UK unless it chose US (clinical.md 4.4)."""
    session = object_session(record) if record is not None else None
    if session is None:
        return UK
    with session.no_autoflush:
        clinic = session.scalars(sa.select(Clinic)).first()
    return (clinic.la_profile if clinic is not None else None) or UK
