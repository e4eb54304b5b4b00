"""Chinese, Japanese and Korean on paper: found by search, on one baseline, broken where their readers expect it."""

import subprocess
import sys
from ctypes import byref, c_double
from dataclasses import replace
from itertools import product
from pathlib import Path
from unicodedata import normalize

import pypdfium2
import pytest
from pypdfium2.raw import FPDFText_GetCharOrigin
from test_paper_parts import practice_info

from charting.output.build import build
from charting.output.fonts import Face, font, font_for
from charting.output.headings import heading, paragraph, title
from charting.output.info import DocumentInfo
from charting.output.line_breaks import parts
from charting.output.lines import lay_out
from charting.output.runs import runs, strong
from charting.output.styles import Kind, styles_for
from charting.output.text import Text

BODY = styles_for(Kind.CLINICAL).body
JAPANESE = "彼は「痛くない」と言った。そして、きょうは東京（とうきょう）からきた。コーヒーを、のんだ。"
CHINESE = "患者说，昨天晚上头皮有点痒，没有红肿；今天早上洗头，一切正常。“很好！”她说：《没有问题》。"
KOREAN = "환자는 어제 저녁에 두피가 조금 가려웠다고 말했다. 오늘 아침에는 머리를 감았고 아무 문제가 없었다."
NAMES = ("樣本·欧阳", "見本 さくら・サクラ", "견본 하늘", "𠮷田 髙﨑", "Sample 王小明 Ada", "ﾔﾏﾀﾞ １２")


@pytest.fixture
def info() -> DocumentInfo:
    """A clinical document of the practice clinic."""
    return practice_info()


def lines(text: str, width: float) -> list[str]:
    """What each line says when `text` is set in a column of so many points."""
    return ["".join(piece.text for piece in line.pieces) for line in lay_out(runs(text), BODY, width).lines]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_by_search_wherever_it_stands(info: DocumentInfo, name: str) -> None:
    styles = styles_for(info.kind)
    info = replace(info, patient=replace(info.patient, name=name))
    story = [*title(styles, info, name), *heading(styles, name, 1), paragraph(styles, ["x ", strong(name), " y"])]
    document = pypdfium2.PdfDocument(build(info, story))
    page, wanted = document[0].get_textpage(), normalize("NFC", name)
    assert page.get_text_range().count(wanted) == 4
    # PDFium's own search knows no letter beyond the first plane, though it reads them; the rest of the name is found.
    search, found = page.search("".join(letter for letter in wanted if ord(letter) <= 0xFFFF)), 0
    while search.get_next() is not None:
        found += 1
    assert found == 4


@pytest.mark.parametrize("codec", ["gb2312", "big5", "shift_jis", "euc_jis_2004", "euc_kr", "cp949"])
def test_every_letter_of_the_national_sets_can_be_printed(codec: str) -> None:
    letters = set()
    for pair in product(range(0x81, 0xFF), range(0x30, 0xFF)):
        read = bytes(pair).decode(codec, "ignore")
        letters |= {letter for letter in normalize("NFC", read) if letter.isalpha() and ord(letter) > 0x2E7F}
    letters -= {letter for letter in letters if "\ue000" <= letter <= "\uf8ff"}
    assert len(letters) > 2350
    for letter in letters:
        assert font_for(letter, Face.REGULAR) == font_for(letter, Face.SEMIBOLD) == "NotoSansCJK-Regular"


@pytest.mark.parametrize("text", [JAPANESE * 5, CHINESE * 5])
@pytest.mark.parametrize("width", [60, 97, 174, 301, 493])
def test_lines_break_between_ideographs_and_never_before_a_full_stop(text: str, width: float) -> None:
    said = lines(text, width)
    assert "".join(said) == text
    for line in said:
        assert line[0] not in "、。，；：！」）》っょーュャ"
        assert line[-1] not in "「（《"
    room = [width - line.width for line in lay_out(runs(text), BODY, width).lines[:-1]]
    assert max(room) < 5 * BODY.size


def test_korean_and_latin_words_stay_whole() -> None:
    for width in (60, 97, 174):
        assert " ".join(lines(KOREAN, width)).split() == KOREAN.split()
    latin = "O'Neil (as ever) 王 well-known"
    assert [part[0] for part in parts(latin)] == latin.split()
    assert [part[0] for part in parts("Wang（王）小明, 3 ml。")] == ["Wang", "（王）", "小", "明,", "3", "ml。"]


def test_a_page_full_of_brackets_or_full_stops_ends() -> None:
    for text in ("（" * 5000 + "王", "王" + "。" * 5000, "(" * 5000 + "王"):
        assert "".join(lines(text, 174)) == text


def test_line_heights_and_baselines_are_those_of_the_line(info: DocumentInfo) -> None:
    for name in NAMES:
        assert Text(name, BODY).wrap(400, 1e5) == Text("Sample, Ada", BODY).wrap(400, 1e5)
    page = pypdfium2.PdfDocument(build(info, [paragraph(styles_for(info.kind), "Ada 王 さ 하 x")]))[0].get_textpage()
    text, heights = page.get_text_range(), set()
    start = text.index("Ada 王")
    for at in range(start, start + len("Ada 王 さ 하 x")):
        x, y = c_double(), c_double()
        FPDFText_GetCharOrigin(page, at, byref(x), byref(y))
        heights.add(round(y.value, 2))
    assert len(heights) == 1


def test_a_mark_that_chooses_a_form_prints_the_usual_one(info: DocumentInfo) -> None:
    page = pypdfium2.PdfDocument(build(info, [paragraph(styles_for(info.kind), "葛\U000e0100城")]))[0]
    assert "葛城" in page.get_textpage().get_text_range()


def test_a_paper_without_such_letters_does_not_open_the_font() -> None:
    program = (
        "import sys; sys.path[:0] = ['.', 'tests/core']\n"
        "from charting.output.build import build\n"
        "from charting.output.headings import paragraph\n"
        "from charting.output.styles import styles_for\n"
        "from reportlab.pdfbase import pdfmetrics\n"
        "from test_paper_parts import practice_info\n"
        "info = practice_info()\n"
        "for name in ('Ångström', 'فاطمة', 'שרה', 'नमूना', 'ตัวอย่าง', '→ ≥ ✓', '王'):\n"
        "    build(info, [paragraph(styles_for(info.kind), name)])\n"
        "    print('NotoSansCJK-Regular' in pdfmetrics.getRegisteredFontNames())\n"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=root)
    assert told.stdout.split() == ["False"] * 6 + ["True"]


def test_the_font_says_whose_it_is() -> None:
    folder = Path(__file__).resolve().parents[2] / "resources" / "fonts" / "paper"
    assert (folder / "NotoSansCJK-Regular.ttf").stat().st_size < 13_000_000
    assert "NotoSansCJK-Regular" in (folder / "ORIGIN.md").read_text("utf-8")
    assert "Noto Sans CJK" in (folder / "OFL.txt").read_text("utf-8")
    assert font("NotoSansCJK-Regular").face.name == b"NotoSansCJKSubset-Regular"
