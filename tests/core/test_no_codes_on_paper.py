"""No code of the program stands on paper: rules, fields and answers are said in their own words."""

import ast
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.findings import Finding, Level
from charting.output.documents import DOCUMENTS, build, gather, why_not
from charting.output.proof import read_back
from charting.output.visit_paper import VisitPaper
from charting.practice.clinic import open_practice
from charting.records.decision import Decision, fingerprint
from charting.records.visit import Visit
from charting.rulebook import FOLDER, Rulebook, load
from tests.core.test_documents import NOW, clinic, full_visit, sign

CHARTING = Path(__file__).resolve().parents[2] / "charting"
CODE = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)+")
ENGLISH = {"leukocyte-poor", "leukocyte-rich"}
"""Codes that are spelt as the word they stand for."""
MADE_OF = "procedure"
"""Stands in a code for the part that is put in while the program runs."""


def declared_codes() -> set[str]:
    """Every id of a rule, a field or an answer: what the source of rules and records spells as a code."""
    found: set[str] = set()
    for file in (*(CHARTING / "rules").glob("*.py"), *(CHARTING / "records").glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
            if isinstance(node, ast.JoinedStr):
                found.add("".join(str(getattr(part, "value", "")) if _fixed(part) else MADE_OF for part in node.values))
    for book in map(load, (file.stem for file in FOLDER.glob("*.toml"))):
        if isinstance(book, Rulebook):
            found.update(book.rules)
    return {code for code in found if CODE.fullmatch(code) and _has_a_word(code)} - ENGLISH


def _has_a_word(code: str) -> bool:
    return re.search(r"[a-z]{2}", code.replace(MADE_OF, "")) is not None


def _fixed(part: ast.expr) -> bool:
    return isinstance(part, ast.Constant)


CODES = declared_codes()
PATTERN = re.compile("|".join(re.escape(code).replace(MADE_OF, "[a-z0-9_]+") for code in sorted(CODES)))


def codes_in(pdf: bytes) -> set[str]:
    words = {word.strip(".-") for page in read_back(pdf) for word in re.findall(r"[\w.-]+", page)}
    return {word for word in words if PATTERN.fullmatch(word)}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[VisitPaper]]:
    now = datetime(2026, 11, 20, 14, 0).astimezone()
    chart = open_practice(tmp_path_factory.mktemp("practice") / "clinic", now)
    visits = chart.orm.scalars(sa.select(Visit).order_by(Visit.opened_at)).all()
    yield [gather(visit, chart.clinic(), now, "R Marlow", "#123 K7QM-4R2X", course=True) for visit in visits]
    chart.close()


def test_the_codes_are_found() -> None:
    assert {"ledger.total", "weight.outdated", "total_warn", "pinpoint_bleeding", "late-entry"} <= CODES
    assert PATTERN.fullmatch("interval-prp") and not PATTERN.fullmatch("1.25")


@pytest.mark.parametrize("kind", [document.kind for document in DOCUMENTS if document.draw is None])
def test_no_paper_of_the_practice_clinic_holds_a_code(papers: list[VisitPaper], kind: str) -> None:
    made = [build(kind, paper) for paper in papers if not why_not(kind, paper)]
    assert made
    assert {code for pdf in made for code in codes_in(pdf)} == set()


def test_no_decision_on_any_rule_prints_its_code() -> None:
    visit = full_visit()
    for code in sorted(CODES):
        found = Finding(Level.WARN, "Found by a rule", why="as its words say", rule=code)
        visit.decisions.append(
            Decision(
                kind="accepted",
                rule=code,
                fingerprint=fingerprint(found),
                what=found.what,
                why=found.why,
                by="Dr Rosa Marlow",
                at=NOW,
            )
        )
    sign(visit)
    visit.visit_signature.rules_then = {"profile": "UK"}
    visit.id = "v" * 32
    paper = gather(visit, clinic(), NOW, "R Marlow")
    assert len(paper.decisions) == len(CODES)
    assert codes_in(build("chart_summary", paper)) == set()
