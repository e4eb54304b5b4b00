"""The audit trail on paper and as a table: who did what, when, about whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.errors import MissingGlyph
from charting.output.build import build
from charting.output.clinic_head import ClinicHead
from charting.output.headings import note, title
from charting.output.info import DocumentInfo, Identity, Letterhead
from charting.output.plain_text import BOM, csv_lines
from charting.output.proof import PaperFault, read_back
from charting.output.runs import Run
from charting.output.shaping import clean
from charting.output.styles import Kind, styles_for
from charting.output.tables import Column, table
from charting.words import _

MOST_ON_PAPER = 2000
HEAD = ("Number", "Time", "Clock", "Person", "Action", "Patient", "Visit", "Place", "What")
_LONGEST = 400
_TEMPLATE = ("audit-report", "1.0")
_NOBODY = "0"


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry in words. `iso` is the time as ISO 8601, `when` as people read it, `clock` says if it was set back."""

    number: int
    iso: str
    when: str
    clock: str
    who: str
    action: str
    patient: str
    visit: str
    where: str
    words: str


@dataclass(frozen=True, slots=True)
class AuditPaper:
    """A report as it is printed: what was asked for in words, and the entries."""

    clinic: Letterhead
    practice: bool
    asked: tuple[str, ...]
    lines: Sequence[AuditLine]
    seal: str
    document_id: str
    printed_at: str
    printed_by: str
    page_size: str = "A4"


def audit_pdf(paper: AuditPaper) -> bytes:
    """The report as a PDF, read back before it is handed out. Raises PaperFault, or ValueError for too many entries."""
    if len(paper.lines) > MOST_ON_PAPER:
        raise ValueError("too many entries for paper")
    info = _info(paper)
    try:
        pdf = build(info, _story(paper, info, str), ClinicHead(info))
    except MissingGlyph:
        pdf = build(info, _story(paper, info, _latin), ClinicHead(info))
    _prove(pdf, paper)
    return pdf


def audit_csv(lines: Iterable[AuditLine]) -> Iterator[bytes]:
    """The report as a table in pieces: RFC 4180, UTF-8 with its mark, every cell guarded against formulas."""
    yield BOM.encode("utf-8") + csv_lines([[_(word) for word in HEAD]])
    for line in lines:
        row = (str(line.number), line.iso, line.clock, line.who, line.action, line.patient, line.visit, line.where)
        yield csv_lines([(*row, line.words)])


def _info(paper: AuditPaper) -> DocumentInfo:
    name = _("Audit report")
    return DocumentInfo(
        clinic=paper.clinic,
        patient=Identity("", "", "", _NOBODY, ""),
        title=name,
        short_title=name,
        document_id=paper.document_id,
        template=_TEMPLATE[0],
        template_version=_TEMPLATE[1],
        printed_at=paper.printed_at,
        printed_by=paper.printed_by,
        seal=paper.seal,
        kind=Kind.CLINICAL,
        page_size=paper.page_size,
        practice=paper.practice,
    )


def _story(paper: AuditPaper, info: DocumentInfo, write: Callable[[str], str]) -> list[Flowable]:
    styles = styles_for(info.kind)
    columns = [
        Column(_("Time"), 26 * mm),
        Column(_("Person"), 28 * mm),
        Column(_("Action"), 24 * mm),
        Column(_("About"), 38 * mm),
        Column(_("What"), 58 * mm),
    ]
    rows = [
        [
            f"{line.when}\n{line.clock}".strip(),
            write(_short(line.who)),
            line.action,
            write(_short("\n".join(part for part in (line.patient, line.visit, line.where) if part))),
            write(_short(line.words)),
        ]
        for line in paper.lines
    ]
    flowables: list[Flowable] = [*title(styles, info, write("  ·  ".join(paper.asked)))]
    if rows:
        flowables.append(table(styles, columns, rows, key=None))
    else:
        flowables.append(note(styles, [Run(_("No entry fits what was asked for."))]))
    return flowables


def _short(words: str) -> str:
    clear = clean(words)
    return clear if len(clear) <= _LONGEST else f"{clear[:_LONGEST]} …"


def _latin(words: str) -> str:
    """Words with each character that no font of ours has shown by its number."""
    return "".join(c if c.isascii() or c in "“”’–…·→×µ°²³" else f"[U+{ord(c):04X}]" for c in words)


def _prove(pdf: bytes, paper: AuditPaper) -> None:
    pages = read_back(pdf)
    for number, page in enumerate(pages, start=1):
        if _("Page {page} of {pages}").format(page=number, pages=len(pages)) not in page:
            raise PaperFault(f"page {number} does not say which page it is")
        if paper.seal and paper.seal not in page:
            raise PaperFault(f"page {number} lacks the record seal")
