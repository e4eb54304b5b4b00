"""Scales of hair loss and their grades. A grade belongs to its scale; none is ever converted (clinical.md 1.3)."""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from charting.choices import Choices
from charting.context import Context
from charting.findings import Finding, Level
from charting.records.following import Follow
from charting.words import _

SCALES = Choices(
    "scale",
    ("hamilton_norwood", "Hamilton-Norwood"),
    ("ludwig", "Ludwig"),
    ("sinclair", "Sinclair"),
    ("olsen", "Olsen frontal accentuation"),
    ("savin", "Savin"),
    ("basp", "BASP"),
    ("salt", "SALT"),
)
BASP_BASIC = ("L", "M0", "M1", "M2", "M3", "C0", "C1", "C2", "C3", "U1", "U2", "U3")
_BASP = tuple(
    basic + vertex + frontal
    for basic in BASP_BASIC
    for vertex in ("", "V1", "V2", "V3")
    for frontal in ("", "F1", "F2", "F3")
)
GRADES: dict[str, tuple[str, ...]] = {
    "hamilton_norwood": ("I", "II", "IIa", "III", "IIIa", "III vertex", "IV", "IVa", "V", "Va", "VI", "VII"),
    "ludwig": ("I", "II", "III"),
    "sinclair": ("1", "2", "3", "4", "5"),
    "olsen": ("yes", "no"),
    "savin": ("I-1", "I-2", "I-3", "I-4", "II-1", "II-2", "III", "advanced", "frontal"),
    "basp": _BASP,
}
_NUMBER = re.compile(r"[0-9]+")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII"}
_EXPECTED = {"basp": "L, M0 to M3, C0 to C3, U1 to U3, then V1 to V3 and F1 to F3, as in M2V2F1", "salt": "0 to 100"}


def is_grade(scale: str, grade: str) -> bool:
    """Whether `grade` is a value of `scale`; any grade of an unknown scale is not."""
    if scale == "salt":
        return _is_share(grade)
    return grade in GRADES.get(scale, ())


def written(scale: str, typed: str) -> str:
    """A grade as its scale writes it: `2a` and `iia` are IIa of a scale with Roman grades; all else stays as typed.

    It is the same grade in other letters. No grade is ever taken from one scale to another.
    """
    wanted = " ".join(typed.split())
    roman = _NUMBER.sub(lambda found: _ROMAN.get(found[0], found[0]), wanted, count=1)
    for form in (wanted, roman):
        for grade in GRADES.get(scale, ()):
            if grade.casefold() == form.casefold():
                return grade
    return typed


def grade_follows(grading: Any, name: str, value: Any) -> Iterator[Follow]:
    """Once scale and grade are known, the grade as its scale writes it."""
    scale, grade = (value if name == own else getattr(grading, own) for own in ("scale", "grade"))
    if name in {"scale", "grade"} and scale is not None and grade is not None and written(scale, grade) != grade:
        yield Follow(grading, "grade", written(scale, grade))


def expected_grades(scale: str) -> str:
    """The grades of a scale in words."""
    return _EXPECTED.get(scale, "") or ", ".join(GRADES.get(scale, ()))


def grade_of_its_scale(grading: Any, _context: Context) -> Iterator[Finding]:
    """A grade needs its scale, and must be one of that scale's values."""
    if grading.grade is None:
        return
    if grading.scale is None:
        yield Finding(Level.MISSING, _("Scale"), why=_("a grade means nothing without its scale"), field="scale")
    elif not is_grade(grading.scale, grading.grade):
        yield Finding(
            Level.STOP,
            _("{scale} has no grade “{grade}”").format(scale=SCALES.label(grading.scale), grade=grading.grade),
            why=_("its grades are {grades}").format(grades=expected_grades(grading.scale)),
            next_step=_("Write a grade of this scale. Grades are never converted."),
            field="grade",
        )


def _is_share(grade: str) -> bool:
    try:
        return grade.isascii() and 0 <= Decimal(grade) <= 100
    except InvalidOperation:
        return False
