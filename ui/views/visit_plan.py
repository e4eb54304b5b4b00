"""The plan for today as a step of the visit: how it stands, and whether it asks for a look."""

from collections.abc import Sequence

from charting.actions.plan_today import PlanSheet
from charting.findings import Level
from charting.records.signed import is_altered
from charting.records.visit import Visit

PLAN = "plan"


def wants_a_look(plan: Sequence[PlanSheet]) -> bool:
    """Whether anything in it was copied and waits to be confirmed."""
    return any(row.waiting for part in plan for row in part.rows)


def unanswered_in(plan: Sequence[PlanSheet]) -> int:
    """How much of it is open or stopped."""
    told = sum(finding.level >= Level.BLOCK for part in plan for finding in part.said)
    rows = sum(row.stopped for part in plan for row in part.rows)
    return told + rows + sum(len(part.open) for part in plan)


def open_in(plan: Sequence[PlanSheet]) -> int:
    """How much of it is open, stopped or waits."""
    return unanswered_in(plan) + sum(bool(row.waiting and not row.stopped) for part in plan for row in part.rows)


def plan_state(visit: Visit, plan: Sequence[PlanSheet]) -> str:
    """A state of the list of steps: signed, altered, todo, attention, draft or complete."""
    if is_altered(visit):
        return "altered"
    if visit.signed_at is not None:
        return "signed"
    if not any(part.rows for part in plan):
        return "todo"
    stopped = any(row.stopped for part in plan for row in part.rows)
    if stopped or any(finding.level >= Level.BLOCK for part in plan for finding in part.said):
        return "attention"
    return "draft" if open_in(plan) else "complete"
