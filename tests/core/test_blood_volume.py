from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charting.rulebook import rulebook
from charting.rules.blood_volume import blood_volume_ml, draw
from charting.rules.verdict import BLOCK_H, BLOCK_O, WARN, worst

D = Decimal
RULES = rulebook("prp")


def test_the_figures_of_the_rule_file():
    named = {
        "draw_usual_from_ml": "8",
        "draw_usual_to_ml": "60",
        "draw_block_ml": "120",
        "draw_most_ml": "200",
        "draw_warn_pct": "3",
        "draw_most_pct": "10",
        "use_before_warn_min": "60",
        "use_before_block_min": "240",
        "marspill_red_rich": "1",
        "marspill_enabled": "0",
        "isth_enabled": "0",
        "plra_enabled": "0",
    }
    assert RULES.used() == named


def test_70_and_65_ml_per_kg():
    assert blood_volume_ml(D(70), "male") == 4900
    assert blood_volume_ml(D(60), "female") == 3900


def test_working_can_be_checked_with_a_pocket_calculator():
    found = draw(D(54), D(60), "female", RULES)
    assert found.working == "65 mL/kg × 60 kg = 3,900 mL; 100 × 54 ÷ 3,900 = 1.38 %"
    assert found.verdicts == ()


@pytest.mark.parametrize(
    ("ml", "level"),
    [
        ("0", BLOCK_H),
        ("7.9", WARN),
        ("8", None),
        ("60", None),
        ("60.1", WARN),
        ("120", WARN),
        ("120.1", BLOCK_O),
        ("200", BLOCK_O),
        ("200.1", BLOCK_H),
    ],
)
def test_volume_limits(ml, level):
    assert worst(draw(D(ml), None, None, RULES).verdicts) == level


@pytest.mark.parametrize(("ml", "level"), [("48", None), ("48.1", WARN), ("160", WARN), ("160.1", BLOCK_H)])
def test_share_limits(ml, level):
    found = draw(D(ml), D("1600") / 70, "male", RULES)
    of_share = [verdict for verdict in found.verdicts if verdict.rule == "prp-draw-share"]
    assert worst(of_share) == level


@pytest.mark.parametrize(("weight", "sex"), [(None, "male"), (D(70), None), (D(70), "intersex"), (None, None)])
def test_unknown_weight_or_sex_is_not_computable(weight, sex):
    found = draw(D(150), weight, sex, RULES)
    assert found.share_pct is None
    assert found.missing.startswith("needs")
    assert worst(found.verdicts) == BLOCK_O


@given(st.decimals(min_value="0.1", max_value="300", places=1), st.decimals(min_value="0.1", max_value="300", places=1))
def test_more_blood_is_never_a_smaller_share(one, other):
    low, high = (draw(ml, D(70), "male", RULES).share_pct for ml in sorted((one, other)))
    assert low <= high
