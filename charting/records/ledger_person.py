"""Who a local anaesthetic is given to, as dosing sees the person: weight, age, heart, conditions, allergies."""

from datetime import date

from charting.records.visit import Visit
from charting.rules.dosing_weight import Person
from charting.rules.reduction import HALVING, REDUCING

HEART, ADRENALINE_RISK, OXIDANTS, ANAESTHETIC_ALLERGY = "C20", "C35", "C32", "C29"
ALLERGY_ROWS = (ANAESTHETIC_ALLERGY, "C30", "C31")


def person_of(visit: Visit, day: date) -> Person:
    """Weight of the visit's assessment, age on the day, and what the checklist says about heart and adrenaline."""
    assessment = visit.assessment
    patient = visit.course.patient if visit.course is not None else None
    return Person(
        weight_kg=assessment.weight_kg if assessment else None,
        weighed_on=assessment.weight_date if assessment else None,
        weight_source=assessment.weight_source if assessment else None,
        height_cm=assessment.height_cm if assessment else None,
        sex_at_birth=patient.sex_at_birth if patient else None,
        age=patient.age(day) if patient else None,
        cardiac=_cardiac(visit),
        phaeochromocytoma=_phaeochromocytoma(visit),
    )


def answer_to(visit: Visit, code: str) -> str | None:
    """The answer to a row of the checklist, `yes` or `no`; None while nobody has asked."""
    found = visit.screening.answers if visit.screening is not None else ()
    return next((answer.answer for answer in found if answer.code == code), None)


def detail_of(visit: Visit, code: str) -> str:
    """What was written beside a row that was answered yes."""
    found = visit.screening.answers if visit.screening is not None else ()
    return next((answer.detail or "" for answer in found if answer.code == code and answer.answer == "yes"), "")


def known_conditions(visit: Visit) -> dict[str, bool | None]:
    """The conditions that reduce a dose; None for one that nobody asked about."""
    sheet = visit.anaesthesia
    ticked = sheet.reducing_conditions if sheet is not None else None
    known: dict[str, bool | None] = {name: None if ticked is None else name in ticked for name in (*REDUCING, *HALVING)}
    if answer_to(visit, HEART) == "yes":
        known["cardiac_disease"] = True
    if visit.screening is not None and visit.screening.liver_decompensated is True:
        known["hepatic_failure"] = True
    return known


def allergies_of(visit: Visit) -> tuple[str | None, tuple[str, ...]]:
    """The patient's answer on allergies, and every substance named there or in the checklist."""
    patient = visit.course.patient if visit.course is not None else None
    named = [allergy.agent or "" for allergy in patient.allergies] if patient else []
    named += [detail_of(visit, code) for code in ALLERGY_ROWS]
    return (patient.allergy_status if patient else None), tuple(text for text in named if text.strip())


def _cardiac(visit: Visit) -> bool | None:
    said = [answer_to(visit, HEART), answer_to(visit, ADRENALINE_RISK)]
    risks = visit.screening.adrenaline_risks if visit.screening is not None else None
    if "yes" in said or risks:
        return True
    return False if said == ["no", "no"] else None


def _phaeochromocytoma(visit: Visit) -> bool | None:
    risks = visit.screening.adrenaline_risks if visit.screening is not None else None
    if risks:
        return "phaeochromocytoma" in risks
    return False if answer_to(visit, ADRENALINE_RISK) == "no" else None
