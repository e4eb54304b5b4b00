"""Finding a patient, however the name is spelt and whatever is typed."""

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charting.records.patient import Patient
from charting.store.chart_session import ChartSession
from charting.store.search import find_patients, likely_duplicates

TODAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
PEOPLE = {
    "jose": ("Núñez", "José María", "RL-00001", date(1985, 3, 14), "+44 7700 900123"),
    "brien": ("O’Brien-Smith", "Áine", "RL-00002", date(1990, 4, 3), "07700 900 124"),
    "weiss": ("Weiß", "Jürgen", "RL-00003", date(1971, 12, 1), None),
    "lukasz": ("Łukaszewicz", "Søren", "RL-00004", None, "020 7946 0018"),
    "greek": ("Παπαδοπούλου", "Ελένη", "RL-00005", date(1968, 2, 29), None),
    "cyril": ("Чайковский", "Фёдор", "RL-00006", date(1980, 5, 5), None),
    "arab": ("الخوارزمي", "أحمد", "RL-00007", date(1999, 1, 1), None),
    "hindi": ("शर्मा", "प्रिया", "RL-00008", date(2001, 7, 9), None),
    "tom": ("Trial", "Tom", "RL-00009", date(2000, 1, 1), "140385"),
    "odd": ("100% _Real*", '"Quote"', "RL-00010", None, None),
}


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    chart = ChartSession.create(tmp_path_factory.mktemp("search"), "correct horse")
    for key, (family, given_name, number, born, phone) in PEOPLE.items():
        chart.add(
            Patient(id=key, family_name=family, given_name=given_name, number=number, date_of_birth=born, phone=phone)
        )
    chart.save(NOW)
    yield chart.orm
    chart.close()


def found(session, typed):
    return {patient.id for patient in find_patients(session, typed, TODAY)}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("900123", "jose"),
        ("900 124", "brien"),
        ("jose", "jose"),
        ("José", "jose"),
        ("JOSE\u0301", "jose"),
        ("maria jose", "jose"),
        ("nunez, jose", "jose"),
        ("jose nun", "jose"),
        ("josemaria", "jose"),
        ("obrien", "brien"),
        ("O'Brien", "brien"),
        ("o’brien-smith", "brien"),
        ("brien smith", "brien"),
        ("smith aine", "brien"),
        ("Smith-", "brien"),
        ("weiss", "weiss"),
        ("WEISS jurgen", "weiss"),
        ("weiß", "weiss"),
        ("lukas", "lukasz"),
        ("soren", "lukasz"),
        ("Παπαδ", "greek"),
        ("παπαδοπουλου ελενη", "greek"),
        ("ΕΛΕΝΗ", "greek"),
        ("чайк", "cyril"),
        ("Федор", "cyril"),
        ("ЧАЙКОВСКИЙ", "cyril"),
        ("احمد", "arab"),
        ("الخوا", "arab"),
        ("प्रि", "hindi"),
        ("शर्मा", "hindi"),
        ("RL-00003", "weiss"),
        ("rl00003", "weiss"),
        ("00003", "weiss"),
        ("07700 900 124", "brien"),
        ("07700900124", "brien"),
        ("0770090012", "brien"),
        ("+44 7700 900123", "jose"),
        ("020 7946 0018", "lukasz"),
        ("100%", "odd"),
        ('"quote', "odd"),
    ],
)
def test_one_patient_is_found(session, typed, key):
    assert found(session, typed) == {key}


@pytest.mark.parametrize(
    "typed",
    [
        "14-Mar-1985",
        "14 mar 1985",
        "14/3/1985",
        "14.3.85",
        "1985-03-14",
        "14031985",
        "March 14, 1985",
        "nunez 14/3/1985",
        "14-mar-85 jose",
    ],
)
def test_a_birth_date_is_found_in_any_reading(session, typed):
    assert found(session, typed) == {"jose"}


def test_both_readings_of_a_doubtful_date_are_looked_for(session):
    assert found(session, "3/4/1990") == found(session, "4/3/1990") == {"brien"}
    assert found(session, "29 Feb 1968") == {"greek"}


def test_digits_that_could_be_a_date_or_a_telephone_find_both(session):
    assert found(session, "140385") == {"jose", "tom"}


def test_a_single_letter_finds_names_not_today(session):
    assert "tom" in found(session, "t")
    assert found(session, "to") == {"tom"}


def test_all_that_is_typed_must_fit(session):
    assert found(session, "jose weiss") == set()
    assert found(session, "nobody") == set()


def test_nothing_typed_lists_the_first_of_the_alphabet(session):
    assert found(session, "  ") == set(PEOPLE)
    assert len(find_patients(session, "", TODAY, limit=3)) == 3


@pytest.mark.parametrize(
    "typed",
    [
        "%",
        "_",
        "'",
        '"',
        "*",
        "a*",
        "a' OR '1'='1",
        '"a" OR b',
        "NEAR(a b)",
        "-a",
        "(",
        "\\",
        "\x00",
        "a\x00b",
        "\ud800",
        "\U0010ffff",
        "x" * 10240,
        "x " * 5120,
        " ".join(f"w{n}" for n in range(2000)),
        "1/1/" * 2000,
        "+999y",
        "-999y",
        "'; DROP TABLE patient; --",
    ],
)
def test_hostile_text_is_only_text(session, typed):
    assert found(session, typed) <= set(PEOPLE)
    assert session.scalars(sa.select(sa.func.count(Patient.id))).one() == len(PEOPLE)


def test_signs_of_other_searches_mean_themselves(session):
    for typed in ("%", "j%", "j*", "_ose", "jos_"):
        assert "jose" not in found(session, typed)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=20))
def test_no_text_breaks_the_finder(session, typed):
    assert found(session, typed) <= set(PEOPLE)


def test_the_index_follows_a_changed_name(tmp_path):
    chart = ChartSession.create(tmp_path, "correct horse")
    patient = Patient(number="RL-00001", family_name="Before", phone="07700 900123")
    chart.add(patient)
    chart.save(NOW)
    patient.family_name, patient.phone = "After", None
    chart.save(NOW)
    assert find_patients(chart.orm, "before", TODAY) == []
    assert find_patients(chart.orm, "07700900123", TODAY) == []
    assert find_patients(chart.orm, "after", TODAY) == [patient]
    chart.close()


def twins(session, **values):
    return {(d.patient.id, d.reason) for d in likely_duplicates(session, Patient(number="RL-99999", **values))}


NAME, PHONE = "same birth date, similar name", "same telephone"


@pytest.mark.parametrize(
    ("family", "given_name", "born", "phone", "who"),
    [
        ("Nunez", "Jose Maria", date(1985, 3, 14), None, {("jose", NAME)}),
        ("Jose Maria", "Nunez", date(1985, 3, 14), None, {("jose", NAME)}),
        ("Nuñes", "José Maria", date(1985, 3, 14), None, {("jose", NAME)}),
        ("Nunez", "Jose Maria", date(1985, 3, 15), None, set()),
        ("Other", "Person", date(1985, 3, 14), None, set()),
        ("Other", "Person", None, "+447700900123", {("jose", PHONE)}),
        ("Other", "Person", None, "12345", set()),
        (None, None, None, None, set()),
        ("Παπαδοπουλου", "Ελενη", date(1968, 2, 29), None, {("greek", NAME)}),
    ],
)
def test_a_likely_duplicate_is_pointed_out_with_its_reason(session, family, given_name, born, phone, who):
    assert twins(session, family_name=family, given_name=given_name, date_of_birth=born, phone=phone) == who


def test_nobody_is_their_own_duplicate(session):
    assert likely_duplicates(session, session.get(Patient, "jose")) == []
