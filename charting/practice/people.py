"""The patients of the practice clinic: who they are, and what stays true from visit to visit."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from charting.actions.patients import add_patient
from charting.practice.team import Team
from charting.practice.writing import add_row, write
from charting.records.patient import Patient
from charting.records.patient_lists import Allergy, HairDiagnosis, Medicine, Weight
from charting.records.therapies import PastTreatment, Therapy

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """One patient as it is written down; lines are the answers of their rows. `asked` is the state of allergies."""

    family_name: str
    given_name: str
    born: date
    sex: str
    phone: str
    asked: str = "none_known"
    more: Entry = field(default_factory=dict)
    diagnosis: str = ""
    allergies: tuple[Entry, ...] = ()
    medicines: tuple[Entry, ...] = ()
    therapies: tuple[Entry, ...] = ()
    past: tuple[Entry, ...] = ()
    weights: tuple[Entry, ...] = ()


def add_people(team: Team, people: tuple[Person, ...]) -> list[Patient]:
    """Add every patient in turn, so that each gets the next number."""
    return [_add(team, person) for person in people]


def by_name(patients: list[Patient], family_name: str, given_name: str) -> Patient:
    """The one patient of that name. Raises ValueError when there is none, or more than one."""
    (found,) = [p for p in patients if (p.family_name, p.given_name) == (family_name, given_name)]
    return found


def _add(team: Team, person: Person) -> Patient:
    patient = write(
        Patient(),
        family_name=person.family_name,
        given_name=person.given_name,
        date_of_birth=person.born,
        sex_at_birth=person.sex,
        phone=f"01632 960{person.phone}",
        allergy_status=person.asked,
        allergies_asked_on=team.ago(330) if person.asked in {"known", "none_known"} else None,
    )
    write(patient, **person.more)
    for allergy in person.allergies:
        add_row(patient.allergies, Allergy, noted_on=team.ago(330), **allergy)
    for medicine in person.medicines:
        add_row(patient.medicines, Medicine, **medicine)
    for therapy in person.therapies:
        add_row(patient.therapies, Therapy, started_on=team.ago(400), **therapy)
    for treatment in person.past:
        add_row(patient.past_treatments, PastTreatment, **treatment)
    for weight in person.weights:
        add_row(patient.weights, Weight, source="measured_earlier", date=team.ago(60), **weight)
    if person.diagnosis:
        add_row(
            patient.diagnoses,
            HairDiagnosis,
            diagnosis=person.diagnosis,
            is_primary=True,
            since=team.ago(335),
            made_by=team.doctor.name,
        )
    return add_patient(team.chart, patient)
