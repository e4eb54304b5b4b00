"""No constant of the program opens a real clinic: neither a password nor a PIN is there before somebody made it."""

import ast
from pathlib import Path

import pytest

from charting.actions.clinics import found_clinic
from charting.practice.clinic import PASSWORD as PRACTICE
from charting.records.clinic import Clinic, Practitioner
from charting.store.chart_session import ChartSession
from charting.store.files import KEYS
from charting.store.keys import unwrap_key
from charting.store.wrapping import WrongPassword

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [ROOT / "main.py", *(ROOT / "charting").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
SUSPECTED = ("", "admin", "password", "rootline", "Rootline", "default", "1234", PRACTICE)


def test_a_new_clinic_opens_with_nothing_but_the_password_it_was_given(tmp_path):
    chart = ChartSession.create(tmp_path, "never in the source 7")
    owner = Practitioner(name="Sample, Rosa")
    found_clinic(chart, Clinic(name="Sample Clinic"), owner)
    assert owner.pin is None
    chart.close()
    for word in SUSPECTED:
        with pytest.raises(WrongPassword):
            unwrap_key(tmp_path / KEYS, word)


def named_like_a_secret(node):
    """The text constants given to names that say password, PIN, secret or passphrase, or as such an argument."""
    if isinstance(node, ast.Assign):
        names = [target.id for target in node.targets if isinstance(target, ast.Name)]
        return [(name, node.value) for name in names]
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
        return [(node.target.id, node.value)]
    if isinstance(node, ast.keyword) and node.arg:
        return [(node.arg, node.value)]
    if isinstance(node, ast.FunctionDef):
        arguments = [*node.args.posonlyargs, *node.args.args]
        given = node.args.defaults
        pairs = list(zip(arguments[len(arguments) - len(given) :], given, strict=True))
        pairs += [pair for pair in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if pair[1]]
        return [(argument.arg, value) for argument, value in pairs]
    return []


def test_the_only_secret_in_the_source_is_the_practice_clinics():
    found = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            for name, value in named_like_a_secret(node):
                words = name.lower().strip("_").split("_")
                secret = {"password", "passphrase", "pin", "secret"} & set(words)
                if secret and isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
                    found.add((path.relative_to(ROOT).as_posix(), name, value.value))
    assert {where for where, _name, _value in found} <= {"charting/practice/clinic.py", "charting/practice/team.py"}, (
        found
    )
    assert ("charting/practice/clinic.py", "PASSWORD", PRACTICE) in found
