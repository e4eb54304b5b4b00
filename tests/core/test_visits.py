"""Starting a visit: its sheets, what comes along from before, and what has to be asked anew."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import sheets_of, start_visit
from charting.fields import fields_of, lines_of
from charting.records.base import slot_of
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient, Weight
from charting.records.sheets import SHEETS, SHEETS_OF
from charting.records.visit import VISIT_KINDS
from charting.store.chart_session import ChartSession

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path, "correct horse")
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa", registration_number="1"))
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def course(chart):
    weights = [
        Weight(weight_kg=Decimal(60), date=date(2026, 5, 1), source="measured_earlier", position=0),
        Weight(weight_kg=Decimal(62), date=date(2026, 9, 1), source="measured_today", height_cm=Decimal(168)),
        Weight(weight_kg=Decimal(99), date=date(2027, 1, 1), position=2),
        Weight(date=date(2026, 11, 1), position=3),
    ]
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada", weights=weights))
    made = start_course(chart, patient, "M_PRP", NOW.date())
    chart.save(NOW)
    return made


def begun(chart, course, kind="M_PRP", at=NOW):
    return start_visit(chart, course, kind, chart.practitioners()[0], at)


def test_every_kind_of_visit_has_its_sheets():
    assert {choice.code for choice in VISIT_KINDS} == set(SHEETS_OF)


@pytest.mark.parametrize("kind", SHEETS_OF)
def test_a_visit_opens_with_the_sheets_of_its_kind_and_survives_closing(chart, course, kind):
    visit = begun(chart, course, kind)
    chart.save(NOW)
    assert [type(sheet) for sheet in sheets_of(visit)] == list(SHEETS_OF[kind])
    assert all(sheet.visit is visit for sheet in sheets_of(visit))
    for absent in set(SHEETS) - set(SHEETS_OF[kind]):
        assert getattr(visit, slot_of(absent)) is None
    chart.close()
    again = ChartSession.open(chart.folder, "correct horse")
    found = again.orm.get(type(visit), visit.id)
    assert [type(sheet) for sheet in sheets_of(found)] == list(SHEETS_OF[kind])
    assert found.opened_at == NOW
    again.close()


@pytest.mark.parametrize("kind", SHEETS_OF)
def test_nothing_is_answered_beforehand_but_what_is_known(chart, course, kind):
    visit = begun(chart, course, kind)
    for sheet in sheets_of(visit):
        assert sheet.is_blank(), type(sheet).__name__
        rows = [row for name in lines_of(type(sheet)) for row in getattr(sheet, name)]
        for record in (sheet, *rows):
            answered = {name for name in fields_of(type(record)) if getattr(record, name) is not None}
            assert answered <= record.prefilled, type(record).__name__
    assert (visit.started_at, visit.ended_at, visit.signed_at, visit.note) == (None, None, None, None)


def test_the_last_weight_comes_along_with_its_own_day(chart, course):
    assessment = begun(chart, course).assessment
    assert (assessment.weight_kg, assessment.weight_date) == (Decimal(62), date(2026, 9, 1))
    assert (assessment.weight_source, assessment.height_cm) == ("measured_earlier", Decimal(168))


def test_no_weight_is_invented(chart):
    patient = add_patient(chart, Patient(family_name="Sample"))
    assessment = begun(chart, start_course(chart, patient, "MN", NOW.date())).assessment
    assert (assessment.weight_kg, assessment.weight_date, assessment.height_cm) == (None, None, None)


def test_sessions_are_counted_and_reviews_are_not(chart, course):
    kinds = ["review", "M_PRP", "MN", "review", "M_PRP"]
    visits = [begun(chart, course, kind, NOW + timedelta(days=day)) for day, kind in enumerate(kinds)]
    assert [visit.session_number for visit in visits] == [1, 1, 2, 2, 3]


def test_rows_that_exist_from_the_start_stand_in_their_order(chart, course):
    visit = begun(chart, course)
    for rows in (visit.screening.answers, visit.consent.statements, visit.photo_consent.scopes):
        assert rows
        assert [row.position for row in rows] == list(range(len(rows)))
    assert [row.role for row in visit.consent.signatures] == ["patient", "clinician"]
    assert visit.consent.signatures[0].printed_name == "Ada Sample"
    assert visit.consent.template_id
    assert visit.consent.template_version


def test_patients_are_numbered_once(chart, course):
    other = add_patient(chart, Patient(family_name="Second"))
    third = add_patient(chart, Patient(family_name="Third"))
    assert [course.patient.number, other.number, third.number] == ["RL-00001", "RL-00002", "RL-00003"]


def test_room_and_colleague_are_those_of_the_last_visit(chart, course):
    rosa = chart.practitioners()[0]
    noor = Practitioner(name="Sample, Noor", role="assistant")
    chart.add(noor)
    first = start_visit(chart, course, "M_PRP", rosa, NOW)
    assert (first.practitioner, first.assistant, first.room) == (rosa.signature_line(), None, None)
    first.room, first.assistant = "2", noor.signature_line()
    chart.save(NOW)
    later = NOW + timedelta(hours=1)
    second = start_visit(chart, course, "M_PRP", noor, later)
    assert (second.practitioner, second.assistant, second.room) == (rosa.signature_line(), noor.signature_line(), "2")
    third = start_visit(chart, course, "M_PRP", rosa, later)
    assert (third.practitioner, third.assistant, third.room) == (rosa.signature_line(), None, "2")


def test_an_assistant_without_an_earlier_visit_names_no_practitioner(chart, course):
    noor = Practitioner(name="Sample, Noor", role="assistant")
    chart.add(noor)
    made = start_visit(chart, course, "M_PRP", noor, NOW)
    assert (made.practitioner, made.assistant, made.room) == (None, noor.signature_line(), None)
