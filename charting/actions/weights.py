"""The patient's weights as signing keeps them, and as they go again with a visit that no longer counts."""

from charting.records.patient import Weight
from charting.records.visit import Visit


def keep_weight(visit: Visit) -> None:
    """A weight taken at this visit becomes the patient's latest; that of the version it amends goes."""
    if visit.amends is not None:
        take_back_weight(visit.amends, visit)
    assessment = visit.assessment
    if assessment is None or assessment.weight_kg is None or assessment.weight_date is None:
        return
    weights = visit.course.patient.weights
    if (assessment.weight_date, assessment.weight_kg) not in {(w.date, w.weight_kg) for w in weights}:
        weights.append(
            Weight(
                weight_kg=assessment.weight_kg,
                date=assessment.weight_date,
                source=assessment.weight_source,
                height_cm=assessment.height_cm,
                position=max((weight.position for weight in weights), default=-1) + 1,
            )
        )


def take_back_weight(visit: Visit, instead: Visit | None = None) -> list[Weight]:
    """Take a weight out of the patient's list that stood there only through this visit, which no longer counts.

    That is a weight of the day of the visit which no visit in force, and not `instead`, says as well. Older ones were
    known before the visit. Returned is what was taken out.
    """
    taken = _taken(visit)
    if taken is None:
        return []
    patient = visit.course.patient
    counting = [v for course in patient.courses for v in course.visits_in_force if v is not visit]
    if any(_taken(other) == taken for other in (*counting, *([instead] if instead is not None else []))):
        return []
    gone = [weight for weight in patient.weights if (weight.date, weight.weight_kg) == taken]
    for weight in gone:
        patient.weights.remove(weight)
    return gone


def _taken(visit: Visit) -> tuple[object, object] | None:
    """Day and weight that were measured on the day of a visit."""
    assessment = visit.assessment
    if assessment is None or assessment.weight_kg is None or assessment.weight_date != visit.opened_at.date():
        return None
    return assessment.weight_date, assessment.weight_kg
