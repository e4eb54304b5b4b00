"""Every document × A4 and Letter × usual, full, empty, long and hostile, each in another script: its pages hold.

A document has ten such rows and there are ten scripts, so each document meets each script once, and every pair of
script with size and with case is met by some document. Large print counts as a document of its own.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest

from charting.actions.logos import read_logo
from charting.errors import Known
from charting.fields import line_model
from charting.output.audit_report import AuditLine, AuditPaper, audit_pdf
from charting.output.declared import Audience, Document
from charting.output.documents import DOCUMENTS, build, gather, number_of, why_not
from charting.output.info import PAGE_SIZES, Letterhead
from charting.output.preparation import PreparationPaper, PreparedRow, preparation_pdf
from charting.output.proof import says
from charting.output.recovery_sheet import recovery_sheet
from charting.output.rescue_log_paper import rescue_log_paper
from charting.output.styles import MEASURE, Kind, styles_for
from charting.output.visit_paper import VisitPaper
from charting.practice.acp_visit import complete_visit_of
from charting.practice.people import add_people
from charting.practice.register import PEOPLE
from charting.practice.team import new_team
from charting.records.visit import Visit
from charting.rescue import CardClinic, LogLine
from charting.store.chart_session import ChartSession
from tests.core.test_documents import HOSTILE, NOW, Filler, clinic, empty_visit, full_visit, sign
from tests.logos import TALL, WIDE
from tests.page_geometry import Page, pages_of

SCRIPTS = {
    "Latin": "Nguyễn-Østergård",
    "Greek": "Παπαδοπούλου",
    "Cyrillic": "Образцова",
    "Arabic": "نموذج فاطمة",
    "Hebrew": "לדוגמה",
    "Devanagari": "नमूना लक्ष्मी",
    "Thai": "ตัวอย่าง",
    "Chinese": "樣本·欧阳",
    "Japanese": "見本 さくら・サクラ",
    "Korean": "견본 하늘",
}
CASES = ("usual", "full", "empty", "long", "hostile")
ROWS = [(case, size) for case in CASES for size in ("A4", "Letter")]
PRINTS = [(document, False) for document in DOCUMENTS] + [
    (document, True) for document in DOCUMENTS if document.has_large_print
]
OWN_SHAPE = {document.kind for document in DOCUMENTS if document.draw is not None}
NOTE_CHARACTERS, ZONE_ROWS = 10_000, 60
LEAST_LINES = 3
LOGOS = {"full": read_logo(WIDE), "long": read_logo(TALL)}
"""The cases in which the clinic has a logo."""


def rows() -> Iterator[object]:
    """The matrix: each row of a document in another script, the scripts shifted by one from document to document."""
    for shift, (document, large) in enumerate(PRINTS):
        for at, (case, size) in enumerate(ROWS):
            script = list(SCRIPTS)[(at + shift) % len(SCRIPTS)]
            name = f"{document.kind}{'-large' if large else ''}-{case}-{size}-{script}"
            yield pytest.param(document, large, case, size, script, id=name)


@cache
def paper(case: str, script: str) -> VisitPaper:
    """A visit as it is gathered; the patient's name, and where there are words the words, are of that script."""
    own = clinic()
    own.logo = LOGOS.get(case)
    if case == "usual":
        usual, name = _complete_visit(), SCRIPTS[script]
        return replace(usual, identity=replace(usual.identity, name=name), patient_name=name)
    words = HOSTILE if case == "hostile" else f"{SCRIPTS[script]} "
    visit = empty_visit() if case == "empty" else full_visit(words)
    if case == "long":
        _lengthen(visit, words)
    visit.course.patient.family_name = SCRIPTS[script]
    if case != "empty":
        sign(visit)
    visit.id = "v" * 32
    return gather(visit, own, NOW, "R Marlow", "#123 K7QM-4R2X", course=True)


def _lengthen(visit: Visit, words: str) -> None:
    visit.note = (words * NOTE_CHARACTERS)[:NOTE_CHARACTERS]
    for sheet in (visit.needling, visit.application):
        assert sheet is not None
        while len(sheet.zones) < ZONE_ROWS:
            row = line_model(type(sheet), "zones")(position=len(sheet.zones))
            Filler(words).fill(row)
            sheet.zones.append(row)


@cache
def _complete_visit() -> VisitPaper:
    """The complete visit of the practice clinic, without the other people of that clinic and their years."""
    now = datetime(2026, 11, 20, 14, 0).astimezone()
    with TemporaryDirectory() as folder:
        chart = ChartSession.create(Path(folder), "practice")
        try:
            team = new_team(chart, now)
            chart.work_as(team.doctor)
            visit = complete_visit_of(team, add_people(team, PEOPLE))
            return gather(visit, clinic(), now, "R Marlow", "#123 K7QM-4R2X", course=True)
        finally:
            chart.close()


def built(document: Document, large: bool, case: str, size: str, script: str) -> tuple[VisitPaper, list[Page]]:
    """The document as read by two programs. A visit that has none says so, and the full one stands in for it."""
    wanted = replace(paper(case, script), page_size=size, large=large)
    if why_not(document.kind, wanted):
        with pytest.raises(Known):
            build(document.kind, wanted)
        wanted = replace(paper("full", script), page_size=size, large=large)
    pdf = build(document.kind, wanted)
    with pikepdf.open(BytesIO(pdf)) as second:
        assert second.check_pdf_syntax() == []
    return wanted, pages_of(pdf)


@pytest.mark.parametrize(("document", "large", "case", "size", "script"), list(rows()))
def test_its_pages_hold(document: Document, large: bool, case: str, size: str, script: str) -> None:
    wanted, pages = built(document, large, case, size, script)
    for page in pages:
        assert page.foreign == (), "a font is not embedded"
        assert page.overlaps() == []
        assert not {"\ufffd", "\ufffe", "\x00"} & set(page.text)
        if document.audience is not Audience.WALL:
            assert says(page.text, wanted.identity.name)
            assert says(page.text, wanted.identity.patient_id)
            assert says(page.text.lower(), wanted.identity.born.partition(" (")[0].lower())
    if document.kind in OWN_SHAPE:
        assert [page.outside(0, page.width) for page in pages if page.outside(0, page.width)] == []
        return
    styles = styles_for(Kind.LARGE if large else document.style)
    number = number_of(document.kind, wanted)
    for at, page in enumerate(pages, start=1):
        left = (page.width - MEASURE) / 2
        assert (page.width, page.height) == pytest.approx(PAGE_SIZES[size])
        assert page.outside(left, left + MEASURE) == []
        assert page.on_the_foot() == []
        assert says(page.text, f"Page {at} of {len(pages)}")
        assert says(page.text, number)
        assert page.headings_alone(styles.heading.size) == []
        if at < len(pages):
            assert page.heads_at_the_foot(styles.small.size) == []
    assert len(pages) == 1 or pages[-1].lines(130 if large else 90) >= LEAST_LINES


WRITTEN = (HOSTILE, "Entry " * 60, *SCRIPTS.values())
LOOSE = {
    "recovery_sheet": lambda size: recovery_sheet(CardClinic(name=HOSTILE), ["ABCD2"] * 9, NOW, size),
    "rescue_log": lambda size: rescue_log_paper(
        CardClinic(name="Sample Clinic"), [LogLine(NOW, words, "100 mL") for words in WRITTEN], size, printed=NOW
    ),
    "preparation": lambda size: preparation_pdf(
        PreparationPaper(
            Letterhead(HOSTILE),
            practice=False,
            day=NOW.date(),
            rows=[PreparedRow("09:00", f"{words}, Ada", "", "RL-00412", words, (words,) * 3) for words in WRITTEN],
            document_id="PL-2026-0001",
            printed_at="20-Nov-2026 11:42",
            printed_by="R Marlow",
            page_size=size,
        )
    ),
    "audit_report": lambda size: audit_pdf(
        AuditPaper(
            Letterhead(HOSTILE),
            practice=False,
            asked=(HOSTILE,),
            lines=[AuditLine(1, "", "20-Nov-2026", "", words, words, words, words, words, words) for words in WRITTEN],
            seal="#123 K7QM-4R2X",
            document_id="AR-2026-0001",
            printed_at="20-Nov-2026 11:42",
            printed_by="R Marlow",
            page_size=size,
        )
    ),
}


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("kind", LOOSE)
def test_papers_of_no_patient_hold_as_well(kind: str, size: str) -> None:
    pdf = LOOSE[kind](size)
    with pikepdf.open(BytesIO(pdf)) as second:
        assert second.check_pdf_syntax() == []
    pages = pages_of(pdf)
    for at, page in enumerate(pages, start=1):
        left = (page.width - MEASURE) / 2
        assert (page.width, page.height) == pytest.approx(PAGE_SIZES[size])
        assert page.foreign == () and page.overlaps() == [] and page.on_the_foot() == []
        assert page.outside(left, left + MEASURE) == []
        assert says(page.text, f"Page {at} of {len(pages)}")
        assert not {"\ufffd", "\ufffe", "\x00"} & set(page.text)


MOST_PAGES_OF_A_SUMMARY = 4


def test_the_summary_of_the_usual_visit_is_short() -> None:
    assert len(pages_of(build("chart_summary", _complete_visit()))) <= MOST_PAGES_OF_A_SUMMARY


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_the_usual_aftercare_keeps_to_one_page(size: str) -> None:
    assert len(pages_of(build("aftercare", replace(_complete_visit(), page_size=size)))) == 1


MOST_PAGES_OF_A_CONSENT = 4


def test_the_usual_consent_keeps_to_four_pages() -> None:
    assert len(pages_of(build("consent", _complete_visit()))) <= MOST_PAGES_OF_A_CONSENT
