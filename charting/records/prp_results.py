"""Computed values of the PRP sheet, formulas F0 to F7 and F9 (clinical.md 6.2, 6.4)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.dates import show_time
from charting.records.needling_results import minutes_between
from charting.records.prp_completeness import completeness_result
from charting.records.prp_described import described
from charting.records.prp_numbers import baseline, injected_ml, is_activated
from charting.records.rules_off import usable, why_off
from charting.records.spin import Spin
from charting.records.weight import sex_of, weight_of
from charting.records.working import not_computable, work_out
from charting.results import Result, show_decimal
from charting.rules import prp_yield
from charting.rules.centrifuge import rcf_g, rpm_for
from charting.rules.prp_clock import later
from charting.units import BILLION, CELLS_10E9_PER_L, MINUTES, ML, PERCENT, RCF, RPM, TIMES, TO_ONE
from charting.words import _

if TYPE_CHECKING:
    from charting.records.prp import Prp


def prp_results(prp: "Prp") -> list[Result]:
    """All computed values of the sheet, in the order of work."""
    found = [*_draw(prp)]
    for spin in prp.spins:
        found.extend(_spin(spin))
    found.extend(_yield(prp))
    found.extend(_activator(prp))
    found.append(_leukocytes(prp))
    found.append(_minutes(prp))
    found.append(_use_before(prp))
    found.extend(described(prp))
    found.append(completeness_result(prp))
    return found


def _draw(prp: "Prp") -> Iterator[Result]:
    blood = prp.draw_volume_ml
    if prp.anticoagulant != "none":
        yield work_out(
            _("Blood to anticoagulant"),
            TO_ONE,
            _("blood ÷ anticoagulant"),
            {_("blood"): blood, _("anticoagulant volume"): prp.anticoagulant_ml},
            prp_yield.blood_to_anticoagulant,
            "{0} ÷ {1}",
            source="6.2",
        )
    name, formula = _("Share of blood volume"), _("blood ÷ (mL per kg × weight), 70 mL/kg male, 65 female")
    sex = sex_of(prp.visit)
    if sex not in prp_yield.EBV_ML_PER_KG:
        yield not_computable(name, PERCENT, formula, _("needs sex at birth, male or female"))
    else:
        yield work_out(
            name,
            PERCENT,
            formula,
            {_("blood"): blood, _("weight"): weight_of(prp.visit)},
            lambda ml, kg: prp_yield.draw_pct_of_blood_volume(ml, kg, sex),
            "100 × {0} ÷ (" + show_decimal(prp_yield.EBV_ML_PER_KG[sex]) + " × {1})",
        )
    yield work_out(
        _("Plasma to expect"),
        ML,
        _("blood × (1 − haematocrit) + anticoagulant, for planning only"),
        {
            _("blood"): blood,
            _("haematocrit"): prp.baseline_hct_l_l,
            _("anticoagulant volume"): prp.anticoagulant_ml,
        },
        prp_yield.plasma_ml,
        "{0} × (1 − {1}) + {2}",
        source="F9",
        places=1,
    )


def _spin(spin: Spin) -> Iterator[Result]:
    radius, place = spin.radius_cm(), spin.place()
    if spin.rpm is not None or spin.rcf_g is None:
        yield work_out(
            _("Spin {number}, force").format(number=place),
            RCF,
            _("0.00001118 × radius in cm × rpm²"),
            {_("radius"): radius, _("rpm"): spin.rpm},
            rcf_g,
            "0.00001118 × {0} × {1}²",
            source="F0",
            places=1,
        )
    else:
        yield work_out(
            _("Spin {number}, speed").format(number=place),
            RPM,
            _("√(force ÷ (0.00001118 × radius in cm))"),
            {_("radius"): radius, _("force"): spin.rcf_g},
            rpm_for,
            "√({1} ÷ (0.00001118 × {0}))",
            source="F0",
            places=0,
        )


def _yield(prp: "Prp") -> Iterator[Result]:
    blood, volume = prp.draw_volume_ml, prp.prp_volume_ml
    base = baseline(prp, prp.baseline_platelets_10e9_l)
    count = prp.prp_platelets_10e9_l
    if prp.baseline_sample == "from_citrated_bag":
        yield work_out(
            _("Blood platelets, corrected"),
            CELLS_10E9_PER_L,
            _("counted × (blood + anticoagulant) ÷ blood"),
            {
                _("blood platelets"): prp.baseline_platelets_10e9_l,
                _("blood"): blood,
                _("anticoagulant volume"): prp.anticoagulant_ml,
            },
            prp_yield.undiluted_count,
            "{0} × ({1} + {2}) ÷ {1}",
            source="F6",
        )
    yield work_out(
        _("Concentration"),
        TIMES,
        _("PRP platelets ÷ blood platelets"),
        {_("PRP platelets"): count, _("blood platelets"): base},
        prp_yield.concentration_factor,
        "{0} ÷ {1}",
        source="F1",
    )
    yield work_out(
        _("Platelets drawn"),
        BILLION,
        _("blood platelets × blood ÷ 1,000"),
        {_("blood platelets"): base, _("blood"): blood},
        prp_yield.platelets_in_billion,
        "{0} × {1} ÷ 1,000",
        source="F2",
        places=3,
    )
    yield work_out(
        _("Recovery"),
        PERCENT,
        _("100 × PRP platelets × PRP volume ÷ (blood platelets × blood); denominator: blood without anticoagulant"),
        {_("PRP platelets"): count, _("PRP volume"): volume, _("blood platelets"): base, _("blood"): blood},
        prp_yield.recovery_pct,
        "100 × {0} × {1} ÷ ({2} × {3})",
        source="F3",
    )
    yield _dose(prp)
    yield work_out(
        _("Purity"),
        PERCENT,
        _("100 × platelets ÷ (platelets + white cells + red cells × 1,000)"),
        {
            _("PRP platelets"): count,
            _("PRP white cells"): prp.prp_wbc_10e9_l,
            _("PRP red cells"): prp.prp_rbc_10e12_l,
        },
        prp_yield.purity_pct,
        "100 × {0} ÷ ({0} + {1} + {2} × 1,000)",
        source="F5",
    )


def _dose(prp: "Prp") -> Result:
    """The dose injected where the application sheet knows the volume, otherwise the dose in the syringe."""
    injected = injected_ml(prp)
    if injected is None:
        return work_out(
            _("Platelet dose in the syringe"),
            BILLION,
            _("PRP platelets × PRP volume ÷ 1,000"),
            {_("PRP platelets"): prp.prp_platelets_10e9_l, _("PRP volume"): prp.prp_volume_ml},
            prp_yield.dose_billion,
            "{0} × {1} ÷ 1,000",
            source="F4",
            places=3,
        )
    name = _("Platelet dose injected")
    if is_activated(prp):
        return work_out(
            name,
            BILLION,
            _("PRP platelets × PRP ÷ (PRP + activator) × mL injected ÷ 1,000"),
            {
                _("PRP platelets"): prp.prp_platelets_10e9_l,
                _("PRP volume"): prp.prp_volume_ml,
                _("activator volume"): prp.activator_ml,
                _("mL injected"): injected,
            },
            prp_yield.dose_after_activator_billion,
            "{0} × {1} ÷ ({1} + {2}) × {3} ÷ 1,000",
            source="F4, F7",
            places=3,
        )
    return work_out(
        name,
        BILLION,
        _("PRP platelets × mL injected ÷ 1,000"),
        {_("PRP platelets"): prp.prp_platelets_10e9_l, _("mL injected"): injected},
        prp_yield.dose_billion,
        "{0} × {1} ÷ 1,000",
        source="F4",
        places=3,
    )


def _activator(prp: "Prp") -> Iterator[Result]:
    if not is_activated(prp):
        return
    volume, added = prp.prp_volume_ml, prp.activator_ml
    yield work_out(
        _("Activator to PRP"),
        None,
        _("activator ÷ PRP, in mL for each mL"),
        {_("activator volume"): added, _("PRP volume"): volume},
        prp_yield.activator_ratio,
        "{0} ÷ {1}",
        source="6.2",
        places=3,
    )
    yield work_out(
        _("Platelets after activator"),
        CELLS_10E9_PER_L,
        _("PRP platelets × PRP ÷ (PRP + activator)"),
        {
            _("PRP platelets"): prp.prp_platelets_10e9_l,
            _("PRP volume"): volume,
            _("activator volume"): added,
        },
        prp_yield.count_after_activator,
        "{0} × {1} ÷ ({1} + {2})",
        source="F7",
        places=1,
    )


def _leukocytes(prp: "Prp") -> Result:
    name, formula = _("Leukocytes"), _("rich if PRP white cells exceed those of the blood")
    white, base = prp.prp_wbc_10e9_l, baseline(prp, prp.baseline_wbc_10e9_l)
    if white is None or base is None:
        return not_computable(name, None, formula, _("needs white cells of blood and PRP"), source="S61")
    rich = prp_yield.leukocyte_class(white, base) == "rich"
    words = _("leukocyte-rich") if rich else _("leukocyte-poor")
    working = f"{show_decimal(white)} {'>' if rich else '≤'} {show_decimal(base)}"
    return Result(name, None, None, formula, working, source="S61", text=words)


def _minutes(prp: "Prp") -> Result:
    name, formula = _("Draw to ready"), _("ready − blood out")
    minutes = minutes_between(prp.draw_at, prp.prp_ready_at)
    if minutes is None:
        return not_computable(name, MINUTES, formula, _("needs both times"))
    return Result(name, minutes, MINUTES, formula, places=0)


def use_before_name() -> str:
    """The name of the result that says until when the PRP may be used."""
    return _("Use before")


def _use_before(prp: "Prp") -> Result:
    name, rules = use_before_name(), usable(prp, "prp")
    if rules is None:
        return not_computable(name, None, _("blood out + minutes of the rule"), why_off(prp, "prp"), source="K")
    minutes = rules.value("use_before_warn_min")
    formula = _("blood out + {minutes} min").format(minutes=show_decimal(minutes))
    if prp.draw_at is None:
        return not_computable(name, None, formula, _("needs blood out"), source="K")
    working = f"{show_time(prp.draw_at)} + {show_decimal(minutes)} min"
    return Result(name, None, None, formula, working, source="K", text=show_time(later(prp.draw_at, minutes)))
