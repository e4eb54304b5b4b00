"""What a person decided about a warning: seen and accepted, or a stop overridden with a reason."""

import hashlib
from datetime import datetime
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from charting.choices import Choices
from charting.columns import MomentText
from charting.findings import Finding
from charting.records.base import Record
from charting.records.visit import Visit

DECISIONS = Choices(
    "decision", ("accepted", "Accepted"), ("overridden", "Overridden"), ("left_open", "Left open with a reason")
)


class Decision(Record):
    """One decision of one visit.

    `fingerprint` stands for the warning with its inputs: once they change, it is asked again.
    `what` and `why` keep the words that were decided on, `by` the name and registration of who decided.
    """

    __tablename__ = "decision"
    title: ClassVar[str] = "Decision"

    visit_id: Mapped[str] = mapped_column(sa.Text(), sa.ForeignKey("visit.id"), index=True)
    visit: Mapped[Visit] = relationship(back_populates="decisions")
    kind: Mapped[str] = mapped_column(sa.Text())
    rule: Mapped[str] = mapped_column(sa.Text())
    fingerprint: Mapped[str] = mapped_column(sa.Text())
    what: Mapped[str] = mapped_column(sa.Text())
    why: Mapped[str] = mapped_column(sa.Text())
    reason: Mapped[str | None] = mapped_column(sa.Text(), nullable=True)
    by: Mapped[str] = mapped_column(sa.Text())
    at: Mapped[datetime] = mapped_column(MomentText())


def fingerprint(finding: Finding) -> str:
    """What a decision is good for: this rule, at this place, with these words and inputs."""
    inputs = "\x1e".join(f"{name}={value}" for name, value in finding.inputs)
    parts = (finding.level.name, finding.rule, finding.record_id, finding.field, finding.what, finding.why, inputs)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:32]


def decision_on(visit: Visit, finding: Finding) -> Decision | None:
    """The decision that still holds for a finding, or None.

    One that was taken over from the version before holds only while what it stands at says what it said there.
    """
    wanted = fingerprint(finding)
    found = (decision for decision in visit.decisions if decision.fingerprint == wanted)
    return next((decision for decision in found if not _outdated(decision, visit, finding)), None)


def _outdated(decision: Decision, visit: Visit, finding: Finding) -> bool:
    if visit.amends is None:
        return False
    from charting.records.carried_decisions import carried_from, says_the_same  # which knows all sheets; they ask here

    return carried_from(decision) is not None and not says_the_same(visit, finding.record_id)
