"""The list to prepare a day by, on paper: who comes when, for which session, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.dates import show_day, show_long_day
from charting.output.build import build
from charting.output.clinic_head import ClinicHead
from charting.output.headings import note, title
from charting.output.info import DocumentInfo, Identity, Letterhead
from charting.output.proof import PaperFault, read_back, says
from charting.output.runs import Run, Words, strong
from charting.output.styles import Kind, styles_for
from charting.output.tables import Column, table
from charting.words import _, ngettext

_TEMPLATE = ("preparation", "1.0")
_NOBODY = "0"


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """One person: when, name, birth date, number, session, and what is missing; all in words."""

    at: str
    who: str
    born: str
    number: str
    session: str
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PreparationPaper:
    """The list of one day as it is printed."""

    clinic: Letterhead
    practice: bool
    day: date
    rows: Sequence[PreparedRow]
    document_id: str
    printed_at: str
    printed_by: str
    seal: str = ""
    page_size: str = "A4"


def preparation_pdf(paper: PreparationPaper) -> bytes:
    """The list as a PDF, read back before it is handed out.

    Raises PaperFault when a line is missing on it, MissingGlyph for a character no bundled font has.
    """
    info = _info(paper)
    pdf = build(info, _story(paper, info), ClinicHead(info))
    text = " ".join(read_back(pdf))
    for row in paper.rows:
        for words in (row.number, row.at, *row.missing):
            if words and not says(text, words):
                raise PaperFault(f"the list does not say {words}")
    return pdf


def _info(paper: PreparationPaper) -> DocumentInfo:
    return DocumentInfo(
        clinic=paper.clinic,
        patient=Identity("", "", "", _NOBODY, ""),
        title=_("To prepare: {day}").format(day=_weekday_and_day(paper.day)),
        short_title=_("To prepare, {day}").format(day=show_day(paper.day)),
        document_id=paper.document_id,
        template=_TEMPLATE[0],
        template_version=_TEMPLATE[1],
        printed_at=paper.printed_at,
        printed_by=paper.printed_by,
        confirmed=_("It names several patients: shred it after the day."),
        seal=paper.seal,
        kind=Kind.CLINICAL,
        page_size=paper.page_size,
        practice=paper.practice,
    )


def _weekday_and_day(day: date) -> str:
    return f"{show_long_day(day).partition(' ')[0]} {show_day(day)}"


def _story(paper: PreparationPaper, info: DocumentInfo) -> list[Flowable]:
    styles = styles_for(info.kind)
    count = len(paper.rows)
    lead = ngettext("{count} person is expected", "{count} people are expected", count).format(count=count)
    flowables: list[Flowable] = [*title(styles, info, lead if count else _("Nobody is expected"))]
    if not count:
        return [*flowables, note(styles, [Run(_("No session or assessment was agreed on for this day."))])]
    columns = [
        Column(_("Time"), 14),
        Column(_("Patient"), 58),
        Column(_("Session"), 34),
        Column(_("Missing"), 52),
        Column(_("Ready"), 16, write_in=True),
    ]
    rows: list[list[Words]] = [
        [
            row.at,
            [strong(row.who), Run("\n" + _particulars(row))],
            row.session,
            "\n".join(row.missing) or _("nothing"),
            "",
        ]
        for row in paper.rows
    ]
    return [*flowables, table(styles, columns, rows, row_height=11 * mm)]


def _particulars(row: PreparedRow) -> str:
    born = _("born {day}").format(day=row.born) if row.born else _("birth date not recorded")
    return "  ·  ".join(part for part in (born, row.number) if part)
