"""Sealing a sheet that is signed on its own: from then on only a withdrawal may be written."""

from charting.actions.roles import require
from charting.context import Context
from charting.errors import Known
from charting.findings import Finding
from charting.records.base import Sheet, findings
from charting.store.chart_session import ChartSession
from charting.words import _


def open_before_seal(sheet: Sheet, context: Context) -> list[Finding]:
    """What keeps a sheet from being sealed, in the order of its fields."""
    return [finding for finding in findings(sheet, context) if finding.blocks]


def seal(chart: ChartSession, sheet: Sheet, context: Context) -> None:
    """Set the sheet's seal to now: patient and clinician signed it at the screen, and whoever is at work may draft.

    Raises NotAllowed for another role, Known when something is open, it is sealed already, or nothing is saved.
    """
    require(chart.at_work, "draft")
    if getattr(sheet, sheet.seal) is not None:
        raise Known(_("This sheet is signed already."))
    if waiting := open_before_seal(sheet, context):
        raise Known(_("Not signed yet: {what}.").format(what=waiting[0].what))
    chart.save(context.now)
    chart.save(context.now, last=lambda: setattr(sheet, sheet.seal, context.now))
