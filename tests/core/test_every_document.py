"""Every declared document, and what is true of one of them alone. How their pages hold stands in test_paper_matrix."""

import re
from dataclasses import replace
from decimal import Decimal
from functools import cache
from io import BytesIO

import pytest
import zxingcpp
from reportlab.pdfgen.canvas import Canvas

from charting.errors import Known, MissingGlyph
from charting.output.declared import Audience, Document
from charting.output.documents import DOCUMENTS, KINDS, build, gather, info_for, number_of, why_not
from charting.output.further_facts import LabelWish
from charting.output.labels import labels_of
from charting.output.loose_forms import form_paper
from charting.output.pen import ROW
from charting.output.proof import says
from charting.output.visit_paper import VisitPaper
from charting.texts import forbidden_in
from tests.core.test_documents import NOW, clinic, empty_visit, full_visit, sign
from tests.page_geometry import BODY_ENDS, FOOT_RULE, pages_of

OWN_SHAPE = {document.kind for document in DOCUMENTS if document.draw is not None}
ALL = [pytest.param(document, id=document.kind) for document in DOCUMENTS]
A_FIFTH = 0.2
THREE_ROWS = 3 * ROW
MOST_PAGES_OF_A_SUMMARY = 8


@cache
def paper(case: str) -> VisitPaper:
    """A visit as it is gathered: full or empty."""
    visit = empty_visit() if case == "empty" else full_visit("Words ")
    if case != "empty":
        sign(visit)
    visit.id = "v" * 32
    return gather(visit, clinic(), NOW, "R Marlow", "#123 K7QM-4R2X", course=True)


@cache
def made(kind: str, case: str, size: str, large: bool = False) -> bytes:
    return build(kind, replace(paper(case), page_size=size, large=large))


@pytest.mark.parametrize("document", [d for d in ALL if d.values[0].has_large_print])  # type: ignore[union-attr]
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_large_print_says_the_same_words_under_the_same_number(document: Document, size: str) -> None:
    large = pages_of(made(document.kind, "full", size, large=True))
    usual, wanted = paper("full"), replace(paper("full"), large=True)
    assert number_of(document.kind, wanted) == f"{number_of(document.kind, usual)}-L"
    assert info_for(document.kind, wanted).template_version == info_for(document.kind, usual).template_version
    text = "\n".join(page.text for page in large)
    assert [words for words in document.expected(usual) if words and not says(text, words) and len(words) < 40] == []


@pytest.mark.parametrize("document", ALL)
def test_the_same_record_gives_the_same_bytes(document: Document) -> None:
    assert build(document.kind, paper("full")) == made(document.kind, "full", "A4")


@pytest.mark.parametrize("document", ALL)
def test_no_patient_reads_a_false_sentence(document: Document) -> None:
    assert forbidden_in("\n".join(page.text for page in pages_of(made(document.kind, "full", "A4")))) == []


@pytest.mark.parametrize("document", [d for d in ALL if d.values[0].kind not in OWN_SHAPE])  # type: ignore[union-attr]
@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("case", ["full", "empty"])
def test_the_last_page_is_no_orphan(document: Document, case: str, size: str) -> None:
    if why_not(document.kind, paper(case)) or document.audience is Audience.CLINIC:  # the chart may end where it ends
        case, size = "full", "A4"
    pages = pages_of(made(document.kind, case, size))
    if len(pages) > 1:
        last, head = pages[-1], 100
        lowest = min(box.foot for box in last.boxes if box.foot > 80)
        assert (last.height - head - lowest) / (last.height - head - 77) > A_FIFTH


def test_a_summary_in_which_everything_is_answered_wastes_no_room() -> None:
    assert len(pages_of(made("chart_summary", "full", "A4"))) <= MOST_PAGES_OF_A_SUMMARY


def test_no_number_of_the_doses_is_broken_over_two_lines() -> None:
    ledger = paper("full").ledger
    assert ledger is not None
    doses = [*(row.dose_mg for row in ledger.rows), ledger.total_dose]
    words = {box.words for page in pages_of(made("chart_summary", "full", "A4")) for box in page.boxes}
    assert [dose for dose in doses if dose and not any(dose in said for said in words)] == []


def test_a_share_of_the_doses_that_cannot_be_worked_out_is_said_to_be_unknown() -> None:
    ledger = paper("full").ledger
    assert ledger is not None and ledger.warns and not ledger.total_share
    total = f"Total {ledger.total_dose} {ledger.total_counted} not known"
    assert any(says(page.text, total) for page in pages_of(made("chart_summary", "full", "A4")))


def test_each_document_is_declared_once_with_a_prefix_of_its_own() -> None:
    kinds, prefixes = [d.kind for d in DOCUMENTS], [d.prefix for d in DOCUMENTS]
    assert len(set(kinds)) == len(kinds)
    assert len(set(prefixes)) == len(prefixes)
    assert all(re.fullmatch(r"[A-Z]{2}", prefix) for prefix in prefixes)
    assert {kind for kind, _title in KINDS} == {d.kind for d in DOCUMENTS if d.audience is not Audience.WALL}
    assert all(document.needs and document.title for document in DOCUMENTS)
    assert all((document.lay is None) != (document.draw is None) for document in DOCUMENTS)


def test_a_letter_no_font_has_stops_every_document_of_a_patient() -> None:
    unknown = replace(paper("full"), identity=replace(paper("full").identity, name="\u13a0\u13a1"))
    for document in DOCUMENTS:
        if document.audience is not Audience.WALL:
            with pytest.raises(MissingGlyph):
                build(document.kind, unknown)


def test_the_sheet_on_needling_at_home_waits_for_the_question_and_for_a_clinician() -> None:
    for asked, agreed in ((None, None), (True, None), (None, True), (False, True), (True, False)):
        visit = full_visit()
        assert visit.after
        visit.after.home_needling_asked, visit.after.home_needling_sheet = asked, agreed
        visit.id = "v" * 32
        assert why_not("home_needling", gather(visit, clinic(), NOW, "R Marlow"))
    assert not why_not("home_needling", paper("full"))


@pytest.mark.parametrize(("agreed", "signed"), [(None, True), (False, True), (True, False)])
def test_no_letter_leaves_without_a_yes_and_a_signature(agreed: bool | None, signed: bool) -> None:
    visit = full_visit()
    assert visit.after
    visit.after.letter_agreed = agreed
    if signed:
        sign(visit)
    visit.id = "v" * 32
    assert why_not("doctor_letter", gather(visit, clinic(), NOW, "R Marlow"))


def test_no_letter_is_written_to_nobody() -> None:
    visit = full_visit()
    visit.course.patient.family_doctor_name = None
    sign(visit)
    visit.id = "v" * 32
    assert why_not("doctor_letter", gather(visit, clinic(), NOW, "R Marlow"))


@pytest.mark.parametrize("kind", ["labels", "labels_roll"])
@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_labels_fill_the_sheet_from_the_first_free_place(kind: str, size: str) -> None:
    wish = LabelWish(tubes=20, syringes=9, first_place=9)
    wanted = replace(paper("full"), labels=wish, page_size=size)
    pages = pages_of(build(kind, wanted))
    assert len(labels_of(wanted)) == 29
    assert len(pages) == (29 if kind == "labels_roll" else 2)
    assert sum(page.text.count("AUTOLOGOUS") for page in pages) == 29
    if kind == "labels":
        third_row = min(box.foot for box in pages[0].boxes if "BLOOD 1/20" in box.words)
        assert third_row < pages[0].height * 0.75


def test_a_label_names_no_time_that_has_not_come() -> None:
    text = "\n".join(page.text for page in pages_of(made("labels", "empty", "A4")))
    assert says(text, "Drawn at ____ : ____")
    assert says(text, "Use before ____ : ____")
    assert not re.search(r"\d\d:\d\d", text)


def test_the_code_of_a_label_reads_back_and_names_no_person() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made("labels_roll", "full", "A4"))
    picture = document[0].render(scale=300 / 72, grayscale=True).to_pil()
    found = zxingcpp.read_barcodes(picture)
    document.close()
    said = found[0].text
    assert said.startswith("RLT.")
    assert ".RL-00412." in said
    assert ".B1-4." in said
    assert "SAMPLE" not in said.upper().replace("RL-00412", "")


def test_a_name_too_long_for_a_small_label_is_never_cut() -> None:
    family = "Wolfeschlegelsteinhausenbergerdorffvoralternwarengewissenhaft " * 2
    identity = replace(paper("full").identity, name=f"{family.strip().upper()}, Ada Beatrix Cordula Dorothea")
    long = replace(paper("full"), identity=identity)
    for kind in ("labels", "labels_roll"):
        try:
            pages = pages_of(build(kind, long))
        except Known as refused:
            assert "too long" in str(refused)
        else:
            assert all(not page.overlaps() for page in pages)


def test_the_shift_for_a_printer_moves_every_label() -> None:
    usual = pages_of(made("labels", "full", "A4"))[0].boxes
    wish = LabelWish(right_mm=Decimal("2.0"), down_mm=Decimal("0.5"), crosses=True)
    moved = pages_of(build("labels", replace(paper("full"), labels=wish)))[0].boxes
    for before, after in zip(usual, moved, strict=True):
        assert after.left - before.left == pytest.approx(2.0 * 72 / 25.4, abs=0.05)
        assert before.foot - after.foot == pytest.approx(0.5 * 72 / 25.4, abs=0.05)


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("kind", ["blank_consent", "blank_visit"])
def test_a_form_for_nobody_yet_leaves_room_for_a_name(kind: str, size: str) -> None:
    form = replace(form_paper(clinic(), "M_PRP", NOW, "R Marlow"), page_size=size)
    pages = pages_of(build(kind, form))
    for page in pages:
        assert says(page.text, "Name")
        assert not says(page.text, "SAMPLE")
        assert page.overlaps() == []


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("visit", ["M_PRP", "MN", "PRP_only", "review"])
def test_the_pen_has_every_page_of_a_visit_form(visit: str, size: str) -> None:
    pages = pages_of(build("blank_visit", replace(form_paper(clinic(), visit, NOW, "R Marlow"), page_size=size)))
    for page in pages:
        lowest = min(foot for foot in (*page.drawn, *(box.foot for box in page.boxes)) if foot > FOOT_RULE + 1)
        assert lowest - BODY_ENDS < THREE_ROWS
    assert sum("Responsible practitioner" in page.text for page in pages) == 1
    assert says(pages[-1].text, "Notes") and says(pages[-1].text, "Responsible practitioner")


@pytest.mark.parametrize(
    ("kind", "agreed", "planned", "rows"),
    [
        ("consent", None, 4, "34"),
        ("consent", 6, 4, "345"),
        ("consent", None, None, "345"),
        ("consent", None, 2, ""),
        ("blank_consent", 6, 4, "34"),
        ("blank_consent", None, None, "345"),
    ],
)
def test_sessions_to_come_end_with_the_course(kind: str, agreed: int | None, planned: int | None, rows: str) -> None:
    """The consent of session 2 has a row for each session that was agreed to or else planned, three at most."""
    visit = empty_visit()
    assert visit.consent is not None
    visit.session_number, visit.consent.basis = 2, "new"
    visit.consent.planned_sessions = None if agreed is None else Decimal(agreed)
    visit.course.planned_sessions = None if planned is None else Decimal(planned)
    boxes = [box for page in pages_of(build(kind, gather(visit, clinic(), NOW, "R Marlow"))) for box in page.boxes]
    named = [box.words for box in boxes if re.fullmatch("[2-9]", box.words) and box.face == "NotoSans-SemiBold"]
    assert "".join(named) == rows


@pytest.mark.parametrize("kind", ["blank_consent", "blank_visit"])
def test_a_form_of_a_patient_carries_no_answer(kind: str) -> None:
    text = "\n".join(page.text for page in pages_of(made(kind, "full", "A4")))
    assert says(text, "SAMPLE, Ada") or says(text, paper("full").identity.name)
    band = paper("full").identity
    known = set(re.findall(r"Words (\d+)", f"{band.address_as} {band.allergies}"))
    assert set(re.findall(r"Words (\d+)", text)) <= known


def test_texts_on_each_other_and_over_the_edge_are_noticed() -> None:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 500, "one text")
    canvas.drawString(110, 503, "another over it")
    canvas.drawString(560, 300, "over the edge of the paper")
    canvas.save()
    page = pages_of(out.getvalue())[0]
    assert page.overlaps()
    assert page.outside(0, page.width)
    assert page.foreign
