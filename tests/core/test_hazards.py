"""The list of hazards names code and tests that exist, for every hazard of the specification."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
HAZARDS = {
    found[1]: found[2] for found in re.finditer(r"^## (H-\d\d) (.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
}
NAMED = re.compile(r"`([\w/.]+\.py)(?:::(\w+))?`")


@cache
def functions_of(path):
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_hazard_of_the_specification_stands_there_once():
    assert list(HAZARDS) == [f"H-{number:02d}" for number in range(1, 29)]
    assert len(re.findall(r"^## H-", TEXT, re.MULTILINE)) == 28


@pytest.mark.parametrize("hazard", HAZARDS)
def test_a_hazard_says_what_is_done_where_it_is_proved_and_what_remains(hazard):
    parts = re.findall(r"^- (\w+): (.+?)(?=^- |\Z)", HAZARDS[hazard], re.MULTILINE | re.DOTALL)
    assert [name for name, _words in parts] == ["Mitigation", "Code", "Proof", "Remains"]
    said = dict(parts)
    code, proof = NAMED.findall(said["Code"]), NAMED.findall(said["Proof"])
    assert code
    assert proof
    for path, _none in code:
        assert (ROOT / path).is_file(), path
        assert not path.startswith("tests/")
    for path, test in proof:
        assert path.startswith("tests/")
        assert test in functions_of(path), f"{path}::{test}"
