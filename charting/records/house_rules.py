"""The rules of the house a record lives in: the clinic's own changes on top of the shipped rule files."""

from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from charting.errors import Known
from charting.records.clinic import Clinic
from charting.records.rule_change import RuleChange
from charting.rulebook import ANAESTHESIA, Broken, Change, Rulebook, load

UK = "UK"


@cache
def shipped(name: str) -> Rulebook | Broken:
    """A rule file as it was shipped, read once; or why it cannot be used."""
    return load(name)


def house_rules(record: Any, name: str = ANAESTHESIA) -> Rulebook | Broken:
    """The rule file `name` with the clinic's changes, or why it cannot be used; outside a clinic as it was shipped."""
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
