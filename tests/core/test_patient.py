"""The patient: names, the four allergy states, weights, gradings, therapies, the course."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

import charting.records.sheets  # noqa: F401
from charting.catalogue_screening import diagnosis_rules
from charting.context import Context
from charting.errors import Unreadable
from charting.fields import fields_of
from charting.findings import Level
from charting.records.base import Record, findings
from charting.records.course import Course
from charting.records.diagnoses import DIAGNOSES
from charting.records.patient import Allergy, Grading, HairDiagnosis, Patient, Therapy, Weight
from charting.records.scales import GRADES, SCALES, is_grade

CONTEXT = Context.at(datetime(2026, 11, 21, 14, 2, tzinfo=UTC))


def patient(**values):
    """A patient with everything that signing needs."""
    known = {
        "number": "RL-00001",
        "family_name": "Sample",
        "given_name": "Ada",
        "title_of_address": "Ms",
        "date_of_birth": date(1985, 3, 14),
        "sex_at_birth": "female",
        "allergy_status": "none_known",
    }
    return Patient(**{**known, **values})


def said(record, level):
    return [finding.what for finding in findings(record, CONTEXT) if finding.level is level]


def test_a_complete_patient_raises_nothing():
    assert findings(patient(), CONTEXT) == []


def test_an_empty_patient_lacks_what_signing_needs():
    assert {f.field for f in findings(Patient(number="RL-00002"), CONTEXT) if f.level is Level.MISSING} == {
        "family_name",
        "given_name",
        "date_of_birth",
        "sex_at_birth",
        "allergy_status",
    }


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ({}, "SAMPLE, Ada (Ms)"),
        ({"title_of_address": None}, "SAMPLE, Ada"),
        ({"given_name": None, "title_of_address": None}, "SAMPLE"),
        ({"family_name": "Παράδειγμα", "given_name": "Άννα", "title_of_address": None}, "ΠΑΡΆΔΕΙΓΜΑ, Άννα"),
        ({"family_name": None, "given_name": None}, "Name not known"),
    ],
)
def test_name_as_the_banner_shows_it(values, shown):
    assert patient(**values).display_name() == shown


def test_four_allergy_states_never_alike():
    assert patient(allergies_asked_on=date(2026, 11, 1)).allergy_banner() == ("none", "asked 01-Nov-2026")
    for status in (None, "not_asked"):
        assert patient(allergy_status=status).allergy_banner()[0] == "not_recorded"
    gone = patient(allergy_status="unavailable", allergies_unavailable_reason="records not reachable")
    assert gone.allergy_banner() == ("unavailable", "records not reachable")
    known = patient(allergy_status="known")
    known.allergies += [Allergy(agent="penicillin", reaction="rash"), Allergy(agent="latex")]
    assert known.allergy_banner() == ("known", "penicillin (rash), latex")
    known.allergies.append(Allergy(agent="iodine", reaction="swelling, hives"))
    assert known.allergy_banner()[1] == "penicillin (rash); latex; iodine (swelling, hives)"


def test_a_listed_allergy_is_known_whatever_the_status():
    contradictory = patient(allergies=[Allergy(agent="latex")])
    assert contradictory.allergy_banner() == ("known", "latex")
    assert len(said(contradictory, Level.STOP)) == 1


@pytest.mark.parametrize("status", ["known", "not_asked", "unavailable"])
def test_allergies_that_keep_a_visit_open(status):
    assert said(patient(allergy_status=status), Level.MISSING)


@pytest.mark.parametrize(
    ("born", "level"),
    [
        (date(1985, 3, 14), None),
        (date(2008, 11, 22), None),
        (date(1950, 11, 21), Level.WARN),
        (date(1905, 1, 1), Level.STOP),
    ],
)
def test_age_on_the_day(born, level):
    found = [f.level for f in findings(patient(date_of_birth=born), CONTEXT)]
    assert found == ([] if level is None else [level])


def test_latest_weight_is_the_last_one_before_the_day():
    p = patient()
    p.weights += [
        Weight(weight_kg=Decimal(62), date=date(2026, 10, 1), position=0),
        Weight(weight_kg=Decimal(60), date=date(2026, 5, 1), position=1),
        Weight(weight_kg=Decimal(70), date=date(2027, 1, 1), position=2),
        Weight(weight_kg=Decimal(80), position=3),
    ]
    assert p.latest_weight(date(2026, 11, 21)).weight_kg == 62
    assert p.latest_weight(date(2026, 4, 30)) is None


@pytest.mark.parametrize(("typed", "kg"), [("62,5", "62.5"), ("137.8 lb", "62.51"), ("10 st", "63.5"), ("62 kg", "62")])
def test_weight_is_kept_in_kg(typed, kg):
    assert fields_of(Weight)["weight_kg"].parse(typed, CONTEXT) == Decimal(kg)


@pytest.mark.parametrize("typed", ["19", "301", "sixty", "1e2", "62 g"])
def test_no_weight(typed):
    with pytest.raises(Unreadable):
        fields_of(Weight)["weight_kg"].parse(typed, CONTEXT)


def test_every_scale_has_grades_of_its_own():
    assert {choice.code for choice in SCALES} == {*GRADES, "salt"}
    assert len(GRADES["hamilton_norwood"]) == 12
    assert is_grade("basp", "M2V2F1")
    assert is_grade("salt", "42.6")
    for wrong in ("101", "-1", "nan", "4٢", ""):
        assert not is_grade("salt", wrong)


def test_a_grade_of_another_scale_stops():
    assert said(patient(gradings=[Grading(scale="ludwig", grade="II")]), Level.STOP) == []
    assert said(patient(gradings=[Grading(scale="ludwig", grade="IV")]), Level.STOP) == ["Ludwig has no grade “IV”"]
    assert said(patient(gradings=[Grading(grade="II")]), Level.MISSING) == ["Scale"]


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ({"drug": "Oral minoxidil", "daily_dose_mg": Decimal(5)}, None),
        ({"drug": "Oral minoxidil", "daily_dose_mg": Decimal("5.1")}, Level.WARN),
        ({"drug": "ORAL MINOXIDIL", "daily_dose_mg": Decimal(41)}, Level.STOP),
        ({"drug": "Topical minoxidil 5 %", "strength_pct": Decimal(5)}, None),
        ({"drug": "Topical minoxidil", "strength_pct": Decimal(7)}, Level.WARN),
        ({"drug": "Finasteride, oral"}, Level.WARN),
        ({"drug": "Finasteride, oral", "stopped_on": date(2026, 1, 1)}, None),
        ({"drug": "Biotin", "started_on": date(2026, 2, 1), "stopped_on": date(2026, 1, 1)}, Level.STOP),
    ],
)
def test_therapies_that_deserve_a_look(values, level):
    p = patient(therapies=[Therapy(**values)])
    assert [f.level for f in findings(p, CONTEXT)] == ([] if level is None else [level])


def test_one_primary_diagnosis():
    first, second = HairDiagnosis(diagnosis="FPHL"), HairDiagnosis(diagnosis="TE_acute")
    p = patient(diagnoses=[first, second])
    assert said(p, Level.WARN) == ["No diagnosis is marked as primary"]
    first.is_primary = second.is_primary = True
    assert said(p, Level.STOP) == ["More than one primary diagnosis"]
    second.is_primary = False
    assert findings(p, CONTEXT) == []
    assert p.primary_diagnosis() is first


def test_every_diagnosis_has_its_rule():
    assert {choice.code for choice in DIAGNOSES} == set(diagnosis_rules())
    assert {code for code, rule in diagnosis_rules().items() if rule.action == "BLOCK-H"} == {
        "TINEA_CAPITIS",
        "SYPHILITIC",
    }


def test_sessions_and_intervals_of_a_course():
    def warned(**values):
        return {f.field for f in findings(Course(started_on=date(2026, 11, 1), **values), CONTEXT)}

    assert warned(modality="MN", planned_sessions=Decimal(15), interval_days_mn=Decimal(7)) == set()
    assert warned(modality="M_PRP", planned_sessions=Decimal(8)) == {"planned_sessions"}
    assert warned(modality="MN", interval_days_mn=Decimal(4)) == {"interval_days_mn"}
    assert warned(modality="PRP_only", interval_days_prp=Decimal(13)) == {"interval_days_prp"}
    course = Course(modality="MN", started_on=date(2026, 11, 30))
    assert [result.shown() for result in course.worked_out(CONTEXT)] == ["28-Feb-2027", "30-May-2027"]


def test_stored_and_read_back():
    engine = sa.create_engine("sqlite://")
    Record.metadata.create_all(engine)
    with Session(engine) as session:
        p = patient(allergies=[Allergy(agent="latex")], courses=[Course(modality="MN", planned_sessions=Decimal(6))])
        session.add(p)
        session.commit()
        session.expire_all()
        assert p.allergies[0].agent == "latex"
        assert p.courses[0].planned_sessions == 6
        assert p.interpreter_needed is None
    engine.dispose()
