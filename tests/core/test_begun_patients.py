"""A new patient who is being typed is in the file, whole, and in nothing that is made of patients."""

import zipfile

import pytest
import sqlalchemy as sa

from charting.actions.begun_patients import BegunPatients
from charting.actions.clinic_export import export_clinic
from charting.actions.export import Wish
from charting.actions.patients import add_patient
from charting.fields import fields_of
from charting.records.audit_entry import audit_entry
from charting.records.begun_patient import BegunPatient
from charting.records.patient import Patient
from charting.store.search import find_patients, likely_duplicates
from charting.store.verify import verify
from tests.core.versions import NOW, new_clinic, new_patient, value_of

NAME = "Zwickelburg"


@pytest.fixture
def chart(tmp_path):
    made = new_clinic(tmp_path / "clinic")
    new_patient(made)
    made.save(NOW)
    yield made
    made.close()


def begun_in(chart):
    return list(chart.orm.scalars(sa.select(BegunPatient)))


def test_every_answer_reads_back_as_it_was_typed(chart):
    typed = Patient(**{name: value_of(declared) for name, declared in fields_of(Patient).items()})
    typed.unread, typed.origins = {"date_of_birth": "31/2/1988"}, {"sex_at_birth": ("tapped", NOW.isoformat())}
    begun = BegunPatients(chart)
    begun.keep(typed, NOW)
    chart.save(NOW)
    chart.orm.expunge_all()
    (read, began) = BegunPatients(chart).beside(None)
    assert began == NOW
    for name in (*fields_of(Patient), "unread", "origins"):
        assert getattr(read, name) == getattr(typed, name), name


def test_nothing_made_of_patients_knows_somebody_who_is_being_typed(chart, tmp_path):
    begun, typed = BegunPatients(chart), Patient(family_name=NAME, given_name="Ada")
    begun.keep(typed, NOW)
    chart.save(NOW)
    assert find_patients(chart.orm, NAME, NOW.date()) == []
    assert likely_duplicates(chart.orm, Patient(family_name=NAME, given_name="Ada")) == []
    assert [patient.family_name for patient in chart.orm.scalars(sa.select(Patient))] == ["Sample"]
    part = tmp_path / "part"
    export_clinic(chart.source, Wish("own_copy", "", None), part, tmp_path / "to.zip", NOW, "x", "y")
    with zipfile.ZipFile(part) as parcel:
        assert not [name for name in parcel.namelist() if NAME.encode() in parcel.read(name)]
    told = [str(row) for row in chart.orm.execute(sa.select(audit_entry))]
    assert any("begun_patient" in row for row in told)
    assert not any(NAME in row for row in told)
    for file in (tmp_path / "clinic").rglob("*"):
        assert file.is_dir() or NAME.encode() not in file.read_bytes()
    assert verify(chart.source, NOW).whole


def test_who_is_added_is_kept_once(chart):
    begun, typed = BegunPatients(chart), Patient(family_name=NAME)
    begun.keep(typed, NOW)
    chart.save(NOW)
    add_patient(chart, typed)
    begun.drop(typed)
    begun.keep(typed, NOW)
    chart.save(NOW)
    assert begun_in(chart) == []
    assert len(find_patients(chart.orm, NAME, NOW.date())) == 1
    assert BegunPatients(chart).beside(None) is None
    assert verify(chart.source, NOW).whole


def test_who_was_begun_and_emptied_or_discarded_before_a_save_leaves_nothing(chart):
    begun, typed, other = BegunPatients(chart), Patient(family_name=NAME), Patient(family_name=NAME)
    for patient in (typed, other):
        begun.keep(patient, NOW)
    typed.family_name = None
    begun.keep(typed, NOW)
    begun.drop(other)
    chart.save(NOW)
    assert begun_in(chart) == []
