"""How far a printed paper has come: given out, waited for, partly back, back, looked at by a person."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from charting.dates import show_moment
from charting.output.documents import KINDS
from charting.records.consent import Consent, ConsentSignature
from charting.records.consent_signature import given
from charting.records.course import Course
from charting.records.photo_consent import PhotoConsent, PhotoSignature
from charting.records.scan import COMES_BACK, ScanCheck, ScanFiling, ScanPage, papers_signed_for
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark
from charting.store.chart_session import ChartSession
from charting.words import _, ngettext

GIVEN_OUT, WAITING, PARTLY, BACK, VERIFIED, ON_PAPER = "given_out", "waiting", "partly", "back", "verified", "on_paper"
LOOK_BACK_DAYS = 60
MOST = 200


@dataclass(frozen=True, slots=True)
class PaperState:
    """A paper, a code from GIVEN_OUT to ON_PAPER, and its scanned pages by their number.

    `seconds` are further scans of pages that are there, `check` is the look that counts.
    """

    document: StoredDocument
    state: str
    pages: Mapping[int, ScanPage]
    seconds: int
    check: ScanCheck | None

    @property
    def waits(self) -> bool:
        """Whether somebody has to bring it, complete it or look at it."""
        return self.state in {WAITING, PARTLY, BACK}

    @property
    def missing(self) -> tuple[int, ...]:
        """The pages that have not come back."""
        return tuple(number for number in range(1, self.document.pages + 1) if number not in self.pages)

    @property
    def digest(self) -> str:
        """SHA-256 over the hashes of the pages in their order, in hexadecimal."""
        said = "".join(self.pages[number].sha256 for number in sorted(self.pages))
        return hashlib.sha256(said.encode("ascii")).hexdigest()

    def words(self) -> str:
        """The state in words."""
        if self.state == PARTLY:
            words = ngettext("page {pages} missing", "pages {pages} missing", len(self.missing))
            return words.format(pages=listed(self.missing))
        if self.state == BACK:
            return _("scanned back, not looked at yet")
        if self.state == WAITING:
            return _("printed, waiting for paper")
        if self.check is not None:
            when = {"name": self.check.by, "moment": show_moment(self.check.at)}
            if self.state == ON_PAPER:
                return _("kept on paper, {name} {moment}: {reason}").format(**when, reason=self.check.reason or "")
            return _("scan verified by {name} {moment}").format(**when)
        return _("handed out")


def listed(numbers: tuple[int, ...]) -> str:
    """`2, 4 and 5`."""
    said = [str(number) for number in numbers]
    return _("{before} and {last}").format(before=", ".join(said[:-1]), last=said[-1]) if said[1:] else "".join(said)


def title_of(document: StoredDocument) -> str:
    """`Consent CN-2026-7K3QM9-4F2K`."""
    return f"{dict(KINDS).get(document.kind, document.kind)} {document.number}"


def state_of(chart: ChartSession, document: StoredDocument) -> PaperState:
    """How far one paper has come."""
    return _states(chart, [document])[0]


def papers_of(chart: ChartSession, visit: Visit) -> list[PaperState]:
    """The papers of a visit, the newest first. Of several prints that nobody brought back only the last is awaited."""
    return sorted(_once(_states(chart, visit.documents)), key=lambda state: state.document.made_at, reverse=True)


def waiting_papers(chart: ChartSession, today: date) -> list[PaperState]:
    """The papers of the last weeks that somebody has to bring, complete or look at, oldest first.

    Whatever else came back, as a form of the visit that was filled by pen, waits for a look like those to be signed.
    """
    first = (today - timedelta(days=LOOK_BACK_DAYS)).isoformat()
    query = (
        sa.select(StoredDocument)
        .join(Visit, Visit.id == StoredDocument.visit_id)
        .where(
            sa.or_(StoredDocument.kind.in_(COMES_BACK), StoredDocument.id.in_(_SCANNED)),
            sa.cast(StoredDocument.made_at, sa.Text) >= first,
            Visit.id.not_in(sa.select(VisitMark.visit_id)),
            StoredDocument.id.not_in(sa.select(ScanCheck.document_id)),
            sa.or_(~_DRAWN, StoredDocument.id.in_(_SCANNED)),
        )
        .order_by(StoredDocument.made_at)
        .limit(MOST)
    )
    found = _states(chart, chart.orm.scalars(query.options(*_WHOSE)).all())
    return [state for state in _once(found) if state.waits]


def _states(chart: ChartSession, documents: Sequence[StoredDocument]) -> list[PaperState]:
    """How far papers have come, with as many questions to the file as for one."""
    ids = [document.id for document in documents]
    filings = sa.select(ScanFiling).where(ScanFiling.document_id.in_(ids)).order_by(ScanFiling.at, ScanFiling.id)
    looks = sa.select(ScanCheck).where(ScanCheck.document_id.in_(ids)).order_by(ScanCheck.at, ScanCheck.id)
    pages: dict[str | None, dict[int, ScanPage]] = {key: {} for key in ids}
    seconds: Counter[str | None] = Counter()
    for filing in chart.orm.scalars(filings.options(_FILINGS)):
        if filing.scan_page.filed is filing and filing.page is not None:
            seconds[filing.document_id] += filing.page in pages[filing.document_id]
            pages[filing.document_id].setdefault(filing.page, filing.scan_page)
    checks = {check.document_id: check for check in chart.orm.scalars(looks)}
    found = []
    for document in documents:
        state = PaperState(document, GIVEN_OUT, pages[document.id], seconds[document.id], checks.get(document.id))
        found.append(replace(state, state=_state(state)))
    return found


def _once(states: list[PaperState]) -> list[PaperState]:
    """What was printed again, or came back in another print or on the blank form, is not waited for twice."""
    settled: dict[tuple[str, str], PaperState] = {}
    for state in states:
        key = _paper_of(state)
        before = settled.get(key)
        if before is None or before.state in {GIVEN_OUT, WAITING}:
            settled[key] = state
    kept = []
    for state in states:
        counts = settled[_paper_of(state)]
        superseded = state.state == WAITING and state is not counts
        kept.append(replace(state, state=GIVEN_OUT) if superseded else state)
    return kept


def _paper_of(state: PaperState) -> tuple[str, str]:
    """What is one paper to whoever brings it: the prints of a kind, or of all kinds that are signed for one sheet."""
    kind = state.document.kind
    return state.document.visit_id, COMES_BACK.get(kind, kind)


def _state(found: PaperState) -> str:
    if found.check is not None and not found.check.digest:
        return ON_PAPER
    if found.check is not None and found.check.digest == found.digest:
        return VERIFIED
    if found.pages:
        return PARTLY if found.missing else BACK
    return WAITING if is_awaited(found.document) else GIVEN_OUT


def is_awaited(document: StoredDocument) -> bool:
    """Whether a paper is to come back: its sheet has no signature of the patient, neither drawn nor scanned."""
    visit, slot = document.visit, COMES_BACK.get(document.kind)
    sheet = getattr(visit, slot) if slot else None
    if sheet is None or visit.marks or (isinstance(sheet, Consent) and sheet.refused):
        return False
    signed = given(sheet.signatures, "patient")
    if signed is None:
        return sheet.signed_at is None and visit.signed_at is None
    return signed.method == "wet" and signed.image_sha256 is None


def _drawn(line: type[ConsentSignature] | type[PhotoSignature], sheet: type[Consent] | type[PhotoConsent]) -> sa.Exists:
    return (
        sa.exists()
        .where(
            line.parent_id == sheet.id, sheet.visit_id == Visit.id, line.role == "patient", line.strokes.is_not(None)
        )
        .correlate(Visit)
    )


_DRAWN = sa.or_(
    sa.and_(StoredDocument.kind.in_(papers_signed_for("consent")), _drawn(ConsentSignature, Consent)),
    sa.and_(StoredDocument.kind.in_(papers_signed_for("photo_consent")), _drawn(PhotoSignature, PhotoConsent)),
)
_SCANNED = sa.select(ScanFiling.document_id).where(ScanFiling.document_id.is_not(None))
_FILINGS = joinedload(ScanFiling.scan_page).selectinload(ScanPage.filings)
_WHOSE = (
    joinedload(StoredDocument.visit).joinedload(Visit.course).joinedload(Course.patient),
    joinedload(StoredDocument.visit).selectinload(Visit.marks),
    joinedload(StoredDocument.visit).joinedload(Visit.consent).selectinload(Consent.signatures),
    joinedload(StoredDocument.visit).joinedload(Visit.photo_consent).selectinload(PhotoConsent.signatures),
)
