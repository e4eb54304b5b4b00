"""Taking accepted warnings over into an amendment, where the very same warning stands at the very same place."""

from dataclasses import replace

from charting.actions.sign import points
from charting.context import Context
from charting.findings import Finding, Level
from charting.records.carried_decisions import former_id
from charting.records.copied import copied_id
from charting.records.decision import Decision, decision_on, fingerprint
from charting.records.visit import Visit


def carry_decisions(draft: Visit, context: Context) -> list[Decision]:
    """Copy into an amendment what was accepted in the version before and is said here in the same words, from the same
    inputs, at the copy of the same sheet or row; who accepted it and when stay. Returns the copies.

    Stops, gaps and what is said about patient and course, whose answers lie outside the visit, are decided on anew.
    """
    before = draft.amends
    if before is None or before.marks or draft.signed_at is not None:
        return []
    made = []
    for point in points(draft, context):
        if decision_on(draft, point.finding) is not None:
            continue
        if (accepted := _accepted_before(draft, before, point.finding)) is not None:
            copy = Decision(
                id=copied_id(draft, accepted.id),
                kind=accepted.kind,
                rule=accepted.rule,
                fingerprint=fingerprint(point.finding),
                what=accepted.what,
                why=accepted.why,
                by=accepted.by,
                at=accepted.at,
            )
            draft.decisions.append(copy)
            made.append(copy)
    return made


def _accepted_before(draft: Visit, before: Visit, finding: Finding) -> Decision | None:
    if finding.level is not Level.WARN or (place := former_id(draft, finding.record_id)) is None:
        return None
    found = decision_on(before, replace(finding, record_id=place))
    same = found is not None and (found.kind, found.what, found.why) == ("accepted", finding.named, finding.why)
    return found if same else None
