"""docs/security.md claims nothing for which it cannot name a test that exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.compile(r"\b((?:core|ui|faults)/test_\w+)(?:::(test_\w+))?")
STATES = ("yes", "partly", "no", "not applicable")


def rows_of(heading):
    """The rows of the table under a heading of its first column: criterion, behaviour, state."""
    table = TEXT.split(f"| {heading} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table]


HIPAA, ONC = rows_of("HIPAA 45 CFR"), rows_of("ONC 45 CFR 170.315(d)")


@cache
def names_in(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_both_tables_have_a_row_for_every_criterion():
    assert len(HIPAA) >= 10
    assert [re.match(r"\((\d+)\)", criterion)[1] for criterion, _does, _state in ONC] == [str(n) for n in range(1, 14)]


@pytest.mark.parametrize("row", [*HIPAA, *ONC], ids=lambda row: row[0])
def test_a_row_says_how_it_stands_and_what_it_claims_is_tested(row):
    _criterion, behaviour, state = row
    word = next(word for word in sorted(STATES, key=len, reverse=True) if state.startswith(word))
    if word in ("yes", "partly"):
        assert behaviour
        assert [name for _file, name in NAMED.findall(state) if name], "name a test: folder/test_file::test_name"


@pytest.mark.parametrize("file, name", sorted(set(NAMED.findall(TEXT))))
def test_every_test_that_is_named_exists(file, name):
    path = ROOT / "tests" / f"{file}.py"
    assert path.is_file()
    assert not name or name in names_in(path)
