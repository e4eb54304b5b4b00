"""What people type, on paper: any script, any length, any hostility, printed as it stands or refused by name."""

import re
from dataclasses import replace

import pytest
from test_paper_parts import NAMES, practice_info, sample

from charting.errors import MissingGlyph
from charting.output.build import build
from charting.output.field_grid import Field, field_grid
from charting.output.headings import heading, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.lines import lay_out
from charting.output.proof import broken_between_words, prove, read_back
from charting.output.runs import Run, strong
from charting.output.styles import Type, styles_for
from charting.output.tables import Column, table
from tests.page_geometry import pages_of


@pytest.fixture
def info() -> DocumentInfo:
    """A clinical document of the practice clinic."""
    return practice_info()


def test_a_character_no_font_has_is_named(info: DocumentInfo) -> None:
    styles = styles_for(info.kind)
    with pytest.raises(MissingGlyph, match=re.escape("“ꦄ” (U+A984, javanese letter a)")):
        build(info, [paragraph(styles, "name ꦄ")])
    with pytest.raises(MissingGlyph, match="U\\+31350"):
        build(info, [paragraph(styles, "王\U00031350")])
    with pytest.raises(MissingGlyph, match="U\\+1F600"):
        build(replace(info, patient=replace(info.patient, name="SAMPLE \U0001f600")), [])


HOSTILE = (
    "<b>bold</b> & <img src='/etc/passwd'/>",
    "Smith & Sons <b",
    "&lt;already&gt; %s %(name)s {0} \\n",
    "<para><font color='white'>hidden</font>",
    "x" * 5000,
    "(unbalanced ) \\( brackets",
    "BT /F1 12 Tf (x) Tj ET",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_literally(info: DocumentInfo, text: str) -> None:
    styles = styles_for(info.kind)
    story = [
        *title(styles, info, text[:60]),
        *heading(styles, text[:60], 1, text[:60]),
        *field_grid(styles, [Field("Note", text, 4)]),
        table(styles, [Column("A", 1), Column("B", 2)], [[text, text]]),
        paragraph(styles, text),
    ]
    pdf = build(info, story)
    prove(pdf, info, [text])


@pytest.mark.parametrize(
    "text",
    ["\x00a\x1bb", "safe \u202egnp.exe", "\u2066x\u2069", "lone \ud800 surrogate", "a\u200bb\ufeff", "", " ", "\n\n"],
)
def test_controls_and_overrides_never_reach_the_page(info: DocumentInfo, text: str) -> None:
    styles = styles_for(info.kind)
    pdf = build(info, [paragraph(styles, text), *field_grid(styles, [Field("Note", text, 3)])])
    assert not re.search("[\x00\x1b\u202e\u2066]", "".join(read_back(pdf)))


def test_a_short_question_may_break_over_the_page_between_two_words_and_a_number_may_not() -> None:
    pages = ["C36epilepsy?C37Doesthepatienthaveacute", "Page2porphyria?C44", "240.", "67"]
    assert broken_between_words(pages, "Does the patient have acute porphyria?")
    assert not broken_between_words(pages[::-1], "Does the patient have acute porphyria?")
    assert not broken_between_words(pages, "Does the patient have acute asthma?")
    assert not broken_between_words(pages, "240.67")


def test_a_scanned_label_prints_although_no_font_has_its_separator(info: DocumentInfo) -> None:
    scan = "01095060001343521728063010K2407␝21S0001"
    pdf = build(info, [paragraph(styles_for(info.kind), scan)])
    assert scan.replace("␝", " ") in " ".join(" ".join(read_back(pdf)).split())


@pytest.mark.parametrize(
    "name", [*NAMES, "VERYLONGFAMILYNAME-WITH-SECOND-PART, Maximiliana Philippa Wilhelmina Josephine"]
)
def test_a_name_is_never_cut(info: DocumentInfo, name: str) -> None:
    styles = styles_for(info.kind)
    patient = replace(
        info.patient, name=name, allergies="chlorhexidine (rash), penicillin (anaphylaxis) + 3, see section 2"
    )
    info = replace(info, patient=patient)
    prove(build(info, sample(styles, info)), info, [patient.allergies])


def test_long_free_text_goes_on_over_the_page(info: DocumentInfo) -> None:
    styles = styles_for(info.kind)
    text = " ".join(f"Sentence number {number} of a long account." for number in range(400))
    pdf = build(info, [*heading(styles, "Notes", 1), *field_grid(styles, [Field("Account", text, 6)])])
    prove(pdf, info, [text[:2000], "Account, continued"])
    pdf = build(info, [table(styles, [Column("A", 1), Column("B", 2)], [["Key", text]])])
    prove(pdf, info, [text[:500], text[-500:]])


@pytest.mark.parametrize("name", ["לדוגמה", "نموذج فاطمة"])
def test_a_date_behind_a_name_read_from_the_right_is_not_drawn_into_it(name: str) -> None:
    """Answers that run on in one paragraph are read each for itself."""
    said = [Run("Written by "), strong(name), strong("   2 "), strong("21-Nov-2026 01:05"), Run("  ·  Amount 12 mL")]
    (line,) = lay_out(said, Type(9, 12), 1000).lines
    shown = "".join(piece.text for piece in line.pieces)
    assert shown.endswith("   2 21-Nov-2026 01:05  ·  Amount 12 mL")
    assert shown.startswith("Written by ")


@pytest.mark.parametrize("lines", range(30, 46, 3))
def test_a_heading_goes_over_the_page_with_the_row_that_does_not_fit_under_it(info: DocumentInfo, lines: int) -> None:
    styles = styles_for(info.kind)
    filled = [paragraph(styles, f"line {at}") for at in range(lines)]
    deep = table(styles, [Column("Head", 1), Column("Words", 3)], [["first", "deep words " * 200], ["second", "short"]])
    for page in pages_of(build(info, [*filled, *heading(styles, "A heading"), deep])):
        assert page.headings_alone(styles.heading.size) == []
