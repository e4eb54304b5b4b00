"""Accepting a warning, overriding a stop that a prescriber may override, and taking such a decision back."""

from collections.abc import Collection
from datetime import datetime

from charting.actions.proving import Proven
from charting.actions.roles import require
from charting.errors import Known
from charting.findings import Finding, Level
from charting.records.carried_decisions import carried_from
from charting.records.clinic import Practitioner
from charting.records.decision import DECISIONS, Decision, decision_on, fingerprint
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.words import _

SHORTEST_REASON = 15


def accept(visit: Visit, finding: Finding, by: Practitioner, now: datetime) -> Decision:
    """Note that a warning was seen. Raises Known for anything but a warning, NotAllowed for who writes no visits."""
    require(by, "draft")
    if finding.level is not Level.WARN:
        raise Known(_("Only a warning can be accepted."))
    return _decide(visit, finding, "accepted", None, by, now)


def override(visit: Visit, finding: Finding, reason: str, proven: Proven, now: datetime) -> Decision:
    """Go on in spite of a stop (clinical.md 0, BLOCK-O).

    Raises NotAllowed for who may not sign, Known when the stop has no override, nobody with a registration number
    decides, or the reason is short.
    """
    by = proven.person
    require(by, "sign")
    if finding.level is not Level.BLOCK:
        raise Known(_("This stop cannot be overridden."))
    if not by.registration_number:
        raise Known(_("Only a prescriber with a registration number can override."))
    return _decide(visit, finding, "overridden", _long_enough(reason), by, now)


def leave_open(visit: Visit, finding: Finding, reason: str, proven: Proven, now: datetime) -> Decision:
    """Sign without an answer that cannot be had any more, and say why.

    Raises NotAllowed for who may not sign, Known for an answer that has to be there or a short reason.
    """
    by = proven.person
    require(by, "sign")
    if finding.level is not Level.MISSING or not finding.may_stay_open:
        raise Known(_("This has to be answered before the visit is signed."))
    return _decide(visit, finding, "left_open", _long_enough(reason), by, now)


def take_back(chart: ChartSession, visit: Visit, finding: Finding, by: Practitioner) -> Decision | None:
    """Take a decision back, which makes its finding open again; the audit trail keeps both. None where there was none.

    Raises Known for a signed visit, NotAllowed for who writes no visits.
    """
    require(by, "draft")
    if visit.signed_at is not None:
        raise Known(_("This visit is signed already."))
    standing = decision_on(visit, finding)
    if standing is not None:
        visit.decisions.remove(standing)
        said = ": ".join((DECISIONS.label(standing.kind), standing.what))
        chart.note("taken_back", visit, said)
    return standing


def lapsed(visit: Visit, holding: Collection[Decision | None]) -> list[Decision]:
    """What is not among those `holding`: left open and answered since, or its row removed; or taken over from the
    version before, and changed since.
    """
    may_lapse = (one for one in visit.decisions if one.kind == "left_open" or carried_from(one) is not None)
    return [one for one in may_lapse if one not in holding]


def drop_lapsed(chart: ChartSession, visit: Visit, holding: Collection[Decision | None]) -> None:
    """Before signing, take out what was decided on and does not stand as it did any more. The audit trail keeps it."""
    for decision in lapsed(visit, holding):
        words = _("{what}: answered since, or its row was removed")
        if decision.kind != "left_open":
            words = _("{what}: changed since the version before, or gone")
        visit.decisions.remove(decision)
        said = words.format(what=decision.what)
        chart.note("taken_back", visit, ": ".join((DECISIONS.label(decision.kind), said)))


def _long_enough(reason: str) -> str:
    words = " ".join(reason.split())
    if len(words) < SHORTEST_REASON:
        raise Known(_("Write the reason in at least {count} characters.").format(count=SHORTEST_REASON))
    return words


def _decide(visit: Visit, finding: Finding, kind: str, reason: str | None, by: Practitioner, now: datetime) -> Decision:
    standing = decision_on(visit, finding)
    if standing is not None:
        return standing
    decision = Decision(
        kind=kind,
        rule=finding.rule or finding.field,
        fingerprint=fingerprint(finding),
        what=finding.named,
        why=finding.why,
        reason=reason,
        by=by.signature_line(),
        at=now,
    )
    visit.decisions.append(decision)
    return decision
