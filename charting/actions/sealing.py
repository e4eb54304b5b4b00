"""Sealing a sheet that is signed on its own: from then on only a withdrawal may be written."""

from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from charting.actions.given_texts import keep_named
from charting.actions.roles import require
from charting.context import Context
from charting.errors import Known
from charting.findings import Finding, Level
from charting.origins import copied_from
from charting.records.base import Sheet, findings
from charting.records.consent import Consent
from charting.records.consent_checks import lacks_to_seal as consent_lacks
from charting.records.consent_signature import ROLES
from charting.records.photo_consent import PhotoConsent
from charting.records.photo_consent import lacks_to_seal as photo_lacks
from charting.records.scan import ScanCheck, papers_signed_for
from charting.records.stored_document import StoredDocument
from charting.store.chart_session import ChartSession
from charting.text_shapes import CONSENT, PHOTO_CONSENT
from charting.words import _


def open_before_seal(sheet: Sheet, context: Context) -> list[Finding]:
    """What keeps a sheet from being sealed, in the order of its fields; under a seal nothing can be confirmed.

    A visit may be signed without a consent to photographs that nobody asked about. Such a sheet is not sealed: a seal
    says that patient and clinician signed it.
    """
    open_points = [finding for finding in findings(sheet, context) if finding.blocks or finding.rule == "copied"]
    if not isinstance(sheet, Consent | PhotoConsent):
        return open_points
    said = {(point.what, point.field) for point in open_points}
    lacking = photo_lacks(sheet) if isinstance(sheet, PhotoConsent) else consent_lacks(sheet)
    open_points += [one for one in (*lacking, *_unnamed_papers(sheet)) if (one.what, one.field) not in said]
    return open_points


def _unnamed_papers(sheet: Consent | PhotoConsent) -> Iterator[Finding]:
    """A signature on paper says which paper: the scanned page, or where the signed one is kept (clinical.md 3.2)."""
    for signature in sheet.signatures:
        on_paper = signature.method == "wet" and signature.signed_at is not None
        if on_paper and signature.image_sha256 is None and not _is_kept(sheet):
            yield Finding(
                Level.MISSING,
                _("{role}: the paper that was signed is not there").format(role=ROLES.label(signature.role or "")),
                why=_("neither scanned nor written down where it is kept"),
                next_step=_("Scan the signed page, or write in the list of papers where it is kept."),
                field="method",
                record_id=signature.id,
            )


def _is_kept(sheet: Consent | PhotoConsent) -> bool:
    """Whether somebody has looked at the paper of this sheet, or written down where it lies."""
    session = object_session(sheet)
    if session is None:
        return False
    kinds = papers_signed_for("consent" if isinstance(sheet, Consent) else "photo_consent")
    kept = sa.select(ScanCheck.id).join(ScanCheck.document)
    wanted = kept.where(ScanCheck.visit_id == sheet.visit.id, StoredDocument.kind.in_(kinds))
    return session.scalars(wanted).first() is not None


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
