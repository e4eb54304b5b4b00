"""What was decided at a visit, and what still waits for a decision, as words for paper."""

from collections.abc import Sequence

from charting.dates import show_moment
from charting.findings import Finding
from charting.output.visit_paper import Decided
from charting.records.carried_decisions import carried_from, version_decided_in
from charting.records.decision import Decision, decision_on
from charting.records.visit import Visit
from charting.words import _

_WEIGHT = {"overridden": 0, "left_open": 1, "accepted": 2}


def decided_of(visit: Visit, standing: Sequence[Finding]) -> tuple[Decided, ...]:
    """The decisions of a visit, overridden stops first, then what was left open.

    Of a signed visit all that were kept; of a draft those that still hold for one of the `standing` findings.
    """
    if visit.visit_signature is not None:
        kept = list(visit.decisions)
    else:
        holding = {id(found): found for finding in standing if (found := decision_on(visit, finding)) is not None}
        kept = list(holding.values())
    kept.sort(key=lambda decision: (_WEIGHT.get(decision.kind, 0), decision.at))
    return tuple(_words(decision, visit) for decision in kept)


def _words(decision: Decision, visit: Visit) -> Decided:
    return Decided(
        kind=decision.kind,
        what=decision.what,
        why=decision.why,
        reason=decision.reason or "",
        by=decision.by,
        at=_when(decision, visit),
    )


def _when(decision: Decision, visit: Visit) -> str:
    moment = show_moment(decision.at, visit.opened_at.date())
    if carried_from(decision) is None:
        return moment
    return _("{moment}, in version {number}").format(moment=moment, number=version_decided_in(decision))
