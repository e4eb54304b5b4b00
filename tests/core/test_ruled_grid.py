"""The tables of paper: where they break, what they repeat, and that nothing kept from an earlier paper changes one."""

from io import BytesIO

import pypdfium2
import pytest
from reportlab.lib.colors import black
from reportlab.platypus import Flowable

from charting.output import embedding, lines, shaping
from charting.output.documents import build
from charting.output.paper_canvas import PaperCanvas
from charting.output.ruled_grid import RuledGrid
from charting.output.styles import Type
from charting.output.text import Text
from tests.core.test_every_document import paper

DRESS = Type(10, 12)
BARE = [
    *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def words(*said):
    return [Text(one, DRESS) for one in said]


def grid(rows, *style, **options):
    made = RuledGrid(rows, colWidths=[60] * len(rows[0]), style=[*BARE, *style], **options)
    made.wrap(0, 0)
    return made


def drawn(made):
    """The text of a page with the grid on it, and how many paths it has."""
    out = BytesIO()
    canvas = PaperCanvas(out, pagesize=(300, 300))
    made.wrapOn(canvas, 300, 300)
    made.drawOn(canvas, 20, 20)
    canvas.save()
    page = pypdfium2.PdfDocument(out.getvalue())[0]
    paths = [one.get_bounds() for one in page.get_objects() if one.type == pypdfium2.raw.FPDF_PAGEOBJ_PATH]
    return page.get_textpage().get_text_bounded(), paths


def test_rows_that_do_not_fit_go_on_under_the_same_head():
    rows = [words("Head"), *(words(f"Row {at}") for at in range(6))]
    above, below = grid(rows, repeatRows=1, spaceAfter=5).split(60, 12 * 4 + 1)
    assert drawn(above)[0].split("\r\n") == ["Head", "Row 0", "Row 1", "Row 2"]
    assert drawn(below)[0].split("\r\n") == ["Head", "Row 3", "Row 4", "Row 5"]
    assert (above.getSpaceAfter(), below.getSpaceAfter()) == (0, 5)


def test_a_head_is_never_left_alone():
    assert grid([words("Head"), words("Row\nof\nthree")], repeatRows=1).split(60, 30) == []


def test_the_last_row_before_a_break_is_closed():
    rows = [words(f"Row {at}") for at in range(4)]
    rule = ("LINEBELOW", (0, "splitlast"), (-1, "splitlast"), 0.6, black)
    above, below = grid(rows, rule).split(60, 25)
    assert len(drawn(above)[1]) == 1
    assert drawn(below)[1] == []


@pytest.mark.parametrize(("place", "top"), [("TOP", 68), ("MIDDLE", 50), ("BOTTOM", 32)])
def test_words_stand_where_their_cell_says(place, top):
    class Seen(Flowable):
        at: float

        def wrap(self, _width, _height):
            return 10, 12

        def drawOn(self, _canvas, _x, y, _sW=0):
            self.at = y

    seen = Seen()
    drawn(grid([[seen]], ("VALIGN", (0, 0), (-1, -1), place), rowHeights=[48]))
    assert seen.at + 12 == top


def test_a_joined_cell_hides_those_it_lies_over_and_the_rule_under_it():
    rows = [words("One", "Two"), words("hidden", "Four"), words("Five", "Six")]
    spans = ("SPAN", (0, 0), (0, 1)), ("LINEBELOW", (0, 0), (-1, 1), 1, black)
    text, paths = drawn(grid(rows, *spans))
    assert "hidden" not in text
    assert sorted(round((right - left) / 60) for left, _foot, right, _top in paths) == [1, 2]


def test_one_line_from_top_to_foot_where_every_row_has_it():
    rows = [words("One", "Two"), words("Three", "Four")]
    _text, paths = drawn(grid(rows, ("LINEAFTER", (0, 0), (0, -1), 1, black)))
    assert len(paths) == 1


@pytest.mark.parametrize("case", ["full", "Arabic", "Chinese"])
def test_what_is_kept_from_earlier_papers_changes_no_byte(case):
    before = build("doctor_letter", paper(case))
    lines._laid.clear()
    for kept in (embedding.embedded, shaping.is_plain, shaping.shape, shaping.width_in_em):
        kept.cache_clear()
    assert build("doctor_letter", paper(case)) == before


def test_letters_of_a_second_subset_are_found_as_those_of_the_first():
    said = "".join(map(chr, (*range(0xC0, 0x180), *range(0x3B1, 0x3CA), *range(0x410, 0x450))))
    text, _paths = drawn(Text(" ".join(said[at : at + 30] for at in range(0, len(said), 30)), Type(6, 8)))
    assert "".join(text.split()) == said
