"""Counted words: "1 day", never "1 days", wherever a message or a unit stands behind a number."""

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from charting.fields import fields_of
from charting.records.course import Course
from charting.results import Result, plural_of
from charting.rulebook import rulebook
from charting.rules.intervals import planned_interval, session_interval
from charting.units import DAYS, ML, MONTHS, YEARS
from charting.words import in_language

ROOT = Path(__file__).resolve().parents[2]
THINGS = (
    "applications|copies|counts|courses|days|doses|drugs|entries|fields|files|hours|lines|marks|messages|minutes|"
    "months|needlings|notes|pages|papers|people|persons|photographs|points|questions|reasons|"
    "records|rows|scans|seconds|sessions|sheets|signatures|spins|statements|texts|tubes|visits|weeks|words|years|zones"
)
COUNTED = re.compile(rf"\{{\w*\}} (?:[a-z]+ )?(?:{THINGS})\b")
NEVER_ONE = {
    "usual {low} to {high} days": "a range",
    "Choose 1 to {most} copies.": "a limit of the program",
    "{count} entries are too many for paper. Choose a shorter period, or save the table.": "thousands",
    "It has {count} pages; at most {most} are taken at once. Scan it in parts.": "more than the most",
    "{count} papers are too many at once. Drop {most} or fewer.": "more than the most",
    "No more than {count} people can have a password.": "a limit of the program",
    "{month} {year} has {days} days": "28 to 31",
    "Assess at {months} months": "3 and 6",
    "the end of {count} hours": "24 to 72",
    "the end of {count} days": "7 and 14",
    "fewer than {days} days left": "a limit of the program",
    "A hard sentence of more than {most} words: “{sentence}”": "a limit of the program",
    "the patient would be {age} years old": "over the oldest, or below 0",
    "The patient is {age} years old": "over the age that is usual",
    "uses authorised by the FDA start at {label} years": "18 and above",
    "{count} drugs together": "two and more",
    "{count} of {of_all} screening questions not asked:": "of the whole checklist",
    "{count} screening questions:": "the whole checklist",
    "{count} of {of_all} statements not answered:": "of the whole list",
    "{count} statements:": "the whole list",
    "{done} of {count} sheets begun": "the sheets of a visit",
    "not above 0 and up to {most} days": "a year",
}
"""Messages with a count that can never be 1, and why."""
NEWEST_KEPT = "the newest of each of {days} days, {weeks} weeks and {months} months"


def messages() -> Iterator[tuple[str, str]]:
    """Each message that is looked up without a plural, with where it stands."""
    for folder in ("charting", "ui"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or not node.args:
                    continue
                said = node.args[0]
                plain = node.func.id in {"_", "translate", "marked"}
                if plain and isinstance(said, ast.Constant) and isinstance(said.value, str):
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", said.value


def test_what_is_counted_has_a_plural() -> None:
    found = [(place, said) for place, said in messages() if COUNTED.search(said) and said not in NEVER_ONE]
    assert [one for one in found if NEWEST_KEPT not in one[1]] == []


def test_one_day_is_one_day() -> None:
    rules = rulebook("intervals")
    one, two = (session_interval("MN", Decimal(days), rules)[0] for days in (1, 2))
    assert (one.what, two.what) == ("1 day between needlings", "2 days between needlings")
    assert planned_interval("PRP", Decimal(1), rules)[0].what == "1 day between PRP sessions"
    assert (plural_of(Decimal("1.0")), plural_of(Decimal("1.5")), plural_of(Decimal("0.5"))) == (1, 2, 2)


@pytest.mark.parametrize(("unit", "one", "more"), [(DAYS, "1 day", "2 days"), (MONTHS, "1 month", "2 months")])
def test_a_unit_follows_its_number(unit: object, one: str, more: str) -> None:
    assert [Result("", Decimal(n), unit, "").with_unit() for n in (1, 2)] == [one, more]  # type: ignore[arg-type]
    assert Result("", Decimal(1), ML, "").with_unit() == "1 mL"
    assert YEARS.behind(Decimal(1)) == "year"


def test_a_unit_follows_its_number_on_paper_in_every_language() -> None:
    declared = fields_of(Course)["interval_days_mn"]
    assert declared.printed_value(Decimal(1)) == "1 day"
    for code, said in {"de": "1 Tag", "es": "1 día", "fr": "1 jour"}.items():
        with in_language(code):
            assert declared.printed_value(Decimal(1)) == said
