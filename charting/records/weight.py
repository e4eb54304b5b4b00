"""What a sheet needs to know of the person: weight of the day and sex at birth."""

from decimal import Decimal

from charting.records.visit import Visit


def weight_of(visit: Visit | None) -> Decimal | None:
    """Body weight in kg from the visit's assessment; None if it is not recorded."""
    if visit is None or visit.assessment is None:
        return None
    return visit.assessment.weight_kg


def sex_of(visit: Visit | None) -> str | None:
    """Sex at birth of the visit's patient, by its code; None if it is not recorded."""
    if visit is None or visit.course is None or visit.course.patient is None:
        return None
    return visit.course.patient.sex_at_birth
