"""Where pages break: a label and its value, a question and its answer, a row and its cells stay on one page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2
import pytest

from charting.fields import fields_of, lines_of
from charting.kinds import LONGEST_LINE, Text
from charting.output.documents import build, gather, why_not
from charting.output.field_grid import Field, field_grid
from charting.output.lines import lay_out
from charting.output.paper_languages import paper_for
from charting.output.proof import read_back, says
from charting.output.run_on import Entry, line_by_line, run_on
from charting.output.styles import HALF_A_PAGE, MEASURE, Kind, styles_for
from charting.output.visit_paper import VisitPaper
from charting.practice.acp_visit import complete_visit_of
from charting.practice.people import add_people
from charting.practice.register import PEOPLE
from charting.practice.team import new_team
from charting.records.base import slot_of
from charting.records.sheets import SHEETS_OF
from charting.records.signed import digest_of
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from tests.core.test_documents import clinic
from tests.core.test_papers_in_languages import SHIPPED, spoken_to
from tests.page_geometry import BODY_ENDS

NOW = datetime(2026, 11, 20, 14, 0).astimezone()
WORDS = "words of an example that run on "
MORE = (0, 20, 30, 50, 70, 110, 180)
"""How many characters are put behind every answer in words, each time: other lengths break pages at other places."""
PAPERS = ("chart_summary", "consent", "photo_consent", "doctor_letter", "course_report", "evidence")
HEAD, LATER_HEAD = 112, 87
"""How deep the head of the first page and of every later one is, in points."""


def _lengthen(record: Any, characters: int) -> None:
    for name, declared in fields_of(type(record)).items():
        said = getattr(record, name)
        if isinstance(declared, Text) and said and declared.longest >= LONGEST_LINE:
            setattr(record, name, f"{said} {(WORDS * 20)[:characters]}".strip()[: declared.longest].strip())
    for name in lines_of(type(record)):
        for row in getattr(record, name):
            _lengthen(row, characters)


@contextmanager
def treated() -> Iterator[Visit]:
    """The complete visit of the practice clinic."""
    with TemporaryDirectory() as folder:
        chart = ChartSession.create(Path(folder), "practice")
        try:
            team = new_team(chart, NOW)
            chart.work_as(team.doctor)
            yield complete_visit_of(team, add_people(team, PEOPLE))
        finally:
            chart.close()


def _paper(visit: Visit) -> VisitPaper:
    """What is printed of the visit, signed as it stands by now."""
    assert visit.visit_signature is not None
    visit.visit_signature.digest = digest_of(visit)
    return gather(visit, clinic(), NOW, "R Marlow", "#123 K7QM-4R2X", course=True)


@cache
def papers() -> dict[int, VisitPaper]:
    """That visit with ever longer texts."""
    made = {}
    with treated() as visit:
        for characters in MORE:
            for model in SHEETS_OF[visit.kind]:
                _lengthen(getattr(visit, slot_of(model)), characters)
            made[characters] = _paper(visit)
    return made


@cache
def translated() -> dict[str, VisitPaper]:
    """That visit as if the patient had been spoken to in each language."""
    with treated() as visit:
        return {code: _paper(spoken_to(visit, code)) for code in SHIPPED}


def _solid(words: str) -> str:
    return "".join(words.split())


def bodies(pdf: bytes) -> list[str]:
    """What each page says between its head and its foot, in the order it was set, without white space."""
    document = pypdfium2.PdfDocument(pdf)
    said = []
    for at, page in enumerate(document):
        width, height = page.get_size()
        text = page.get_textpage()
        said.append(_solid(text.get_text_bounded(0, BODY_ENDS - 4, width, height - (LATER_HEAD if at else HEAD))))
        text.close()
    document.close()
    return said


def together(paper: VisitPaper) -> Iterator[str]:
    """What may not be parted: labels with their values, questions with their answers."""
    for sheet in (paper.patient, paper.course, *paper.sheets, paper.visit):
        for answer in sheet.answers:
            if answer.value:
                yield f"{answer.label} {answer.value}"
                yield from (line for line in answer.value.splitlines() if answer.name == "questions_answers")
        for table in sheet.tables:
            for row in table.rows:
                for column, answer in zip(table.columns, row, strict=True):
                    if answer.value:
                        yield f"{column.label} {answer.value} {column.unit}"
        for result in sheet.results:
            if result.value is not None or result.text:
                yield f"{result.name} {result.shown()}"
    for question in paper.questions:
        yield f"{question.code} {question.name or question.question}"
        yield f"{question.code} {question.question} {question.shown} {question.detail}"


def parted(pdf: bytes, paper: VisitPaper) -> list[str]:
    """What begins on one page and goes on over the next although it may not be parted."""
    pages = bodies(pdf)
    found = []
    for words in {_solid(words) for words in together(paper)}:
        for above, below in pairwise(pages):
            seam = above[-len(words) + 1 :] + below[: len(words) - 1]
            if words in seam:
                found.append(words)
    return sorted(found)


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("characters", MORE)
def test_no_page_ends_with_a_label_whose_value_is_on_the_next(characters: int, kind: str, size: str) -> None:
    paper = replace(papers()[characters], page_size=size)
    assert not why_not(kind, paper)
    assert parted(build(kind, paper), paper) == []


@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("code", SHIPPED)
def test_signatures_share_their_page_with_the_confirmations_and_the_way_back(code: str, size: str) -> None:
    paper = replace(translated()[code], page_size=size)
    sections = paper_for("consent", paper).texts.consent.sections
    titles = [one.title for one in sections if one.block in {"signatures", "reconfirm", "withdrawal"}]
    assert any(all(says(page, title) for title in titles) for page in read_back(build("consent", paper)))


STYLES = styles_for(Kind.CLINICAL)
LINE = STYLES.small.leading


def _entry(label: str, lines: int) -> Entry:
    return Entry(f"{label} {'long ' * 34 * lines}".strip())


def said(part: Any) -> str:
    """What a paragraph says, line by line."""
    lines = lay_out(part._runs, STYLES.small, MEASURE).lines
    return "\n".join("".join(piece.text for piece in line.pieces) for line in lines)


def test_entries_that_run_on_break_between_each_other_and_the_next_page_begins_with_a_label() -> None:
    (whole,) = run_on(STYLES, [_entry(f"Label{at}", 2) for at in range(6)], "Lead:")
    above, below = whole.split(MEASURE, 5.5 * LINE)
    assert "Label1" in said(above) and "Label2" not in said(above)
    assert said(below).startswith("Label2 long")
    assert (above.getSpaceBefore(), below.getSpaceBefore()) == (whole.getSpaceBefore(), 0)
    assert (above.getSpaceAfter(), below.getSpaceAfter()) == (0, whole.getSpaceAfter())


def test_no_single_line_of_a_list_that_runs_on_is_left_on_either_page() -> None:
    (whole,) = run_on(STYLES, [_entry("First", 4), _entry("Second", 2), Entry("Last word")])
    above, below = whole.split(MEASURE, whole.wrap(MEASURE, 0)[1] - 1)
    assert "Second" not in said(above) and said(below).startswith("Second")
    (short,) = run_on(STYLES, [Entry("One word"), _entry("Long", 6)])
    assert short.split(MEASURE, 3 * LINE) == []


def test_an_entry_deeper_than_half_a_page_may_break_and_what_follows_it_still_stays_together() -> None:
    deep = int(HALF_A_PAGE / LINE) + 6
    (whole,) = run_on(STYLES, [_entry("Before", 3), _entry("Deep", deep), _entry("After", 3), _entry("End", 3)])
    above, long, below = whole.split(MEASURE, 20 * LINE)
    assert said(above).startswith("Before") and "Deep" not in said(above)
    assert [len(part.split(MEASURE, 12 * LINE)) for part in (long, below)] == [2, 1]
    first, rest, after = run_on(STYLES, [_entry("Deep", deep), _entry("After", 3)])[0].split(MEASURE, 20 * LINE)
    assert first.line_count(MEASURE) + rest.line_count(MEASURE) == long.line_count(MEASURE)
    assert said(after).startswith("After")
    assert run_on(STYLES, [_entry("Deep", deep), _entry("After", 3)])[0].split(MEASURE, 1.5 * LINE) == []


@pytest.mark.parametrize(("share", "parts"), [(0.9, 0), (1.2, 2)])
def test_a_field_breaks_over_two_pages_only_where_it_is_deeper_than_half_of_one(share: float, parts: int) -> None:
    lines = int(share * HALF_A_PAGE / STYLES.body.leading)
    (row,) = field_grid(STYLES, [Field("Label", "\n".join(["words"] * lines), 12)])
    assert len(row.split(MEASURE, HALF_A_PAGE / 2)) == parts


def test_a_question_and_its_answer_stay_on_one_page() -> None:
    asked = "Will it hurt? " + "It may for a while. " * 20
    whole = line_by_line(STYLES, "\n".join(f"{at} {asked}" for at in range(4)))
    depth = whole.wrap(MEASURE, 0)[1]
    above, below = whole.split(MEASURE, depth * 0.7)
    assert [part.line_count(MEASURE) * 4 for part in (above, below)] == [whole.line_count(MEASURE) * 2] * 2
