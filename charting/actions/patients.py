"""Adding a patient, and starting their course."""

from datetime import date

from charting.actions.clinics import next_number
from charting.records.course import Course
from charting.records.patient import Patient
from charting.store.chart_session import ChartSession


def add_patient(chart: ChartSession, patient: Patient) -> Patient:
    """Give a patient the next id and keep them. Ids are never used again.

    Whoever was added before, and not saved for want of room, keeps the id they have.
    """
    if patient.number is None:
        patient.number = f"RL-{next_number(chart, 'patient'):05d}"
        chart.add(patient)
    return patient


def start_course(chart: ChartSession, patient: Patient, modality: str | None, day: date) -> Course:
    """Begin a course of treatment for a patient."""
    course = Course(modality=modality, started_on=day)
    patient.courses.append(course)
    chart.add(course)
    return course
