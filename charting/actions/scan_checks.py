"""A person looks at a scanned paper beside its print, and says who signed it: then the scan counts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from charting.actions.carry_forward import Copy, NewRow, Step
from charting.actions.roles import require
from charting.actions.scan_states import BACK, PaperState
from charting.actions.scans import SHORTEST_REASON
from charting.errors import Known
from charting.records.clinic import Practitioner
from charting.records.consent import Consent
from charting.records.consent_checks import signing_roles
from charting.records.consent_signature import ROLES, ConsentSigning
from charting.records.scan import COMES_BACK, ScanCheck
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _

OnPages = Mapping[str, int]
"""Who signed on which page, by codes of ROLES."""


def roles_asked(state: PaperState) -> list[str]:
    """Who has to sign this paper, as codes of ROLES; nobody on a paper that is not signed."""
    sheet = _sheet(state)
    if sheet is None:
        return []
    return signing_roles(sheet) if isinstance(sheet, Consent) else ["patient", "clinician"]


def takes_signatures(state: PaperState) -> bool:
    """Whether the sheet can still take the signatures: neither it nor its visit is signed."""
    sheet = _sheet(state)
    return sheet is not None and sheet.signed_at is None and state.document.visit.signed_at is None


def needs_time(state: PaperState, signed: OnPages) -> bool:
    """Whether the time of signing has to be read off the paper."""
    return takes_signatures(state) and any(_line(state, role).signed_at is None for role in signed)


def wet_signatures(state: PaperState, signed: OnPages, at: datetime | None) -> list[Step]:
    """What the scan answers on the sheet: signed on paper, when, and which page bears it.

    Raises Known where somebody signed on the screen already, a time is missing, or a page is not there.
    """
    if not takes_signatures(state):
        return []
    steps: list[Step] = []
    sheet = _sheet(state)
    for role, number in signed.items():
        line = _line(state, role)
        if line.strokes is not None:
            words = _("{role}: signed on the screen already. A paper does not replace that.")
            raise Known(words.format(role=ROLES.label(role)))
        moment = line.signed_at or at
        if moment is None:
            raise Known(_("Type day and time as they stand on the paper."))
        if number not in state.pages:
            raise Known(_("Page {number} is not there.").format(number=number))
        answers: dict[str, Any] = {
            "method": "wet",
            "signed_at": moment,
            "image_sha256": state.pages[number].sha256,
        }
        if not line.printed_name and role == "patient":
            answers["printed_name"] = state.document.visit.course.patient.display_name()
        if line not in sheet.signatures:
            steps.append(NewRow(sheet, "signatures", tuple({"role": role, **answers}.items()), None))
        else:
            steps += [Copy(line, name, value, None) for name, value in answers.items()]
    if steps and isinstance(sheet, Consent) and sheet.basis is None:
        steps.append(Copy(sheet, "basis", "paper", None))
    return steps


def verify_scan(
    chart: ChartSession, state: PaperState, signed: OnPages, person: Practitioner, now: datetime
) -> ScanCheck:
    """Write down that a person looked at every page and saw who signed. Raises Known where pages are missing."""
    require(person, "draft")
    if state.state != BACK:
        raise Known(_("All pages have to be there, and nobody may have looked at them already."))
    said = ", ".join(
        _("{role}: page {number}").format(role=ROLES.label(role), number=number) for role, number in signed.items()
    )
    return _keep(chart, state, state.digest, said, None, person, now)


def keep_on_paper(chart: ChartSession, state: PaperState, where: str, person: Practitioner, now: datetime) -> ScanCheck:
    """Write down that the signed paper is kept as paper and will not be scanned, and where it lies."""
    require(person, "draft")
    if len(where.strip()) < SHORTEST_REASON:
        raise Known(_("Type where the signed paper is kept."))
    return _keep(chart, state, "", "", where.strip(), person, now)


def _keep(
    chart: ChartSession,
    state: PaperState,
    digest: str,
    signed_by: str,
    reason: str | None,
    person: Practitioner,
    now: datetime,
) -> ScanCheck:
    document = state.document
    check = ScanCheck(
        visit=document.visit,
        document=document,
        digest=digest,
        signed_by=signed_by,
        reason=reason,
        by=person.name or "",
        at=now,
    )
    chart.add(check)
    try:
        chart.save(now)
    except NotSaved:
        chart.orm.expunge(check)
        raise
    return check


def _sheet(state: PaperState) -> Any:
    slot = COMES_BACK.get(state.document.kind)
    return getattr(state.document.visit, slot) if slot else None


def _line(state: PaperState, role: str) -> ConsentSigning:
    """The place where a role signs; a new one where the sheet has none."""
    sheet = _sheet(state)
    found = next((line for line in sheet.signatures if line.role == role), None)
    if found is not None:
        return found  # type: ignore[no-any-return]
    made: ConsentSigning = type(sheet).signatures.property.mapper.class_(role=role)
    return made
