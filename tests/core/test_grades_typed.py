"""A grade may be typed in figures or small letters; it is kept as its scale writes it, and never converted."""

import pytest

from charting.context import Context
from charting.records import sheets  # noqa: F401  every record
from charting.records.assessment import DayGrading
from charting.records.patient_lists import Grading
from charting.records.scales import GRADES, is_grade, written
from tests.ui.samples import NOW

CONTEXT = Context.at(NOW)


@pytest.mark.parametrize(
    ("scale", "typed", "grade"),
    [
        ("ludwig", "1", "I"),
        ("ludwig", "2", "II"),
        ("ludwig", "iii", "III"),
        ("hamilton_norwood", "3 vertex", "III vertex"),
        ("hamilton_norwood", "5a", "Va"),
        ("hamilton_norwood", "IVA", "IVa"),
        ("savin", "1-3", "I-3"),
        ("basp", "m2v2f1", "M2V2F1"),
        ("sinclair", "2", "2"),
        ("olsen", "YES", "yes"),
    ],
)
def test_a_grade_is_kept_as_its_scale_writes_it(scale, typed, grade):
    assert written(scale, typed) == grade
    for model in (DayGrading, Grading):
        row = model(scale=scale)
        assert [one.value for one in row.follows("grade", typed, CONTEXT)] == ([] if typed == grade else [grade])
        row = model(grade=typed)
        assert [one.value for one in row.follows("scale", scale, CONTEXT)] == ([] if typed == grade else [grade])


@pytest.mark.parametrize(("scale", "typed"), [("ludwig", "4"), ("sinclair", "II"), ("salt", "2"), ("ludwig", "IIa")])
def test_what_is_no_grade_of_the_scale_stays_as_typed(scale, typed):
    assert written(scale, typed) == typed


def test_every_grade_of_every_scale_is_itself():
    for scale, grades in GRADES.items():
        for grade in grades:
            assert written(scale, grade) == grade and is_grade(scale, written(scale, grade.lower()))
