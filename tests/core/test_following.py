"""What the chart knows it does not ask: answers that follow from others, and none that a person has to give."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.sealing import open_before_seal
from charting.context import Context
from charting.origins import COPIED, waits
from charting.records import sheets  # noqa: F401  every record must be known before the first is made
from charting.records.after import After
from charting.records.after_checks import observed_min
from charting.records.anaesthesia import Anaesthesia
from charting.records.assessment import Assessment
from charting.records.consent import Consent
from charting.records.course import Course
from charting.records.dose import Dose
from charting.records.patient import Patient
from charting.records.topical import Topical
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 9, 40, tzinfo=UTC)
CONTEXT = Context.at(NOW)
FIRST = NOW - timedelta(days=28)
SET = ("m_prp", "blood_draw")


def followed(record, name, value):
    return {(one.record, one.name): (one.value, one.origin) for one in record.follows(name, value, CONTEXT)}


@pytest.fixture
def visits():
    """A first visit with a full consent, and today's; of one course."""
    course = Course(patient=Patient(number="RL-00001", family_name="Sample", given_name="Ada"))
    first, today = Visit(kind="M_PRP", opened_at=FIRST), Visit(kind="M_PRP", opened_at=NOW)
    course.visits.extend([first, today])
    first.consent = Consent(basis="new", signed_at=FIRST, language="English", procedure_set=SET, prp_directed_by="Dr S")
    today.consent = Consent(basis="reconfirmed")
    return first, today


def test_a_reconfirmed_consent_takes_its_day_from_the_one_it_speaks_of(visits):
    _first, today = visits
    found = followed(today.consent, "basis", "reconfirmed")
    assert found == {(today.consent, "confirms_consent_of"): (FIRST.date(), (COPIED, FIRST.date().isoformat()))}


def test_nothing_changed_brings_what_was_agreed_to_be_confirmed(visits):
    _first, today = visits
    found = followed(today.consent, "reconfirm_change", "nothing")
    assert {name: value for (_record, name), (value, _origin) in found.items()} == {
        "language": "English",
        "procedure_set": SET,
        "prp_directed_by": "Dr S",
    }
    assert all(waits(origin) for _value, origin in found.values())
    assert followed(today.consent, "reconfirm_change", "changed") == {}


@pytest.mark.parametrize(
    "spoilt", [{"withdrawn_at": NOW}, {"refused": True}, {"signed_at": None}, {"basis": "reconfirmed"}]
)
def test_a_consent_that_does_not_stand_gives_nothing(visits, spoilt):
    first, today = visits
    for name, value in spoilt.items():
        setattr(first.consent, name, value)
    assert followed(today.consent, "reconfirm_change", "nothing") == {}


def test_a_consent_of_another_course_gives_nothing(visits):
    first, today = visits
    other = Course(patient=today.course.patient)
    today.course.visits.remove(first)
    other.visits.append(first)
    assert followed(today.consent, "reconfirm_change", "nothing") == {}


def test_what_stands_or_could_not_be_read_is_not_replaced(visits):
    _first, today = visits
    today.consent.language, today.consent.unread = "Welsh", {"prp_directed_by": "?"}
    assert [name for _r, name in followed(today.consent, "reconfirm_change", "nothing")] == ["procedure_set"]


def test_what_is_copied_is_confirmed_before_it_is_sealed(visits):
    _first, today = visits
    consent = today.consent
    consent.procedure_set, consent.origins = SET, {"procedure_set": (COPIED, "2026-10-24")}
    assert "copied" in {finding.rule for finding in open_before_seal(consent, CONTEXT)}
    consent.origins = None
    assert "copied" not in {finding.rule for finding in open_before_seal(consent, CONTEXT)}


def test_another_weight_is_not_that_of_an_earlier_day():
    sheet = Assessment(weight_kg=Decimal(66), weight_source="measured_earlier", weight_date=date(2026, 10, 24))
    gone = {(sheet, "weight_source"): (None, None), (sheet, "weight_date"): (None, None)}
    assert followed(sheet, "weight_kg", Decimal(64)) == gone
    assert followed(sheet, "weight_kg", Decimal(66)) == {}
    sheet.weight_date = NOW.date()
    assert followed(sheet, "weight_kg", Decimal(64)) == {}


def test_a_weight_measured_today_is_of_today():
    sheet = Assessment(weight_date=date(2026, 10, 24))
    assert followed(sheet, "weight_source", "measured_today") == {(sheet, "weight_date"): (NOW.date(), None)}
    assert followed(sheet, "weight_source", "stated_by_patient") == {}


def test_allergies_are_dated_only_when_somebody_knew():
    patient = Patient()
    assert followed(patient, "allergy_status", "none_known") == {(patient, "allergies_asked_on"): (NOW.date(), None)}
    assert followed(patient, "allergy_status", "not_asked") == {}


def test_the_first_cream_starts_the_procedure_and_a_later_one_does_not(visits):
    _first, today = visits
    today.anaesthesia = Anaesthesia(topicals=[Topical()])
    cream = today.anaesthesia.topicals[0]
    assert followed(cream, "applied_at", NOW) == {(today, "started_at"): (NOW, None)}
    assert followed(cream, "removed_at", NOW) == {}
    today.started_at = NOW
    assert followed(cream, "applied_at", NOW) == {}


def test_time_observed_is_read_off_the_last_dose_and_leaving(visits):
    _first, today = visits
    doses = [Dose(given_at=NOW), Dose(given_at=NOW + timedelta(minutes=5))]
    today.anaesthesia, today.after = Anaesthesia(doses=doses), After()
    assert observed_min(today.after) is None
    today.after.left_at = NOW + timedelta(minutes=45, seconds=59)
    assert observed_min(today.after) == Decimal(40)
    today.anaesthesia.observation_min_after_last_la = Decimal(12)
    assert observed_min(today.after) == Decimal(12)
    today.anaesthesia.observation_min_after_last_la = doses[0].given_at = None
    assert observed_min(today.after) is None
