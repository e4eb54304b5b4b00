"""Values worked out from the outcome measures (clinical.md 1.3, 1.4)."""

from typing import Any

from charting.records.pull_test import pull_result
from charting.records.working import not_computable, work_out
from charting.results import Result
from charting.rules.hair_count import density_per_cm2, terminal_to_vellus
from charting.units import PER_CM2, TO_ONE
from charting.words import _


def outcome_results(outcome: Any) -> list[Result]:
    """Density and ratio always, one result for each pull test, the BASP type once it is begun."""
    results = [density(outcome), _ratio(outcome)]
    results += [pull_result(test, outcome.pull_test_rule) for test in outcome.pull_tests]
    parts = (outcome.basp_basic, outcome.basp_vertex, outcome.basp_frontal)
    if any(part is not None for part in parts):
        results.append(_basp(*parts))
    return results


def density(outcome: Any) -> Result:
    """Hairs per cm²."""
    return work_out(
        _("Hair density"),
        PER_CM2,
        _("hairs counted ÷ area counted"),
        {_("hairs counted"): outcome.hair_count_raw, _("area counted"): outcome.count_area_cm2},
        density_per_cm2,
        "{0} ÷ {1}",
        source="1.4",
        places=1,
    )


def _ratio(outcome: Any) -> Result:
    name, formula = _("Terminal to vellus"), _("terminal hairs ÷ vellus hairs")
    if outcome.vellus_count is not None and outcome.vellus_count == 0:
        return not_computable(name, TO_ONE, formula, _("no vellus hair was counted"), source="K")
    return work_out(
        name,
        TO_ONE,
        formula,
        {_("terminal hairs"): outcome.terminal_count, _("vellus hairs"): outcome.vellus_count},
        terminal_to_vellus,
        "{0} ÷ {1}",
        source="K",
    )


def _basp(basic: str | None, vertex: str | None, frontal: str | None) -> Result:
    name, formula = _("BASP type"), _("basic, vertex, frontal")
    if basic is None or vertex is None or frontal is None:
        return not_computable(name, None, formula, _("needs basic, vertex and frontal"), source="S80")
    shown = basic + "".join(part for part in (vertex, frontal) if part != "none")
    return Result(name, None, None, formula, working=f"{basic}, {vertex}, {frontal}", source="S80", text=shown)
