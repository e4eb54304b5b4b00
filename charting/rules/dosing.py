"""Arithmetic of local anaesthetic doses: what was given, not what may be given."""

from collections.abc import Iterable
from decimal import Decimal

MG_PER_ML_OF_ONE_PERCENT = Decimal(10)


def mg_per_ml(percent: Decimal) -> Decimal:
    """mg/mL of a solution of `percent` % w/v: percent × 10 (4.1). Raises ValueError unless above zero."""
    _above_zero(percent)
    return percent * MG_PER_ML_OF_ONE_PERCENT


def dose_mg(percent: Decimal, volume_ml: Decimal) -> Decimal:
    """mg in `volume_ml` mL of a solution of `percent` % w/v (4.1). Raises ValueError unless both are above zero."""
    _above_zero(volume_ml)
    return mg_per_ml(percent) * volume_ml


def mg_per_kg(dose: Decimal, weight_kg: Decimal) -> Decimal:
    """mg per kg of actual body weight. Raises ValueError unless the weight is above zero."""
    _above_zero(weight_kg)
    return dose / weight_kg


def topical_mg(strength_mg_per_g: Decimal, applied_g: Decimal) -> Decimal:
    """mg of one drug in `applied_g` g of a cream, as applied and not as absorbed (4.2)."""
    _above_zero(applied_g)
    return strength_mg_per_g * applied_g


def grams_per_cm2(applied_g: Decimal, area_cm2: Decimal) -> Decimal:
    """g/cm² of a topical agent (4.2, TR2). Raises ValueError unless the area is above zero."""
    _above_zero(area_cm2)
    return applied_g / area_cm2


def buffered_percent(percent: Decimal, volume_ml: Decimal, bicarbonate_ml: Decimal) -> Decimal:
    """% w/v after `bicarbonate_ml` mL of sodium bicarbonate was added (4.6): mg stay, volume grows."""
    _above_zero(volume_ml)
    return percent * volume_ml / (volume_ml + bicarbonate_ml)


def total_by_drug(doses: Iterable[tuple[str, Decimal | None]]) -> dict[str, Decimal | None]:
    """Total mg of each drug, in the order met; None as soon as one dose of that drug is unknown."""
    totals: dict[str, Decimal | None] = {}
    for drug, mg in doses:
        so_far = totals.get(drug, Decimal(0))
        totals[drug] = None if so_far is None or mg is None else so_far + mg
    return totals


def _above_zero(value: Decimal) -> None:
    if value <= 0:
        raise ValueError("a dose needs numbers above zero")
