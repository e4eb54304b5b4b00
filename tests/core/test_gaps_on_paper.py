"""What nobody answered, on the chart summary: told by count and in its own words, and never like an answer."""

import pytest

from charting.output.documents import build
from charting.output.proof import read_back, says
from tests.core.test_documents import empty_visit, full_visit, paper_of


def said_of(visit):
    return " ".join(" ".join(read_back(build("chart_summary", paper_of(visit)))).split())


@pytest.fixture
def visit():
    return full_visit()


def test_a_checklist_nobody_began_is_one_line():
    text = said_of(empty_visit())
    assert says(text, "52 screening questions: None asked")
    assert "C01" not in text.partition("Assessment")[0]


def test_some_questions_left_are_counted_and_named(visit):
    for answer in visit.screening.answers[:14]:
        answer.answer = answer.detail = None
    text = said_of(visit)
    assert says(text, "14 of 52 screening questions not asked: C01 Infection of the scalp")
    assert not says(text, "None asked")


def test_a_few_questions_left_stand_in_full(visit):
    left = visit.screening.answers[:3]
    for answer in left:
        answer.answer = answer.detail = None
    text = said_of(visit)
    assert all(says(text, answer.question) for answer in left)
    assert text.count("Not asked") >= len(left)


def test_no_statement_answered_is_one_line():
    text = said_of(empty_visit())
    assert says(text, "14 statements: Not recorded")
    assert "S1, S2" not in text


def test_statements_left_stand_apart_in_their_own_words(visit):
    lines = visit.consent.statements
    for line in lines:
        line.accepted, line.initials = True, "AS"
    left = lines[3]
    left.accepted = left.initials = left.accepted_at = None
    text = said_of(visit)
    assert says(text, f"1 of {len(lines)} statements not answered: {left.statement_id} {left.sentence}")
    answered, _, unanswered = text.partition("statements not answered")
    assert f"{left.statement_id}," not in answered.rpartition("Statements (")[2].split()
    assert lines[4].sentence not in unanswered.partition("Calculated")[0]
