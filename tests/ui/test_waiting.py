"""Tests wait in a way that lets workers work."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
HOLDS_THE_LOCK = re.compile(r"QTest\.qWait\(")


def test_no_test_waits_with_pythons_lock_held():
    found = [
        f"{path.name}:{number}"
        for path in sorted(TESTS.rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if HOLDS_THE_LOCK.search(line)
    ]
    assert found == [], "let_run of tests.ui.waiting"
