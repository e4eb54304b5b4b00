"""Who may know whom: the contracts of the layers, and the habits of the source that no linter holds."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted([ROOT / "main.py", *(ROOT / "charting").rglob("*.py"), *(ROOT / "ui").rglob("*.py")])
LONGEST_FILE = 400
BOTTOM = ("fields", "kinds", "units", "choices", "ranges", "dates", "findings", "results", "errors", "paths", "words")
ABOVE = ("records", "rules", "catalogue", "store", "actions", "output", "setup")


@pytest.fixture(scope="module")
def graph():
    return grimp.build_graph("charting", "ui", cache_dir=None, exclude_type_checking_imports=True)


def test_the_contracts_are_kept():
    program = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


@pytest.mark.parametrize("name", BOTTOM)
def test_what_lies_at_the_bottom_knows_nothing_above(graph, name):
    for above in ABOVE:
        assert not graph.chain_exists(f"charting.{name}", f"charting.{above}", as_packages=True)


def test_rules_know_no_database_and_no_clock(graph):
    for rule in graph.find_descendants("charting.rules"):
        assert not [known for known in graph.find_modules_directly_imported_by(rule) if known.startswith("ui")]
        text = Path(*ROOT.parts, *rule.split(".")).with_suffix(".py").read_text(encoding="utf-8")
        assert not re.search(r"sqlalchemy|sqlcipher|\.now\(|\.today\(|time\.time", text), rule


def test_nobody_imports_the_program_itself(graph):
    for path in SOURCES[1:]:
        assert "main" not in {name.split(".")[0] for name in imported(path)} or path.name == "main.py", path


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_the_core_runs_where_there_is_no_window():
    program = (
        "import pkgutil, sys, charting\n"
        "for found in pkgutil.walk_packages(charting.__path__, 'charting.'):\n"
        "    if 'migrations' not in found.name: __import__(found.name)\n"
        "assert not [m for m in sys.modules if m.startswith(('PySide6', 'shiboken6', 'ui.'))]\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_source_file_is_small_finished_and_explains_itself(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_FILE
    assert not re.search(r"\b(TODO|FIXME|XXX)\b", text)
    assert not re.search(r"\bprocessEvents\(|\bblockSignals\(", text)
    tree = ast.parse(text)
    assert ast.get_docstring(tree) or not tree.body
    for node in ast.walk(tree):
        assert not isinstance(node, ast.Raise) or ast.unparse(node) != "raise NotImplementedError"
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"bare except in line {node.lineno}"


def test_no_measurement_in_the_records_is_a_float():
    for path in sorted((ROOT / "charting" / "records").glob("*.py")) + sorted(
        (ROOT / "charting" / "rules").glob("*.py")
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"{path.name}:{node.lineno}"
