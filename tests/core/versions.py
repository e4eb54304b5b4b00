"""A clinic with visits that say something in every field, for tests of what becomes of them later."""

from datetime import UTC, date, datetime
from decimal import Decimal

import charting.actions.sign
from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.proving import Proven
from charting.actions.sign import sign_visit
from charting.actions.visits import sheets_of, start_visit
from charting.context import Context
from charting.fields import fields_of, line_model, lines_of
from charting.kinds import Drawn
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.photo import Photo
from charting.store.chart_session import ChartSession
from tests.ui.samples import sample

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
CONTEXT = Context.at(NOW)
PASSWORD = "correct horse battery"
REASON = "The depth was read off wrongly"
STROKES = (tuple((20.0 * step, 30.0 + 9.0 * (step % 3), 0.5, 40.0 * step) for step in range(8)),)


def new_clinic(folder):
    """A clinic with its owner, and a patient with a course."""
    chart = ChartSession.create(folder, PASSWORD)
    owner = Practitioner(name="Dr Rowan Sample", qualification="MBBS", registration_number="GMC 0000000")
    found_clinic(chart, Clinic(name="Sample Clinic", address="1 Sample Street", phone="01632 960000"), owner)
    chart.save(NOW)
    return chart


def new_patient(chart, family_name="Sample"):
    return add_patient(chart, Patient(family_name=family_name, given_name="Ada", date_of_birth=date(1985, 3, 14)))


def new_course(chart, family_name="Sample", modality="M_PRP"):
    """A course of a new patient."""
    course = start_course(chart, new_patient(chart, family_name), modality, NOW.date())
    chart.save(NOW)
    return course


def owner(chart):
    return chart.practitioners()[0]


def proven(chart):
    """The owner, as if the password had been typed just now."""
    return Proven(owner(chart), NOW, "password")


def value_of(declared):
    return STROKES if isinstance(declared, Drawn) else sample(declared)


def fill(record):
    """Answer every field of a record, and of one row at least of each of its lists."""
    for name, declared in fields_of(type(record)).items():
        setattr(record, name, value_of(declared))
    for name in lines_of(type(record)):
        rows = getattr(record, name)
        if not rows:
            rows.append(line_model(type(record), name)(position=0))
        for row in rows:
            fill(row)


def full_visit(chart, course, kind="M_PRP", at=NOW):
    """A visit whose every field is answered."""
    visit = start_visit(chart, course, kind, owner(chart), at)
    for record in (visit, *sheets_of(visit)):
        fill(record)
    visit.ended_at = visit.started_at = at
    chart.save(at)
    return visit


def plain_visit(chart, course, kind="M_PRP", at=NOW):
    """A visit that says nothing yet."""
    visit = start_visit(chart, course, kind, owner(chart), at)
    visit.ended_at = visit.started_at = at
    chart.save(at)
    return visit


def sign(chart, visit, patch, at=NOW):
    """Sign a visit whatever is open on it."""
    with patch.context() as within:
        within.setattr(charting.actions.sign, "points", lambda *_: [])
        return sign_visit(chart, visit, proven(chart), STROKES, Context.at(at))


def weigh(visit, kilograms):
    """A weight measured at a visit."""
    sheet = visit.assessment
    sheet.weight_kg, sheet.weight_date, sheet.weight_source = (
        Decimal(kilograms),
        visit.opened_at.date(),
        "measured_today",
    )


def photo():
    """A photograph, as small as one can be."""
    return Photo(
        view="vertex", added_at=NOW, by="x", width=2, height=1, sha256="0" * 64, small=b"small", content=b"large"
    )
