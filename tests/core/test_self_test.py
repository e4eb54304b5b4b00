from dataclasses import replace
from decimal import Decimal

import pytest

from charting.rulebook import Broken, rulebook
from charting.rules.self_test import VECTORS, run


def test_all_vectors_come_out_right():
    assert run() == ()
    assert {"V-01", "V-07", "V-17", "L-01", "L-02", "L-03", "L-04", "L-05", "L-07", "L-08"} == set(VECTORS)


@pytest.mark.parametrize(
    ("rule_id", "value", "vector"),
    [
        ("absorbed_intact", "0.2", "L-04"),
        ("ibw_kg_per_cm", "0.92", "L-07"),
        ("lipid_cap_ml_per_kg", "11", "L-08"),
        ("total_warn", "1.01", "L-05"),
    ],
)
def test_a_wrong_number_fails_its_vector(rule_id, value, vector):
    book = rulebook()
    wrong = replace(book.rule(rule_id), value=Decimal(value))
    failures = run(replace(book, rules={**book.rules, rule_id: wrong}))
    assert any(failure.startswith(vector) for failure in failures)


def test_a_missing_rule_and_a_broken_file_are_failures():
    book = rulebook()
    rules = {name: rule for name, rule in book.rules.items() if name != "window_h"}
    assert any("window_h" in failure for failure in run(replace(book, rules=rules)))
    assert run(Broken("anaesthesia", "the file is torn")) == ("the file is torn",)


def test_wrong_arithmetic_is_caught(monkeypatch):
    monkeypatch.setattr("charting.rules.self_test.recovery_pct", lambda *_: Decimal("29.999999999999996"))
    assert [failure[:4] for failure in run()] == ["V-07", "V-17"]
