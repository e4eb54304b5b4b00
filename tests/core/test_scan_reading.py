"""Scanned files read: codes at every turn and in bad copies, blank backs, and files that mean no good."""

import pytest
from PIL import Image

from charting.actions import scan_files
from charting.actions.scan_files import load_scan, read_scan
from charting.actions.scan_reading import MOST_PAGES, NoScan, kind_of, pages_in
from charting.output.build import build
from charting.output.headings import paragraph
from charting.output.page_code import payload, read_page_code
from charting.output.styles import styles_for
from tests.photographs import flat_png
from tests.scans import INFO, as_pdf, as_picture, as_tiff, drawn, empty_side, seen


@pytest.fixture(scope="module")
def paper():
    """Two pages as Rootline sets them."""
    styles = styles_for(INFO.kind)
    return build(INFO, [paragraph(styles, "Some words that stand on the page. " * 20) for _line in range(14)])


def code(page):
    return payload(INFO, page, 2)


@pytest.mark.parametrize(
    ("dpi", "turn", "specks", "bits"),
    [
        (200, 2, 20, 8),
        (200, 2, 24, 1),
        (150, -2, 20, 8),
        (150, 181, 16, 1),
        (300, 90, 20, 8),
        (200, 272, 30, 8),
    ],
)
def test_a_page_says_which_it_is_however_it_lay_on_the_glass(paper, dpi, turn, specks, bits):
    (page,) = pages_in(as_pdf([seen(drawn(paper, 2, dpi), turn, specks, bits)], dpi))
    assert (page.place, page.code, page.blank, page.several) == (1, code(2), False, False)
    assert page.height > page.width, "it is not set upright"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF"])
def test_pictures_are_read_like_pdfs(paper, form):
    (page,) = pages_in(as_picture(seen(drawn(paper, 1)), form))
    assert page.code == code(1)


def test_a_file_is_read_in_a_process_of_its_own(paper):
    images = [seen(drawn(paper, 2), 180), empty_side(), seen(drawn(paper, 1)), seen(Image.new("L", (800, 600), 90))]
    read = read_scan("scan.tif", as_tiff(images))
    assert (read.name, read.kind, read.content) == ("scan.tif", "tiff", as_tiff(images))
    assert [(page.code, page.blank) for page in read.pages] == [
        (code(2), False),
        ("", True),
        (code(1), False),
        ("", False),
    ]
    assert all(page.jpeg.startswith(b"\xff\xd8\xff") for page in read.pages)


def test_two_codes_on_one_page_are_not_chosen_from(paper):
    both = Image.new("L", (3400, 2400), 255)
    both.paste(drawn(paper, 1), (0, 0))
    both.paste(drawn(paper, 2), (1700, 0))
    (page,) = pages_in(as_pdf([both]))
    assert (page.code, page.several) == ("", True)


def test_a_page_with_a_few_strokes_is_not_blank():
    page = Image.new("L", (1654, 2339), 255)
    for x in range(500, 900):
        for y in range(3):
            page.putpixel((x, 1200 + (x % 40) + y), 60)
    assert [one.blank for one in pages_in(as_pdf([page, empty_side()]))] == [False, True]


def test_the_code_is_read_back_only_where_its_check_character_fits():
    told = read_page_code(code(2))
    assert (told.clinic, told.patient, told.document) == ("3RS", "RL-00001", "CN-2026-YRK26V-3DDP")
    assert (told.version, told.page, told.pages) == ("1.0", 2, 2)
    for wrong in (code(2)[:-1] + ("A" if code(2)[-1] != "A" else "B"), code(2).replace("00001", "00010"), "", "RL1"):
        assert read_page_code(wrong) is None, wrong
    assert read_page_code(payload(INFO, 3, 2)) is None


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 a zip", "neither a PDF nor"),
        (b"%PDF-1.7 and nothing else", "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged"),
        (b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 200, "damaged"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 50, "damaged"),
        (flat_png(30_000, 30_000), "megapixels"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(content, why):
    with pytest.raises(NoScan, match=why):
        read_scan("x", content)


def test_a_picture_cut_short_is_refused(paper):
    with pytest.raises(NoScan, match="damaged"):
        read_scan("x", as_picture(seen(drawn(paper, 1)), "JPEG")[:-90_000])


def test_our_own_paper_is_no_scan(paper):
    with pytest.raises(NoScan, match="as Rootline made it"):
        list(pages_in(paper))


def test_too_many_pages_are_refused():
    with pytest.raises(NoScan, match=f"{MOST_PAGES + 1} pages"):
        list(pages_in(as_tiff([Image.new("1", (8, 8))] * (MOST_PAGES + 1))))


def nested_forms(depth):
    """A small PDF whose forms draw each other ten times on every level: it takes for ever to draw."""
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"]
    drawing = b" ".join(b"/F Do" for _time in range(10))
    parts.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % _uses(5))
    parts.append(_stream(b"", drawing))
    for level in range(depth):
        what = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources %s" % _uses(6 + level)
        parts.append(_stream(what, drawing))
    parts.append(_stream(b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]", b"0 0 500 500 re f"))
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)
    return bytes(out)


def _uses(number):
    return b"<< /XObject << /F %d 0 R >> >>" % number


def _stream(what, content):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (what, len(content), content)


def test_a_file_that_never_ends_is_given_up():
    with pytest.raises(NoScan, match=r"too long|too heavy"):
        read_scan("x.pdf", nested_forms(9), seconds=1.5)


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path):
    file = tmp_path / "scan.pdf"
    with file.open("wb") as made:
        made.truncate(scan_files.MOST_BYTES + 1)
    with pytest.raises(NoScan, match=r"^scan\.pdf: It has 64 MB"):
        load_scan(file)
    assert file.exists()


def test_what_is_no_file_is_refused(tmp_path):
    with pytest.raises(NoScan, match="not a file"):
        load_scan(tmp_path)
    with pytest.raises(NoScan, match=r"gone\.pdf: It cannot be read"):
        load_scan(tmp_path / "gone.pdf")


def test_kinds_are_told_by_content():
    starts = (b"%PDF-1.7", b"\n\n%PDF-1.4", b"II*\0", b"MM\0*", b"\x89PNG\r\n\x1a\n", b"x")
    assert [kind_of(start) for start in starts] == ["pdf", "pdf", "tiff", "tiff", "png", ""]
