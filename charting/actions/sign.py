"""Signing a visit: what keeps it open in words, and once nothing does, the lock."""

from dataclasses import dataclass

from charting.actions.decisions import drop_lapsed
from charting.actions.proving import Proven
from charting.actions.roles import require
from charting.actions.visits import sheets_of
from charting.actions.weights import keep_weight
from charting.catalogue import version
from charting.columns import Strokes
from charting.context import Context
from charting.errors import Known
from charting.findings import Finding, Level
from charting.frozen import freeze
from charting.records.base import Sheet, findings
from charting.records.canonical import SCHEME
from charting.records.decision import Decision, decision_on
from charting.records.house_rules import house_rules, profile_of
from charting.records.signature import VisitSignature
from charting.records.signed import digest_of as digest_of
from charting.records.visit import Visit
from charting.rulebook import ANAESTHESIA, Broken
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _, ngettext


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A finding with the sheet it belongs to; `sheet` is None for the visit and the patient.

    `decision` is what was decided about it and still holds.
    """

    finding: Finding
    sheet: Sheet | None
    decision: Decision | None = None

    @property
    def open(self) -> bool:
        """Whether it keeps the visit from being signed."""
        decidable = self.finding.level in {Level.WARN, Level.BLOCK} or self.finding.may_stay_open
        return self.finding.level is not Level.NOTE and not (decidable and self.decision is not None)


def points(visit: Visit, context: Context) -> list[OpenPoint]:
    """Everything the chart has to say about a visit, most urgent first, in the order of the procedure."""
    person = (*findings(visit.course.patient, context), *findings(visit.course, context), *findings(visit, context))
    found = [OpenPoint(f, None, decision_on(visit, f)) for f in person]
    for sheet in sheets_of(visit):
        found += [OpenPoint(f, sheet, decision_on(visit, f)) for f in findings(sheet, context)]
    return sorted(found, key=lambda point: -point.finding.urgency)


def sign_visit(
    chart: ChartSession, visit: Visit, proven: Proven, strokes: Strokes | None, context: Context
) -> VisitSignature:
    """Save what was typed, then sign and lock the visit in one transaction. A visit that cannot be kept stays unsigned.

    `proven` is whoever has just shown by PIN or password to be the one who signs. Raises NotAllowed for a role that
    does not sign, Known when points are open or the visit is signed already, NotSaved when the file cannot be written.
    """
    signer = proven.person
    require(signer, "sign")
    if visit.signed_at is not None:
        raise Known(_("This visit is signed already."))
    found = points(visit, context)
    open_points = [point for point in found if point.open]
    if open_points:
        words = ngettext("{count} point is open.", "{count} points are open.", len(open_points))
        raise Known(words.format(count=len(open_points)))
    drop_lapsed(chart, visit, [point.decision for point in found])
    chart.save(context.now)
    keep_weight(visit)
    signature = VisitSignature(
        signer=signer.signature_line(),
        registration=signer.registration_number,
        strokes=strokes,
        signed_at=context.now,
        scheme=SCHEME,
        digest=digest_of(visit),
        rules_then=rules_used(visit),
        patient_then=freeze(visit.course.patient, context.day),
    )
    visit.visit_signature = signature
    try:
        chart.save(context.now, last=lambda: setattr(visit, "signed_at", context.now))
    except NotSaved:
        visit.visit_signature = None
        raise
    return signature


def rules_used(visit: Visit) -> dict[str, object]:
    """Version and values of every rule file that spoke about this visit (clinical.md 0)."""
    used: dict[str, object] = {"catalogue": version("agents.toml"), "profile": profile_of(visit)}
    for name in (ANAESTHESIA, "prp", "intervals"):
        book = house_rules(visit, name)
        used[name] = book.reason if isinstance(book, Broken) else {"version": book.version, **book.used()}
    return used
