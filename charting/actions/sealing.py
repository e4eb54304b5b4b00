"""Sealing a sheet that is signed on its own: from then on only a withdrawal may be written."""

from charting.actions.given_texts import keep_named
from charting.actions.roles import require
from charting.context import Context
from charting.errors import Known
from charting.findings import Finding
from charting.origins import copied_from
from charting.records.base import Sheet, findings
from charting.records.consent import Consent
from charting.records.photo_consent import PhotoConsent
from charting.store.chart_session import ChartSession
from charting.text_shapes import CONSENT, PHOTO_CONSENT
from charting.words import _


def open_before_seal(sheet: Sheet, context: Context) -> list[Finding]:
    """What keeps a sheet from being sealed, in the order of its fields; under a seal nothing can be confirmed."""
    return [finding for finding in findings(sheet, context) if finding.blocks or finding.rule == "copied"]


def seal(chart: ChartSession, sheet: Sheet, context: Context) -> None:
    """Set the sheet's seal to now: patient and clinician signed it at the screen, and whoever is at work may draft.

    Raises NotAllowed for another role, Known when something is open, it is sealed already, or nothing is saved.
    """
    require(chart.at_work, "draft")
    if getattr(sheet, sheet.seal) is not None:
        raise Known(_("This sheet is signed already."))
    if waiting := open_before_seal(sheet, context):
        raise Known(_("Not signed yet: {what}.").format(what=waiting[0].what))
    if isinstance(sheet, Consent | PhotoConsent):
        kind = CONSENT if isinstance(sheet, Consent) else PHOTO_CONSENT
        keep_named(chart, kind, sheet.template_id, sheet.template_version, context.now)
    if isinstance(sheet, Consent):
        _name_the_makers(sheet, context)
    chart.save(context.now)
    chart.save(context.now, last=lambda: setattr(sheet, sheet.seal, context.now))


def _name_the_makers(consent: Consent, context: Context) -> None:
    """Who makes and directs the PRP was just agreed: it stands on the PRP sheet, to be confirmed there."""
    prp = consent.visit.prp
    if prp is None:
        return
    agreed = {"prp_prepared_by": consent.prp_manufactured_by, "prp_responsible_prescriber": consent.prp_directed_by}
    for name, value in agreed.items():
        if value is not None and getattr(prp, name) is None and name not in (prp.unread or {}):
            setattr(prp, name, value)
            prp.origins = {**(prp.origins or {}), name: copied_from(context.day)}
