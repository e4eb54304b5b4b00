"""Body measures: mass index and age of a measurement (clinical.md 1.1)."""

from datetime import date, timedelta
from decimal import Decimal

STALE_AFTER = timedelta(days=90)
OUTDATED_AFTER = timedelta(days=365)
BMI_SOFT = (Decimal("18.5"), Decimal(30))
BMI_HARD = (Decimal(10), Decimal(80))


def mass_index(weight_kg: Decimal, height_cm: Decimal) -> Decimal:
    """Body mass index in kg/m²: weight in kg over the square of height in m. Raises ValueError below or at zero."""
    if weight_kg <= 0 or height_cm <= 0:
        raise ValueError("weight and height must be above zero")
    height_m = height_cm / 100
    return weight_kg / (height_m * height_m)


def unusual_index(bmi: Decimal) -> bool:
    """Whether a body mass index is under 18.5 or from 30 up (clinical.md 1.1)."""
    low, high = BMI_SOFT
    return bmi < low or bmi >= high


def impossible_index(bmi: Decimal) -> bool:
    """Whether a body mass index is under 10 or over 80, which is a slip of weight or height (clinical.md 1.1)."""
    low, high = BMI_HARD
    return bmi < low or bmi > high


def is_stale(measured_on: date, day: date) -> bool:
    """Whether a weight is more than 90 days old on a day (clinical.md 1.1)."""
    return day - measured_on > STALE_AFTER


def is_outdated(measured_on: date, day: date) -> bool:
    """Whether a weight is more than 365 days old on a day: too old to work out a dose (clinical.md 1.1)."""
    return day - measured_on > OUTDATED_AFTER
