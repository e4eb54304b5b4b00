"""How much of what a PRP report should hold stands in the chart of a visit (clinical.md 6.5 H)."""

from typing import TYPE_CHECKING, Any

from charting.records.earlier import patient_of
from charting.records.prp_numbers import baseline, is_activated
from charting.results import Result
from charting.rules.mibo import VERSION, completeness
from charting.words import _

if TYPE_CHECKING:
    from charting.records.prp import Prp

MOST_NAMED = 5
_OF_PRP = {
    "draw_volume": "draw_volume_ml",
    "anticoagulant": "anticoagulant",
    "storage": "storage",
    "blood_platelets": "baseline_platelets_10e9_l",
    "blood_white": "baseline_wbc_10e9_l",
    "blood_neutrophils": "baseline_neutrophils_10e9_l",
    "blood_red": "baseline_rbc_10e12_l",
    "kit": "kit_name",
    "temperature": "processing_temperature_c",
    "prp_volume": "prp_volume_ml",
    "prp_platelets": "prp_platelets_10e9_l",
    "prp_white": "prp_wbc_10e9_l",
    "prp_neutrophils": "prp_neutrophils_10e9_l",
    "prp_red": "prp_rbc_10e12_l",
    "activator": "activator",
}
_OF_APPLICATION = {"gauge": "needle_gauge", "points": "number_of_points", "guidance": "technique"}


def completeness_result(prp: "Prp") -> Result:
    """Filled of asked, with the first of what is lacking; never out of the official statements."""
    name = _("MIBO-style completeness")
    found = completeness(answered(prp))
    formula = _("{label}; after {version}").format(label=found.label, version=VERSION)
    if prp.is_blank():
        return Result(name, None, None, formula, missing=_("needs a preparation"), source="S66")
    lacking = [label for share in found.categories for label in share.lacking]
    text = _("{count} filled").format(count=found.total.words())
    return Result(name, None, None, formula, working=_lacking(lacking), source="S66", text=text)


def _lacking(labels: list[str]) -> str:
    if not labels:
        return _("nothing is lacking")
    named, more = ", ".join(labels[:MOST_NAMED]), len(labels) - MOST_NAMED
    if more <= 0:
        return _("lacking: {items}").format(items=named)
    return _("lacking: {items} and {count} more").format(items=named, count=more)


def answered(prp: "Prp") -> dict[str, bool | None]:
    """Which items the chart answers, by their codes; None for what does not apply to this preparation."""
    visit = prp.visit
    return {
        **{code: _known(prp, name) for code, name in _OF_PRP.items()},
        **_of_patient(visit),
        **_of_processing(prp),
        **_of_delivery(visit),
        **_of_plan(visit),
        "time_to_use": _known(prp, "draw_at") and _known(_slot(visit, "application"), "injection_start_at"),
        "activator_strength": _known(prp, "activator") if is_activated(prp) else None,
        "activator_volume": _known(prp, "activator_ml") if is_activated(prp) else None,
    }


def _of_patient(visit: Any) -> dict[str, bool | None]:
    patient, screening = patient_of(visit), _slot(visit, "screening")
    assessment = _slot(visit, "assessment")
    asked = {answer.code for answer in screening.answers if answer.answer in {"yes", "no"}} if screening else set()
    lists = ("medicines", "therapies", "past_treatments", "diagnoses", "gradings")
    held = {name: bool(getattr(patient, name)) if patient is not None else False for name in lists}
    graded = bool(assessment.gradings) if assessment is not None else False
    return {
        "age": _known(patient, "date_of_birth"),
        "sex": _known(patient, "sex_at_birth"),
        "bmi": _known(assessment, "weight_kg") and _known(assessment, "height_cm"),
        "comorbidity": {"C07", "C20", "C23", "C24"} <= asked,
        "medicines": held["medicines"] or {"C11", "C12", "C13"} <= asked,
        "painkillers": {"C13", "C14"} <= asked,
        "diagnosis": held["diagnoses"],
        "grade": graded or held["gradings"],
        "duration": _known(assessment, "duration_months"),
        "treated_before": held["therapies"] or held["past_treatments"],
    }


def _of_processing(prp: "Prp") -> dict[str, bool | None]:
    ratio = _known(prp, "draw_volume_ml") and _known(prp, "anticoagulant_ml")
    blood = baseline(prp, prp.baseline_platelets_10e9_l)
    spins = prp.spins
    return {
        "anticoagulant_ratio": None if prp.anticoagulant == "none" else ratio,
        "spins": bool(spins),
        "speed": bool(spins) and all(spin.rpm is not None or spin.rcf_g is not None for spin in spins),
        "spin_time": bool(spins) and all(spin.minutes is not None for spin in spins),
        "radius": _known(prp, "rotor_radius_cm"),
        "concentration": blood is not None and blood > 0 and _known(prp, "prp_platelets_10e9_l"),
    }


def _of_delivery(visit: Any) -> dict[str, bool | None]:
    given, numbing = _slot(visit, "application"), _slot(visit, "anaesthesia")
    return {
        **{code: _known(given, name) for code, name in _OF_APPLICATION.items()},
        "given_volume": _known(given, "total_injected_ml") or _known(given, "topical_ml"),
        "site": given is not None and any(zone.zone for zone in given.zones),
        "anaesthetic": _known(numbing, "anaesthesia_plan"),
    }


def _of_plan(visit: Any) -> dict[str, bool | None]:
    course = visit.course if visit is not None else None
    after, outcome = _slot(visit, "after"), _slot(visit, "outcome")
    measured = outcome is not None and not outcome.is_blank()
    return {
        "sessions": _known(course, "planned_sessions"),
        "interval": _known(course, "interval_days_prp"),
        "activity": after is not None and after.aftercare_given is True,
        "medicine_limits": _known(after, "nsaid_advice"),
        "measures": measured,
        "timing": measured,
        "adverse_events": after is not None and (bool(after.adverse_events) or bool(after.reactions)),
    }


def _known(record: Any, name: str) -> bool:
    return record is not None and getattr(record, name) is not None


def _slot(visit: Any, name: str) -> Any:
    return getattr(visit, name) if visit is not None else None
