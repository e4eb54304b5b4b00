"""What a preparation yields (formulas F1 to F9). Counts in 10⁹/L, red cells in 10¹²/L, volumes in mL.

Each function raises ValueError where it would have to divide by zero.
"""

from decimal import Decimal

PER_LITRE = Decimal(1000)
HIGHEST_RECOVERY_PCT = Decimal(105)
EBV_ML_PER_KG = {"male": Decimal(70), "female": Decimal(65)}


def concentration_factor(prp: Decimal, baseline: Decimal) -> Decimal:
    """F1: platelets of the PRP over those of the blood, a plain ratio."""
    return prp / _divisor(baseline)


def platelets_in_billion(baseline: Decimal, blood_ml: Decimal) -> Decimal:
    """F2: platelets drawn, in 10⁹; `blood_ml` is whole blood without anticoagulant."""
    return baseline * blood_ml / PER_LITRE


def recovery_pct(prp: Decimal, prp_ml: Decimal, baseline: Decimal, blood_ml: Decimal) -> Decimal:
    """F3: platelets recovered in % of those drawn; the denominator is blood without anticoagulant."""
    return 100 * (prp * prp_ml) / _divisor(baseline * blood_ml)


def dose_billion(count: Decimal, volume_ml: Decimal) -> Decimal:
    """F4: platelets in a volume, in 10⁹."""
    return count * volume_ml / PER_LITRE


def purity_pct(platelets: Decimal, wbc: Decimal, rbc_10e12_per_l: Decimal) -> Decimal:
    """F5: platelets in % of all cells counted; red cells come in 10¹²/L and are brought to 10⁹/L."""
    return 100 * platelets / _divisor(platelets + wbc + rbc_10e12_per_l * PER_LITRE)


def undiluted_count(counted: Decimal, blood_ml: Decimal, anticoagulant_ml: Decimal) -> Decimal:
    """F6: a count of citrated blood, corrected for its anticoagulant."""
    return counted * (blood_ml + anticoagulant_ml) / _divisor(blood_ml)


def count_after_activator(count: Decimal, prp_ml: Decimal, activator_ml: Decimal) -> Decimal:
    """F7: the count after an activator was added; the dose stays if all is used."""
    return count * prp_ml / _divisor(prp_ml + activator_ml)


def dose_after_activator_billion(count: Decimal, prp_ml: Decimal, activator_ml: Decimal, given_ml: Decimal) -> Decimal:
    """F4 over F7: platelets in `given_ml` of PRP and activator together, in 10⁹."""
    return count * prp_ml * given_ml / _divisor((prp_ml + activator_ml) * PER_LITRE)


def per_cm2(amount: Decimal, area_cm2: Decimal) -> Decimal:
    """F8: mL or 10⁹ platelets per cm²."""
    return amount / _divisor(area_cm2)


def plasma_ml(blood_ml: Decimal, haematocrit: Decimal, anticoagulant_ml: Decimal) -> Decimal:
    """F9: plasma available, in mL, for planning only; haematocrit in L/L."""
    return blood_ml * (1 - haematocrit) + anticoagulant_ml


def blood_to_anticoagulant(blood_ml: Decimal, anticoagulant_ml: Decimal) -> Decimal:
    """mL of blood for each mL of anticoagulant."""
    return blood_ml / _divisor(anticoagulant_ml)


def activator_ratio(activator_ml: Decimal, prp_ml: Decimal) -> Decimal:
    """mL of activator for each mL of PRP."""
    return activator_ml / _divisor(prp_ml)


def draw_pct_of_blood_volume(draw_ml: Decimal, weight_kg: Decimal, sex_at_birth: str) -> Decimal:
    """The draw in % of the estimated blood volume, 70 mL/kg male, 65 female. Raises KeyError for any other sex."""
    return 100 * draw_ml / _divisor(EBV_ML_PER_KG[sex_at_birth] * weight_kg)


def leukocyte_class(prp_wbc: Decimal, baseline_wbc: Decimal) -> str:
    """`rich` if the PRP holds more white cells per litre than the blood, otherwise `poor`."""
    return "rich" if prp_wbc > baseline_wbc else "poor"


def _divisor(value: Decimal) -> Decimal:
    if value <= 0:
        raise ValueError("this ratio needs a divisor above zero")
    return value
