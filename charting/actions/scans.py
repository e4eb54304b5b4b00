"""Scanned pages into the chart: each files itself by its page code, or waits for a person; no page changes patients."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from charting.actions.roles import require
from charting.actions.scan_files import ScanRead
from charting.actions.scan_reading import PagePicture
from charting.dates import show_moment
from charting.errors import Known
from charting.output.document_ids import clinic_code
from charting.output.page_code import NOBODY, PageCode, read_page_code
from charting.records.clinic import Practitioner
from charting.records.scan import ASSIGNED, BY_CODE, DISCARDED, TAKEN_OFF, ScanFile, ScanFiling, ScanPage
from charting.records.stored_document import StoredDocument
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _, ngettext

FILED, AGAIN, QUEUED, BLANK, REFUSED, KNOWN = "filed", "again", "queued", "blank", "refused", "known"
SHORTEST_REASON = 3
_PARTS = 3
"""Dashes in a number that names the print; papers of before only name the visit."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one page: a code from FILED to KNOWN, its place in the file, the document, and a sentence.

    `page` is the place in the document. The sentence is blank where all went well.
    """

    became: str
    place: int
    words: str = ""
    document: StoredDocument | None = None
    page: int | None = None


def take_in(chart: ChartSession, read: ScanRead, person: Practitioner, now: datetime) -> list[Told]:
    """File the pages of a scanned file and keep the file, in one save. Raises NotSaved, and then nothing was taken in.

    A file of which no page belongs here is not kept. One that was taken in before is not taken in again.
    """
    require(person, "scan")
    chart.save(now)
    before = chart.orm.scalars(sa.select(ScanFile).where(ScanFile.sha256 == read.sha256)).first()
    if before is not None:
        words = _("This very file was taken in on {moment}.")
        return [Told(KNOWN, 0, words.format(moment=show_moment(before.received_at)))]
    by = person.name or ""
    file = ScanFile(
        received_at=now,
        by=by,
        name=read.name,
        kind=read.kind,
        pages=len(read.pages),
        sha256=read.sha256,
        content=read.content,
    )
    own = clinic_code(chart.clinic().id)
    told: list[Told] = []
    made: list[ScanPage | ScanFiling] = []
    for picture in read.pages:
        one = _find(chart, picture, own, told)
        told.append(one)
        if one.became in {FILED, AGAIN, QUEUED}:
            page = _page(file, picture, one)
            made.append(page)
            if one.document is not None:
                made.append(_filing(page, BY_CODE, one.document, one.page, "", by, now))
    if made:
        _keep(chart, [file, *made], now)
    return told


def waiting_pages(chart: ChartSession) -> list[ScanPage]:
    """The pages that could not be read, or were taken off again, oldest first; nobody decided on them yet."""
    settled = sa.select(ScanFiling.scan_page_id).where(ScanFiling.kind != TAKEN_OFF)
    off = sa.select(ScanFiling.scan_page_id).where(ScanFiling.kind == TAKEN_OFF)
    query = (
        sa.select(ScanPage)
        .join(ScanFile)
        .where(sa.or_(ScanPage.id.not_in(settled), ScanPage.id.in_(off)))
        .order_by(ScanFile.received_at, ScanPage.place)
    )
    return [page for page in chart.orm.scalars(query) if page.filed is None]


def assign(
    chart: ChartSession, page: ScanPage, document: StoredDocument, number: int, person: Practitioner, now: datetime
) -> None:
    """Put a page where a person says it belongs. Raises Known where it is settled already, or says otherwise itself."""
    require(person, "scan")
    _require_open(page)
    if not 1 <= number <= document.pages:
        words = ngettext("{number} has {count} page.", "{number} has {count} pages.", document.pages)
        raise Known(words.format(number=document.number, count=document.pages))
    code = read_page_code(page.code or "")
    if code is not None and not _agrees(code, document, number):
        words = _("The code on this page says page {page} of {document}, patient {patient}. It is not filed elsewhere.")
        raise Known(words.format(page=code.page, document=code.document, patient=code.patient))
    _keep(chart, [_filing(page, ASSIGNED, document, number, "", person.name or "", now)], now)


def discard(chart: ChartSession, page: ScanPage, reason: str, person: Practitioner, now: datetime) -> None:
    """Say that a page belongs to no paper. It stays in the chart, out of the queue, with the reason."""
    require(person, "scan")
    _require_open(page)
    _keep(chart, [_filing(page, DISCARDED, None, None, _reason(reason), person.name or "", now)], now)


def take_off(chart: ChartSession, page: ScanPage, reason: str, person: Practitioner, now: datetime) -> None:
    """Take a page off the document it was filed to; it waits again for a person, and its filing stays on record."""
    require(person, "scan")
    filed = page.filed
    if filed is None or filed.document is None:
        raise Known(_("This page is on no document."))
    filing = _filing(page, TAKEN_OFF, None, None, _reason(reason), person.name or "", now)
    filing.visit = filed.visit
    _keep(chart, [filing], now)


def picture_of(chart: ChartSession, page: ScanPage) -> bytes:
    """The page as a JPEG. Raises Known where its bytes are no longer those that were taken in."""
    content = chart.orm.scalars(sa.select(ScanPage.content).where(ScanPage.id == page.id)).one()
    if hashlib.sha256(content).hexdigest() != page.sha256:
        raise Known(_("This page is not the one that was taken in. Settings, Verify, says more."))
    return content


def _find(chart: ChartSession, picture: PagePicture, own: str, told: list[Told]) -> Told:
    """Where a page belongs, as far as it says so itself."""
    place = picture.place
    if picture.blank:
        return Told(BLANK, place)
    if picture.several:
        return Told(QUEUED, place, _("Codes of several pages are on it."))
    if not picture.code:
        return Told(QUEUED, place, _("No page code can be read."))
    code = read_page_code(picture.code)
    if code is None:
        return Told(QUEUED, place, _("Its page code does not fit its check character."))
    if code.clinic != own and code.clinic != NOBODY:
        return Told(REFUSED, place, _("It is a paper of another clinic ({code}).").format(code=code.clinic))
    if code.patient == NOBODY:
        return Told(REFUSED, place, _("It is a paper without a patient; such papers are not filed."))
    document, why = _document_of(chart, code)
    if document is None:
        return Told(QUEUED, place, why)
    again = _is_back(chart, document, code.page) or any(
        one.document is document and one.page == code.page for one in told
    )
    words = _("It is there already and is kept as a second scan.") if again else ""
    return Told(AGAIN if again else FILED, place, words, document, code.page)


def _document_of(chart: ChartSession, code: PageCode) -> tuple[StoredDocument | None, str]:
    query = sa.select(StoredDocument).where(StoredDocument.number == code.document)
    found = chart.orm.scalars(query.order_by(StoredDocument.made_at)).all()
    if not found:
        return None, _("No paper {number} was kept here.").format(number=code.document)
    if len(found) > 1 and code.document.count("-") < _PARTS:
        return None, _("{number} was printed more than once.").format(number=code.document)
    document = found[0]
    if document.visit.course.patient.number != code.patient:
        words = _("It names patient {patient}, but {number} is a paper of another patient.")
        return None, words.format(patient=code.patient, number=code.document)
    if document.pages != code.pages:
        words = ngettext(
            "It says {said} page, but {number} has {pages}.",
            "It says {said} pages, but {number} has {pages}.",
            code.pages,
        )
        return None, words.format(said=code.pages, number=code.document, pages=document.pages)
    return document, ""


def _is_back(chart: ChartSession, document: StoredDocument, number: int) -> bool:
    query = sa.select(ScanFiling).where(ScanFiling.document_id == document.id, ScanFiling.page == number)
    return any(filing.scan_page.filed is filing for filing in chart.orm.scalars(query))


def _agrees(code: PageCode, document: StoredDocument, number: int) -> bool:
    """Whether a code and a person mean the same page of the same document, maybe of another print of it."""
    same_paper = _unprinted(code.document) == _unprinted(document.number)
    return same_paper and code.page == number and code.patient == document.visit.course.patient.number


def _unprinted(number: str) -> str:
    """A document's number without the serial of the print: `CN-2026-7K3QM9`."""
    return "-".join(number.split("-")[:3])


def _page(file: ScanFile, picture: PagePicture, one: Told) -> ScanPage:
    return ScanPage(
        file=file,
        place=picture.place,
        code=picture.code or None,
        why=one.words or None,
        width=picture.width,
        height=picture.height,
        sha256=hashlib.sha256(picture.jpeg).hexdigest(),
        content=picture.jpeg,
    )


def _filing(
    page: ScanPage,
    kind: str,
    document: StoredDocument | None,
    number: int | None,
    reason: str,
    by: str,
    now: datetime,
) -> ScanFiling:
    return ScanFiling(
        scan_page=page,
        visit=document.visit if document is not None else None,
        document=document,
        kind=kind,
        page=number,
        reason=reason or None,
        by=by,
        at=now,
    )


def _require_open(page: ScanPage) -> None:
    if page.filed is not None:
        raise Known(_("Somebody has decided on this page already."))


def _reason(typed: str) -> str:
    if len(typed.strip()) < SHORTEST_REASON:
        raise Known(_("Type the reason."))
    return typed.strip()


def _keep(chart: ChartSession, records: list[ScanFile | ScanPage | ScanFiling], now: datetime) -> None:
    """Save new records at once; where they cannot be kept memory forgets them too."""
    chart.orm.add_all(records)
    try:
        chart.save(now)
    except NotSaved:
        for record in records:
            if isinstance(record, ScanFiling):
                record.scan_page.filings.remove(record)
        for record in records:
            chart.orm.expunge(record)
        raise
    for record in records:
        if not isinstance(record, ScanFiling):
            chart.orm.expire(record, ["content"])  # the file has it now
