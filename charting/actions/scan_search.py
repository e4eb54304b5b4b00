"""Which papers a page without a readable code may be of: those that wait, or those that fit what somebody typed."""

from datetime import date

import sqlalchemy as sa

from charting.actions.scan_states import waiting_papers
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.store.search import find_patients

MOST_FOUND = 8


def papers_for_a_page(chart: ChartSession, typed: str, today: date) -> list[StoredDocument]:
    """Papers by number, or by the patient's name or ID, the newest first; those that wait while nothing is typed."""
    if not typed.strip():
        return [state.document for state in reversed(waiting_papers(chart, today))][:MOST_FOUND]
    people = [patient.id for patient in find_patients(chart.orm, typed, today)]
    number = typed.strip().upper().replace("%", "")
    query = (
        sa.select(StoredDocument)
        .join(Visit, Visit.id == StoredDocument.visit_id)
        .join(Course, Course.id == Visit.course_id)
        .join(Patient, Patient.id == Course.patient_id)
        .where(sa.or_(StoredDocument.number.startswith(number, autoescape=True), Patient.id.in_(people)))
        .order_by(StoredDocument.made_at.desc())
        .limit(MOST_FOUND)
    )
    return list(chart.orm.scalars(query))
