"""Several rows of the checklist by one act: which rows it answers, and which it never does."""

from datetime import UTC, datetime, timedelta

import pytest

from charting.actions.screening_fast import asked_alone, none_of_these, unchanged
from charting.catalogue_screening import ALONE, ANEW, screening_rows
from charting.errors import Known
from charting.origins import COPIED
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.screening import Screening, blank_answers
from charting.records.visit import Visit

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
    made.visit.signed_at = THEN + timedelta(hours=2)
    return made


@pytest.fixture
def today(course, last):
    return screened(course, NOW)


def codes(steps):
    return [step.record.code for step in steps if step.name == "answer"]


def test_infection_blood_thinners_isotretinoin_pregnancy_allergies_and_capacity_are_asked_alone():
    alone = {code for code, row in screening_rows().items() if row.asked == ALONE}
    assert alone == {"C01", "C02", "C04", "C10", "C11", "C12", "C13", "C21", "C28", "C29", "C30", "C31", "C47"}


def test_a_row_asked_alone_is_in_no_act(course, last, today):
    for sheet in (today, screened(Course(patient=Patient(number="RL-00002")), NOW)):
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


def test_a_way_of_asking_that_does_not_exist_is_refused(tmp_path):
    row = 'code = "C01"\nname = "n"\ngroup = "g"\nasked = "never"\nquestion = "q?"\nmn = "-"\nprp = "-"\nask = "a"'
    text = f'catalogue_version = "1"\n[[row]]\n{row}\nsource = "K"\n'
    (tmp_path / "screening.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Known, match="C01"):
        screening_rows(tmp_path)
