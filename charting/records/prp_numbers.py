"""The numbers that PRP formulas start from: corrected counts, volumes, what was given."""

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from charting.rules import prp_yield

if TYPE_CHECKING:
    from charting.records.prp import Prp


def baseline(prp: "Prp", counted: Decimal | None) -> Decimal | None:
    """A count of the blood, corrected where it was taken from citrated blood (F6); None if that cannot be done."""
    if counted is None or prp.baseline_sample != "from_citrated_bag":
        return counted
    if prp.draw_volume_ml is None or prp.anticoagulant_ml is None:
        return None
    return prp_yield.undiluted_count(counted, prp.draw_volume_ml, prp.anticoagulant_ml)


def is_activated(prp: "Prp") -> bool:
    """Whether an activator was added."""
    return prp.activator is not None and prp.activator != "none"


def dose_billion(prp: "Prp") -> Decimal | None:
    """Platelets injected, in 10⁹ (F4, F7); before anything is injected, those in the syringe. None if unknown."""
    count, volume, injected = prp.prp_platelets_10e9_l, prp.prp_volume_ml, injected_ml(prp)
    if count is None:
        return None
    if injected is None:
        return None if volume is None else prp_yield.dose_billion(count, volume)
    if not is_activated(prp):
        return prp_yield.dose_billion(count, injected)
    if volume is None or prp.activator_ml is None:
        return None
    return prp_yield.dose_after_activator_billion(count, volume, prp.activator_ml, injected)


def prepared_ml(prp: "Prp | None") -> Decimal | None:
    """mL ready to be given: the PRP, with the activator that was added to it (F7); None while one is not known."""
    if prp is None or prp.prp_volume_ml is None:
        return None
    if not is_activated(prp):
        return prp.prp_volume_ml
    return None if prp.activator_ml is None else prp.prp_volume_ml + prp.activator_ml


def injected_ml(prp: "Prp") -> Decimal | None:
    """mL injected, from the application sheet of the same visit."""
    if prp.visit is None or prp.visit.application is None:
        return None
    return prp.visit.application.total_injected_ml


def given_at(prp: "Prp") -> datetime | None:
    """When the first of this PRP was given, from the application sheet of the same visit."""
    if prp.visit is None or prp.visit.application is None:
        return None
    return prp.visit.application.injection_start_at
