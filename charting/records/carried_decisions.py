"""Accepted warnings of the version before: taken over into an amendment as long as what they stand at is the same.

A copy has an id derived from the draft and the decision it came from, as every copied row has: by it a decision that
was taken over is told from one that was made in the draft itself.
"""

from collections.abc import Iterator

from charting.fields import fields_of, lines_of
from charting.records.base import Record, slot_of
from charting.records.copied import copied_id
from charting.records.decision import Decision
from charting.records.sheets import SHEETS
from charting.records.versions import version_number
from charting.records.visit import Visit


def carried_from(decision: Decision) -> Decision | None:
    """The decision of the version before that this one is the copy of; None for one made in its own version."""
    visit = decision.visit
    if visit is None or visit.amends is None:
        return None
    return next((one for one in visit.amends.decisions if copied_id(visit, one.id) == decision.id), None)


def version_decided_in(decision: Decision) -> int:
    """The number of the version in which a decision was made."""
    before = carried_from(decision)
    return version_number(decision.visit) if before is None else version_decided_in(before)


def former_id(visit: Visit, record_id: str) -> str | None:
    """The id that a sheet, a row or the visit has in the version before; None for what that version does not hold."""
    found = _pair(visit, record_id)
    return found[0].id if found is not None else None


def says_the_same(visit: Visit, record_id: str) -> bool:
    """Whether a row, or a sheet with all its rows, says in this version just what it said in the one before."""
    found = _pair(visit, record_id)
    return found is not None and _same(*found, visit)


def _pair(visit: Visit, record_id: str) -> tuple[Record, Record] | None:
    return next((pair for pair in _pairs(visit) if pair[1].id == record_id), None)


def _pairs(visit: Visit) -> Iterator[tuple[Record, Record]]:
    """The records of the version before, each with its copy here; what was added or removed since is in no pair."""
    if visit.amends is None:
        return
    yield visit.amends, visit
    for model in SHEETS:
        before, after = (getattr(version, slot_of(model)) for version in (visit.amends, visit))
        if before is None or after is None:
            continue
        yield before, after
        for name in lines_of(model):
            rows = {row.id: row for row in getattr(after, name)}
            for row in getattr(before, name):
                if (copy := rows.get(copied_id(visit, row.id))) is not None:
                    yield row, copy


def _same(before: Record, after: Record, visit: Visit) -> bool:
    kind = type(after)
    if after.unread or any(getattr(before, name) != getattr(after, name) for name in fields_of(kind)):
        return False
    for name in lines_of(kind):
        old, new = getattr(before, name), getattr(after, name)
        if [copied_id(visit, row.id) for row in old] != [row.id for row in new]:
            return False
        if not all(_same(was, row, visit) for was, row in zip(old, new, strict=True)):
            return False
    return True
