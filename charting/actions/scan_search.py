"""Which papers a page without a readable code may be of: those that wait, or those that fit what somebody typed."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from charting.actions.scan_states import waiting_papers
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.stored_document import StoredDocument
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.store.search import find_patients

MOST_FOUND, MOST_PEOPLE = 30, 50
SHORTEST_PART = 4
"""Characters of a number that find it wherever they stand in it; fewer find how a number begins."""


@dataclass(frozen=True, slots=True)
class PapersFound:
    """The newest papers that fit; `more` where others fit as well."""

    papers: tuple[StoredDocument, ...]
    more: bool


def papers_for_a_page(chart: ChartSession, typed: str, today: date) -> PapersFound:
    """Papers by any part of the number, or by the patient's name or ID, the newest first.

    Those that wait while nothing is typed.
    """
    if not typed.strip():
        waiting = [state.document for state in reversed(waiting_papers(chart, today))]
        return PapersFound(tuple(waiting[:MOST_FOUND]), len(waiting) > MOST_FOUND)
    people = [patient.id for patient in find_patients(chart.orm, typed, today, MOST_PEOPLE)]
    number = typed.strip().upper()
    column = StoredDocument.number
    part = column.contains if len(number) >= SHORTEST_PART else column.startswith
    query = (
        sa.select(StoredDocument)
        .join(Visit, Visit.id == StoredDocument.visit_id)
        .join(Course, Course.id == Visit.course_id)
        .join(Patient, Patient.id == Course.patient_id)
        .where(sa.or_(part(number, autoescape=True), Patient.id.in_(people)))
        .order_by(StoredDocument.made_at.desc())
        .limit(MOST_FOUND + 1)
    )
    found = chart.orm.scalars(query).all()
    return PapersFound(tuple(found[:MOST_FOUND]), len(found) > MOST_FOUND or len(people) == MOST_PEOPLE)
