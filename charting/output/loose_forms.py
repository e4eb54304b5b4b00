"""Blank forms that are for no patient yet: the clinic's letterhead and texts, lines for a name."""

from dataclasses import replace
from datetime import datetime

from charting.output.blank_paper import for_no_one
from charting.output.gathering import gather
from charting.output.page_code import NOBODY
from charting.output.paper_texts import texts_in_force
from charting.output.visit_paper import VisitPaper
from charting.records.base import slot_of
from charting.records.clinic import Clinic
from charting.records.consent import blank_statements
from charting.records.course import Course
from charting.records.patient import Patient
from charting.records.sheets import SHEETS_OF
from charting.records.visit import Visit


def form_paper(clinic: Clinic, kind: str, now: datetime, printed_by: str) -> VisitPaper:
    """What the blank forms of a kind of visit need. `now` is an aware local time. Nothing is added to the chart."""
    course = Course(patient=Patient(number=NOBODY))
    visit = Visit(id=f"form-{kind}", course=course, kind=kind, session_number=1, opened_at=now)
    for model in SHEETS_OF[kind]:
        setattr(visit, slot_of(model), model())
    if visit.consent is not None:
        visit.consent.statements.extend(blank_statements(kind))
    paper = gather(visit, clinic, now, printed_by)
    return for_no_one(replace(paper, texts=texts_in_force(clinic, now.date())))
