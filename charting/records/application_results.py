"""Computed values of the PRP application sheet, F4 and F8 (clinical.md 7)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from charting.records.applied_zone import counted_zones
from charting.records.earlier import PRP, since_result
from charting.records.needling_results import minutes_between, summed
from charting.records.prp_numbers import dose_billion, prepared_ml
from charting.records.working import not_computable, work_out
from charting.records.zone_totals import given_ml
from charting.results import Result, show_decimal
from charting.rules.areas import total
from charting.rules.prp_yield import per_cm2
from charting.units import BILLION, BILLION_PER_CM2, CM2, MINUTES, ML, ML_PER_CM2
from charting.words import _

if TYPE_CHECKING:
    from charting.records.application import Application


def application_results(sheet: "Application") -> list[Result]:
    """All computed values of the sheet."""
    return [*_volumes(sheet), *_platelets(sheet), *_times(sheet), *since_result(sheet.visit, PRP)]


def _volumes(sheet: "Application") -> Iterator[Result]:
    if zones := counted_zones(sheet.zones):
        yield summed(_("Area"), CM2, [(z.zone, z.area_cm2) for z in zones])
        if sheet.total_injected_ml is not None or any(z.ml is not None for z in zones):
            yield summed(_("Injected, all zones"), ML, [(z.zone, z.ml) for z in zones])
        if sheet.topical_ml is not None or any(z.topical_ml is not None for z in zones):
            yield summed(_("On the skin, all zones"), ML, [(z.zone, z.topical_ml) for z in zones])
    yield from _left_over(sheet)
    yield work_out(
        _("Injected for each cm²"),
        ML_PER_CM2,
        _("mL injected ÷ area"),
        {_("mL injected"): sheet.total_injected_ml, _("area of the zones"): total(z.area_cm2 for z in zones)},
        per_cm2,
        "{0} ÷ {1}",
        source="F8",
        places=3,
    )
    yield work_out(
        _("Points × mL"),
        ML,
        _("number of points × mL at each"),
        {_("points"): sheet.number_of_points, _("mL at each point"): sheet.ml_per_point},
        lambda points, each: points * each,
        "{0} × {1}",
    )


def _left_over(sheet: "Application") -> Iterator[Result]:
    """What remains of the PRP, or what was given beyond it, once every zone has its share."""
    given, prepared = given_ml(sheet), prepared_ml(sheet.visit.prp if sheet.visit is not None else None)
    if given is None or prepared is None or not all(zone.is_applied() for zone in counted_zones(sheet.zones)):
        return
    shown = (show_decimal(prepared), show_decimal(given))
    if given > prepared:
        formula = _("given − prepared")
        yield Result(_("Overdrawn"), given - prepared, ML, formula, f"{shown[1]} − {shown[0]}", source="7")
    else:
        formula = _("prepared − given")
        yield Result(_("Left over, worked out"), prepared - given, ML, formula, f"{shown[0]} − {shown[1]}", source="7")


def _platelets(sheet: "Application") -> Iterator[Result]:
    prp = sheet.visit.prp if sheet.visit is not None else None
    injected = sheet.total_injected_ml
    dose = dose_billion(prp) if prp is not None and injected is not None else None
    name, formula = _("Platelet dose"), _("platelets of what was injected × mL injected ÷ 1,000")
    if prp is None or dose is None or injected is None:
        lacking = _("needs PRP platelets and mL injected; with an activator, its volume too")
        yield not_computable(name, BILLION, formula, lacking, source="F4")
    else:
        count = show_decimal(dose * 1000 / injected, 4)
        working = f"{count} × {show_decimal(injected)} ÷ 1,000"
        yield Result(name, dose, BILLION, formula, working, source="F4", places=3)
    yield work_out(
        _("Platelets for each cm²"),
        BILLION_PER_CM2,
        _("platelet dose ÷ area; no threshold is known"),
        {_("platelet dose"): dose, _("area of the zones"): total(z.area_cm2 for z in counted_zones(sheet.zones))},
        per_cm2,
        "{0} ÷ {1}",
        source="F8",
        places=3,
    )


def _times(sheet: "Application") -> Iterator[Result]:
    prp = sheet.visit.prp if sheet.visit is not None else None
    for name, formula, start in (
        (_("Draw to injection"), _("first given − blood out"), prp.draw_at if prp else None),
        (_("Since ready"), _("first given − ready"), prp.prp_ready_at if prp else None),
    ):
        minutes = minutes_between(start, sheet.injection_start_at)
        if minutes is None:
            yield not_computable(name, MINUTES, formula, _("needs both times"))
        else:
            yield Result(name, minutes, MINUTES, formula, places=0)
