"""The shared parts of printed documents, drawn on a sample of a fictional patient and read back by other programs."""

import hashlib
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from charting.output.build import build, build_on_one_page
from charting.output.callouts import RedFlag, call_out, red_flags
from charting.output.field_grid import Field, field_grid
from charting.output.headings import column_heading, heading, note, paragraph, title
from charting.output.info import PAGE_SIZES, DocumentInfo, Identity, Letterhead
from charting.output.marks import Mark
from charting.output.page_code import check_character, payload
from charting.output.proof import PaperFault, prove, read_back, says
from charting.output.runs import (
    Words,
    amended,
    calculated,
    not_asked,
    not_known,
    not_recorded,
    outside,
    strong,
    tag,
    warning,
)
from charting.output.signature import Signature, signature_block, write_box
from charting.output.statements import Statement, statements, tick_list, writing_lines
from charting.output.styles import Kind, Styles, styles_for
from charting.output.tables import HALF, Column, paired, table

NAMES = (
    "Παπαδοπούλου, Ελένη",
    "Иванова, Анна",
    "فاطمة الزهراء محمد علي",
    "ליאת כהן",
    "श्रीमती लक्ष्मी शर्मा",
    "สมชาย ใจดี",
    "Nguyễn Thị Ánh",
    "王小明",
    "𠮷田 たろう",
    "김민준",
)
STROKES = (
    ((0, 40, 0.3), (12, 5, 0.7), (24, 6, 0.8), (14, 26, 0.6), (34, 42, 0.5)),
    ((40, 38), (48, 24), (56, 36), (66, 18), (74, 36), (120, 30)),
    ((130, 20),),
)


@pytest.fixture
def info() -> DocumentInfo:
    """A clinical document of the practice clinic."""
    return practice_info()


def practice_info() -> DocumentInfo:
    """A clinical document of the practice clinic."""
    return DocumentInfo(
        clinic=Letterhead(
            "Larkfield Scalp Clinic",
            "Hair and scalp medicine",
            ("4 Sample Row, Exampleton EX4 1AB",),
            "Telephone 01632 960147",
            "larkfield.example",
            code="LK",
        ),
        patient=Identity(
            "SAMPLE, Ada",
            "12-Mar-1989 (37y)",
            "Female",
            "RL-00412",
            "Known allergies",
            "chlorhexidine (rash)",
            allergy_warns=True,
            address_as="Ms",
        ),
        title="Visit summary",
        short_title="Visit summary, 20-Nov-2026",
        document_id="CS-2026-0977",
        template="visit-summary",
        template_version="3.1",
        printed_at="20-Nov-2026 11:42",
        printed_by="R Marlow",
        confirmed="Record seal #18 204  K7QM-4R2X-9D",
        copy="Clinic copy",
        practice=True,
    )


def sample(styles: Styles, info: DocumentInfo) -> list[Flowable]:
    """A story with every part."""
    doses: list[list[Words]] = [
        ["10:04", [strong("lidocaine"), " 4 % cream, 40 mg/g"], "Zones 1–6. Off 10:46", "12 g", "480", "120", "62.5"],
        [
            "10:47",
            [strong("lidocaine"), " 1 % + adrenaline 1:200,000"],
            "Supraorbital; both sides",
            "5 ml",
            "50",
            "0.75",
            "11.25",
        ],
        ["10:50", [strong("lidocaine"), " 1 %"], not_recorded(), "4 ml", "40", "40", not_known("no weight")],
    ]
    story = title(styles, info, "Scalp M-PRP, session 1 of 2  ·  Friday 20-Nov-2026, 09:50 to 11:32  ·  Signed 11:33")
    story += heading(styles, "Needed a decision", 1, "1 overridden, 1 warning, 0 unanswered")
    story.append(
        table(
            styles,
            [Column("Level", 23), Column("What was found", 60), Column("Decision and reason", 66), Column("By", 25)],
            [
                [
                    tag("OVERRIDDEN"),
                    [strong("Scalp eczema, active"), " (rule C05: stop)"],
                    "“1 cm patch, outside zones.”",
                    "R Marlow 10:02",
                ],
                [
                    warning("Warning"),
                    [strong("Systolic 164 mmHg"), " (warns over 160)"],
                    "Accepted. 142/86 after 15 min.",
                    "R Marlow 10:03",
                ],
            ],
            key=None,
        )
    )
    story += heading(styles, "Before treatment", 2)
    story += field_grid(
        styles,
        [
            Field("Diagnosis", "Female pattern hair loss, Sinclair 3", 4),
            Field("Health check", "Asked 09:52. All lines answered", 4),
            Field("Pregnancy", not_asked(), 4),
            Field("Blood pressure", outside("164/92 mmHg", "100–160"), 4),
            Field("Weight", "64 kg", 2),
            Field("Oxygen saturation", not_recorded(), 3),
            Field("Recovered", calculated("71.0 %", "1,320 × 7.2 ÷ (248 × 54)"), 12),
            Field("Left over", amended("0.4 ml", "0.2 ml", "A1"), 6),
            *(Field("Interpreter", name, 4) for name in NAMES),
        ],
    )
    story += heading(styles, "Anaesthesia", 3, "Pin-prick not felt in any zone, 10:55")
    story.append(
        table(
            styles,
            [
                Column("Time", 12),
                Column("Agent", 48),
                Column("Where", 42),
                Column("Given", 14),
                Column("Dose", 14, "mg", number=True),
                Column("Counted", 16, "mg", number=True),
                Column("Share", 22, "% of max", number=True),
            ],
            doses,
            total=["Total", "", "", "", "570", "210", warning("82.6")],
        )
    )
    story.append(note(styles, "Limits: UK profile, weight 64 kg, factor 1. Shares of all agents are added."))
    counts = table(
        styles,
        [Column("Count", 3), Column("Blood", 2, number=True), Column("PRP", 2, number=True)],
        [["Platelets", "248", "1,320"], ["White cells", "6.1", "4.2"]],
        width=HALF,
        key=None,
    )
    worked = table(
        styles,
        [Column("Calculated", 2), Column("Working", 3), Column("Result", 2)],
        [["Ratio", "1,320 ÷ 248", strong("5.32 times")]],
        width=HALF,
        key=None,
    )
    story.append(paired([counts], [worked]))
    story += heading(styles, "What will be done", 4)
    story.append(
        tick_list(
            styles,
            [("Needling, 1.25 mm or less", True), ("Laughing gas (not planned)", False), ("Numbing cream", True)],
        )
    )
    story.append(
        call_out(
            styles, "Not approved for hair loss", "The device and the kit are not approved for treating hair loss."
        )
    )
    story.append(
        call_out(styles, "Tell us at once if you notice", "a metal taste, ringing ears, numb lips.", mark=Mark.WARNING)
    )
    story += heading(styles, "What I agree to", 5, "Answered one by one at the screen")
    story.append(
        statements(
            styles,
            [
                Statement("S1", "I met the doctor who will treat me. My questions were answered.", 0, "A.S.", "09:46"),
                Statement(
                    "S2",
                    "I told you about all my illnesses, medicines, allergies, and pregnancy. I will tell of changes.",
                ),
            ],
            instruction="Please read each line. Tick it only if it is true for you, then put your initials.",
        )
    )
    story.append(
        statements(
            styles,
            [
                Statement(
                    "P1",
                    [strong("My own record."), " The team may take pictures."],
                    1,
                    "A.S.",
                    extra=("Scalp only", "20-Nov-2027"),
                )
            ],
            instruction="Use",
            choices=("Yes", "No"),
            extra=("What is shown", "Until"),
        )
    )
    story += heading(styles, "My questions and the answers", 6)
    story += writing_lines(2)
    story += heading(styles, "Signatures", 7, follows=70 * mm)
    story.append(
        signature_block(
            styles,
            Signature(
                "Doctor.", "I treated this patient.", "Dr Rosa Marlow, GMC 0000000", "20-Nov-2026", "11:33", STROKES
            ),
        )
    )
    story.append(signature_block(styles, Signature("Interpreter or witness", "(only if used). I interpreted.")))
    story.append(
        write_box(styles, [("What I take back", "", 5), ("Date and time", "", 3), ("Told to (name, signature)", "", 4)])
    )
    story.append(
        paired(
            [column_heading(styles, "If it hurts"), paragraph(styles, "Take paracetamol.")],
            [column_heading(styles, "What is normal"), paragraph(styles, "Red, sore or tight skin for 1 to 3 days.")],
        )
    )
    story.append(
        red_flags(
            styles,
            [
                RedFlag("Call 999", "now", "Hard to breathe. Swollen face or tongue."),
                RedFlag("01632 960147", "call us the same day", "Fever of 38 °C or more."),
            ],
        )
    )
    return story


def made(info: DocumentInfo) -> bytes:
    return build(info, sample(styles_for(info.kind), info))


def picture(pdf: bytes, page: int, dpi: int):
    document = pypdfium2.PdfDocument(pdf)
    return document[page].render(scale=dpi / 72, rotation=0).to_pil().convert("L")


@pytest.mark.parametrize("size", PAGE_SIZES)
@pytest.mark.parametrize("kind", Kind)
def test_every_part_is_printed_and_every_page_stands_alone(info: DocumentInfo, size: str, kind: Kind) -> None:
    info = replace(info, page_size=size, kind=kind)
    pdf = made(info)
    expected = [
        *NAMES,
        "164/92 mmHg usual 100–160",
        "Not recorded",
        "Not asked",
        "not known (no weight)",
        "71.0 % = 1,320 × 7.2 ÷ (248 × 54)",
        "0.4 ml  0.2 ml  [A1]",
        "OVERRIDDEN",
        "82.6",
        "Dr Rosa Marlow, GMC 0000000",
        "Call 999",
        "CS-2026-0977",
        "Printed 20-Nov-2026 11:42 by R Marlow",
        "PRACTICE",
        "Practice record – not a real patient",
    ]
    prove(pdf, info, expected)
    for page in read_back(pdf):
        assert says(page, "PRACTICE")
        assert says(page, "Known allergies")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not installed")
def test_poppler_reads_the_same_and_finds_every_font_embedded(info: DocumentInfo, tmp_path: Path) -> None:
    file = tmp_path / "sample.pdf"
    file.write_bytes(made(info))
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", file, "-"], capture_output=True, check=True, text=True).stdout
    for page in text.split("\f")[:-1]:
        assert says(page, "SAMPLE, Ada")
        assert says(page, "RL-00412")
    assert all(says(text, name) for name in NAMES)
    fonts = subprocess.run(["pdffonts", file], capture_output=True, check=True, text=True).stdout.splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes +(yes|no) +(yes|no) +\d+ +0$", line) and "Noto" in line for line in fonts), fonts


def test_no_font_is_left_unembedded(info: DocumentInfo) -> None:
    pdf = made(info)
    assert b"Helvetica" not in pdf
    descriptors = pdf.count(b"/Type /FontDescriptor")
    assert descriptors == pdf.count(b"/FontFile2") > 0


@pytest.mark.parametrize("degrees", [0, 2])
def test_each_page_code_reads_back_from_a_scan(info: DocumentInfo, degrees: int) -> None:
    pdf = made(info)
    pages = len(read_back(pdf))
    for page in range(pages):
        scan = picture(pdf, page, 200).rotate(degrees, fillcolor=255).point(lambda grey: 255 * (grey > 128))
        found = [code.text for code in zxingcpp.read_barcodes(scan, zxingcpp.BarcodeFormat.DataMatrix)]
        assert found == [payload(info, page + 1, pages)]


def test_the_check_character_finds_a_slip() -> None:
    assert check_character("RL-00412") == check_character("RL.00412")
    assert check_character("RL-00412") != check_character("RL-00421")
    assert check_character("RL-00412") != check_character("RL-00413")


def test_a_draft_says_so_on_every_page(info: DocumentInfo) -> None:
    for page in read_back(made(replace(info, draft=True))):
        assert says(page, "DRAFT, not signed")
    assert not says("".join(read_back(made(info))), "DRAFT")


def test_a_real_record_carries_no_practice_marking(info: DocumentInfo) -> None:
    assert not says("".join(read_back(made(replace(info, practice=False)))).lower(), "practice")


def test_the_same_input_gives_the_same_bytes_whatever_was_printed_before(info: DocumentInfo) -> None:
    styles = styles_for(info.kind)
    program = (
        "import hashlib, sys; sys.path[:0] = ['.', 'tests/core']\n"
        "import test_paper_parts as parts\n"
        "print(hashlib.sha256(parts.made(parts.practice_info())).hexdigest())"
    )
    root = Path(__file__).resolve().parents[2]
    alone = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=root)
    build(info, [paragraph(styles, name) for name in ("محمد لا", "किरण", *reversed(NAMES))])
    assert hashlib.sha256(made(info)).hexdigest() == alone.stdout.strip()


def test_a_paper_is_set_smaller_to_stay_on_one_page(info: DocumentInfo) -> None:
    info = replace(info, kind=Kind.AFTERCARE)

    def story(lines: int):
        return lambda styles: [
            paragraph(styles, "Wash your hair with lukewarm water.", after=0) for _line in range(lines)
        ]

    assert len(read_back(build_on_one_page(info, story(40)))) == 1
    assert len(read_back(build_on_one_page(info, story(44)))) == 1
    assert len(read_back(build_on_one_page(info, story(80)))) == 2


def test_proof_refuses_a_paper_that_lacks_something(info: DocumentInfo) -> None:
    pdf = made(info)
    prove(pdf, info, [])
    with pytest.raises(PaperFault, match="values are not printed"):
        prove(pdf, info, ["Diagnosis", "this stands nowhere"])
    with pytest.raises(PaperFault, match="patient ID"):
        prove(pdf, replace(info, patient=replace(info.patient, patient_id="RL-00413")), [])
    with pytest.raises(PaperFault) as caught:
        prove(pdf, replace(info, patient=replace(info.patient, name="OTHER, Bea")), [])
    assert "OTHER" not in str(caught.value)


def test_numbers_of_a_column_share_their_decimal_point(info: DocumentInfo) -> None:
    styles = styles_for(info.kind)
    story = [
        table(
            styles,
            [Column("Zone", 1), Column("Depth", 1, "mm", number=True)],
            [["1", "1"], ["2", "0.75"], ["3", "12.5"]],
        )
    ]
    page = pypdfium2.PdfDocument(build(replace(info, practice=False), story))[0].get_textpage()
    places = {}
    for value in ("0.75", "12.5"):
        at, _count = page.search(value).get_next()
        places[value] = page.get_charbox(at + value.index("."))[0]
    assert places["0.75"] == pytest.approx(places["12.5"], abs=0.05)
