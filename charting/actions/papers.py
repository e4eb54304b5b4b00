"""Papers that leave the program: each is kept in the chart first, and can be shown again byte for byte."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa

from charting.dates import show_day
from charting.errors import Known
from charting.output.documents import KINDS
from charting.records.print_job import HandedOut, PrintJob
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession, NotSaved
from charting.words import _

PRINTED, EXPORTED, HANDED_OUT = "printed", "exported", "handed_out"


@dataclass(frozen=True, slots=True)
class Finished:
    """A paper as it was set: `kind` a code of the documents, `number` what stands on it, `seal` the record seal."""

    kind: str
    pdf: bytes = field(repr=False)
    pages: int
    number: str
    seal: str

    @property
    def sha256(self) -> str:
        """SHA-256 of its bytes, in hexadecimal."""
        return hashlib.sha256(self.pdf).hexdigest()


def keep_paper(
    chart: ChartSession,
    visit: Visit,
    paper: Finished,
    verb: str,
    by: str,
    now: datetime,
    job: PrintJob | HandedOut | None = None,
) -> StoredDocument:
    """Keep a paper and write down that it was printed or exported, in one save; call it before the paper leaves.

    `verb` is PRINTED, EXPORTED or HANDED_OUT; `job`, which may be the handing out itself, is kept with it. Bytes that
    are kept already are not kept twice. Raises NotSaved, and then nothing was kept or written down and the paper must
    not leave.
    """
    chart.save(now)  # what was typed stands on its own: the paper's fate is not tied to it
    known = next((document for document in visit.documents if document.sha256 == paper.sha256), None)
    document = known or StoredDocument(
        kind=paper.kind,
        number=paper.number,
        made_at=now,
        by=by,
        seal_code=paper.seal,
        pages=paper.pages,
        sha256=paper.sha256,
        content=paper.pdf,
    )
    if known is None:
        visit.documents.append(document)
        chart.add(document)
    if job is not None:
        job.document = document
        chart.add(job)
    noted = chart.trail.note(verb, visit, f"{dict(KINDS).get(paper.kind, paper.kind)} {paper.number}")
    try:
        chart.save(now)
    except NotSaved:
        chart.trail.take_back(noted)
        if job is not None:
            chart.orm.expunge(job)
        if known is None:
            visit.documents.remove(document)
            chart.orm.expunge(document)
        raise
    if known is None:
        chart.orm.expire(document, ["content"])  # the file has it now
    return document


def shown_again(chart: ChartSession, document: StoredDocument) -> Finished:
    """A kept paper as it was made. Raises Known where its bytes are no longer those that were kept."""
    content = chart.orm.scalars(sa.select(StoredDocument.content).where(StoredDocument.id == document.id)).one()
    paper = Finished(document.kind, content, document.pages, document.number, document.seal_code)
    if paper.sha256 != document.sha256:
        raise Known(_("This paper is not the one that was kept. Settings, Verify, says more."))
    return paper


def file_name_of(document: StoredDocument) -> str:
    """A name for the file that names no patient, the same as when it was made."""
    day = show_day(document.visit.opened_at.date())
    return f"{document.kind.replace('_', '-')}-{day}-{document.number}.pdf"
