"""Several rows of the checklist by one act: which rows it answers, and which it never does."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.screening_fast import (
    LASTS,
    asked_alone,
    no_to_spoken,
    no_to_the_rest,
    none_of_these,
    spoken_at,
    unchanged,
)
from charting.catalogue_screening import ALONE, ANEW, ITSELF, STANDING, screening_rows
from charting.catalogue_spoken import spoken_questions
from charting.context import Context
from charting.errors import Known
from charting.origins import COPIED
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.screening import Screening, blank_answers
from charting.records.visit import Visit
from tests.signed_visits import sign_as_it_is

THEN = datetime(2026, 10, 24, 9, 0, tzinfo=UTC)
NOW = THEN + timedelta(days=28)
GROUPS = list(dict.fromkeys(row.group for row in screening_rows().values()))
SKIN, ILLNESS = "Infection and skin", "Heart, illness and medicines"


def screened(course, moment, every=None, **yes):
    sheet = Screening()
    sheet.answers.extend(blank_answers())
    course.visits.append(Visit(kind="M_PRP", opened_at=moment, session_number=1, screening=sheet))
    for answer in sheet.answers:
        answer.answer, answer.detail = ("yes", yes[answer.code]) if answer.code in yes else (every, None)
    return sheet


@pytest.fixture
def course():
    return Course(patient=Patient(number="RL-00001"))


@pytest.fixture
def last(course):
    made = screened(course, THEN, "no", C23="diet alone", C01="folliculitis")
    sign_as_it_is(made.visit, THEN + timedelta(hours=2))
    return made


@pytest.fixture
def today(course, last):
    return screened(course, NOW)


def codes(steps):
    return [step.record.code for step in steps if step.name == "answer"]


def test_infection_blood_thinners_isotretinoin_pregnancy_allergies_and_capacity_are_asked_alone():
    alone = {code for code, row in screening_rows().items() if row.asked == ALONE}
    assert alone == {"C01", "C02", "C04", "C10", "C11", "C12", "C13", "C21", "C28", "C29", "C30", "C31", "C47"}


def test_a_row_asked_alone_is_in_no_act_but_its_spoken_question(course, last, today):
    for sheet in (today, screened(Course(patient=Patient(number="RL-00002")), NOW)):
        for step in (*unchanged(sheet), *no_to_the_rest(sheet)):
            assert not asked_alone(step.record)
        for group in GROUPS:
            for step in (*unchanged(sheet, group), *none_of_these(sheet, group)):
                assert not asked_alone(step.record)


def test_a_row_about_today_is_never_brought(last, today):
    brought = {code for group in GROUPS for code in codes(unchanged(today, group))}
    assert not {code for code, row in screening_rows().items() if row.asked == ANEW} & brought
    assert {"C03", "C09", "C15", "C23"} <= brought


def test_nothing_changed_brings_yes_and_no_with_the_detail_to_be_confirmed(last, today):
    steps = unchanged(today, ILLNESS)
    said = {(step.record.code, step.name): step.value for step in steps}
    assert (said["C23", "answer"], said["C23", "detail"], said["C26", "answer"]) == ("yes", "diet alone", "no")
    assert {step.origin for step in steps} == {(COPIED, "2026-10-24")}


def test_a_no_to_several_leaves_out_what_was_yes_last_time(last, today):
    assert "C23" not in codes(none_of_these(today, ILLNESS))
    steps = none_of_these(today, SKIN)
    assert codes(steps) == ["C03", "C05", "C06", "C09", "C40", "C41", "C43"]
    assert {(step.value, step.origin) for step in steps} == {("no", None)}


def test_answered_rows_are_left_alone(last, today):
    for answer in today.answers:
        answer.answer = "not_asked"
    assert [step for group in GROUPS for step in (*unchanged(today, group), *none_of_these(today, group))] == []


def test_a_draft_and_a_question_put_differently_are_no_source(last, today):
    for answer in last.answers:
        answer.question = answer.question + " "
    assert [step for group in GROUPS for step in unchanged(today, group)] == []
    last.visit.signed_at = None
    assert codes(none_of_these(today, ILLNESS))[:1] == ["C07"]
    assert "C23" in codes(none_of_these(today, ILLNESS))


def test_a_first_visit_brings_nothing(course):
    sheet = screened(course, NOW)
    assert [step for group in GROUPS for step in unchanged(sheet, group)] == []
    assert codes(none_of_these(sheet, "Allergies")) == []
    assert len(codes(none_of_these(sheet, SKIN))) == 7


def test_spoken_questions_are_of_infection_blood_thinners_and_allergies():
    rows = {spoken.code: spoken.rows for spoken in spoken_questions()}
    assert rows == {
        "infection": ("C01", "C02", "C04"),
        "thinners": ("C11", "C12", "C13"),
        "allergies": ("C28", "C29", "C30", "C31"),
    }


def test_a_spoken_no_answers_its_rows_and_no_other_and_never_what_was_yes(last, today):
    at = {answer.code: spoken_at(answer) for answer in today.answers}
    assert {code for code, spoken in at.items() if spoken is not None} == {"C04", "C13", "C31"}
    steps = no_to_spoken(today, at["C13"])
    assert codes(steps) == ["C11", "C12", "C13"]
    assert {(step.value, step.origin) for step in steps} == {("no", None)}
    assert codes(no_to_spoken(today, at["C04"])) == ["C02", "C04"]  # C01 was yes last time
    next(answer for answer in today.answers if answer.code == "C12").answer = "yes"
    assert codes(no_to_spoken(today, at["C13"])) == ["C11", "C13"]


def test_the_two_acts_at_the_end_answer_every_row_that_is_not_asked_alone(last, today):
    asked = {code: row.asked for code, row in screening_rows().items()}
    assert set(codes(unchanged(today))) == {code for code, how in asked.items() if how == STANDING}
    assert set(codes(no_to_the_rest(today))) == {code for code, how in asked.items() if how == ANEW}
    assert {step.origin for step in unchanged(today)} == {(COPIED, "2026-10-24")}
    assert {step.origin for step in no_to_the_rest(today)} == {None}


def test_after_half_a_year_the_whole_list_is_no_longer_answered_at_its_end(course, last, today):
    today.visit.opened_at = last.visit.opened_at + LASTS
    assert unchanged(today) and no_to_the_rest(today)
    today.visit.opened_at += timedelta(minutes=1)
    assert (unchanged(today), no_to_the_rest(today)) == ([], [])
    assert unchanged(today, ILLNESS)


def test_the_rest_leaves_out_what_was_yes_and_a_first_visit_has_no_end_card(course, last, today):
    next(answer for answer in last.answers if answer.code == "C42").answer = "yes"
    assert "C42" not in codes(no_to_the_rest(today))
    first = screened(Course(patient=Patient(number="RL-00002")), NOW)
    assert (unchanged(first), no_to_the_rest(first)) == ([], [])


@pytest.mark.parametrize(
    ("rows", "asked"),
    [('["C01"]', "alone"), ('["C01", "C02"]', ""), ('["C01", "C03"]', "alone"), ('["C01", "C9"]', "alone")],
)
def test_a_spoken_question_that_cannot_be_is_refused(tmp_path, rows, asked):
    entry = 'name = "n"\nquestion = "q?"\nmn = "-"\nprp = "-"\nask = "a"\nsource = "K"\n'
    made = [("C01", "g", "alone"), ("C02", "g", asked), ("C03", "h", "alone")]
    listed = "".join(f'[[row]]\ncode = "{c}"\ngroup = "{g}"\nasked = "{a}"\n{entry}' for c, g, a in made)
    spoken = f'[[spoken]]\ncode = "s"\nquestion = "q?"\nrows = {rows}\n'
    text = f'catalogue_version = "1"\n{spoken}{listed}'
    (tmp_path / "screening.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Known, match="s"):
        spoken_questions(tmp_path)


def test_a_way_of_asking_that_does_not_exist_is_refused(tmp_path):
    row = 'code = "C01"\nname = "n"\ngroup = "g"\nasked = "never"\nquestion = "q?"\nmn = "-"\nprp = "-"\nask = "a"'
    text = f'catalogue_version = "1"\n[[row]]\n{row}\nsource = "K"\n'
    (tmp_path / "screening.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Known, match="C01"):
        screening_rows(tmp_path)


def test_whether_there_is_no_count_is_asked_by_itself(course, last, today):
    together = [none_of_these(today, group) for group in GROUPS] + [unchanged(today, group) for group in GROUPS]
    together += [
        unchanged(today),
        no_to_the_rest(today),
        *(no_to_spoken(today, spoken) for spoken in spoken_questions()),
    ]
    assert [code for steps in together for code in codes(steps) if code == "C19"] == []
    assert screening_rows()["C19"].asked == ITSELF
    [row] = [answer for answer in today.answers if answer.code == "C19"]
    assert row.means(NOW.date()) == "Yes: none at hand. No: there is one."
    for answer, words in (
        ("no", "No: there is a blood count at hand."),
        ("yes", "Yes: there is no blood count at hand."),
        ("not_asked", "Yes: none at hand. No: there is one."),
    ):
        row.answer = answer
        assert row.means(NOW.date()) == words
    row.question = "Is a blood count at hand?"
    assert row.means(NOW.date()) == "", "of a question in other words nothing is known"


def test_a_count_that_is_written_down_answers_whether_there_is_one(today):
    followed = list(today.follows("platelets_10e9_l", Decimal(240), Context.at(NOW)))
    assert [(one.record.code, one.name, one.value) for one in followed] == [("C19", "answer", "no")]
    followed[0].record.answer = "yes"
    assert list(today.follows("platelets_10e9_l", Decimal(240), Context.at(NOW))) == []
