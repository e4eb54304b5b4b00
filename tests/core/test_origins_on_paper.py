"""What nobody typed, on paper: a dagger with its key for what was copied, words for a time put right."""

from datetime import timedelta
from decimal import Decimal

import pytest

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.actions.visits import start_visit
from charting.origins import CORRECTED, SCANNED, at_time, copied_from
from charting.output.came import mark_of
from charting.output.documents import build
from charting.output.gathering import gather
from charting.output.proof import read_back
from charting.records.clinic import Clinic, Practitioner
from charting.records.dose import Dose
from charting.records.needled_zone import NeedledZone
from charting.records.patient import Patient
from charting.store.chart_session import ChartSession
from tests.ui.samples import NOW

DAY = (NOW - timedelta(days=28)).date()


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A draft with answers of every origin, and the words of its summary."""
    chart = ChartSession.create(tmp_path_factory.mktemp("origins") / "clinic", "long enough to be safe")
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa", registration_number="1"))
    chart.save(NOW)
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    visit = start_visit(
        chart, start_course(chart, patient, "M_PRP", NOW.date()), "M_PRP", chart.practitioners()[0], NOW
    )
    visit.needling.device_name, visit.needling.cartridge_lot, visit.needling.start_at = "Sample pen", "K2407", NOW
    visit.needling.origins = {
        "device_name": copied_from(DAY),
        "cartridge_lot": at_time(SCANNED, NOW),
        "start_at": at_time(CORRECTED, NOW + timedelta(minutes=3)),
    }
    zone = NeedledZone(zone="vertex", depth_mm=Decimal("1.25"), passes=Decimal(5), position=0)
    zone.origins = {"depth_mm": copied_from(DAY)}
    visit.needling.zones.append(zone)
    dose = Dose(agent="lidocaine", concentration_pct=Decimal(1), volume_ml=Decimal(4), given_at=NOW, position=0)
    dose.origins = {"agent": copied_from(DAY), "given_at": at_time(CORRECTED, NOW)}
    visit.anaesthesia.doses.append(dose)
    answer = next(answer for answer in visit.screening.answers if answer.code == "C09")
    answer.answer, answer.origins = "no", {"answer": copied_from(DAY)}
    chart.save(NOW)
    yield visit, " ".join(" ".join(read_back(build("chart_summary", gather(visit, chart.clinic(), NOW, "Dr")))).split())
    chart.close()


@pytest.mark.parametrize("words", ["Sample pen†", "1.25†", "lidocaine†", "C09†"])
def test_a_copied_answer_carries_the_dagger(printed, words):
    assert words in printed[1]


def test_the_key_stands_on_each_sheet_that_has_one(printed):
    assert printed[1].count("† copied from 24-Oct-2026, not confirmed") == 3


def test_a_time_put_right_says_so(printed):
    assert "14:02 (put right 14:05)" in printed[1]
    assert "Given at put right 14:02" in printed[1]


def test_a_scan_needs_no_words_and_an_empty_answer_no_mark(printed):
    visit, words = printed
    assert "K2407†" not in words
    assert mark_of(visit.needling, "cartridge_lot") == ""
    visit.needling.origins = {**visit.needling.origins, "device_serial": copied_from(DAY)}
    assert mark_of(visit.needling, "device_serial") == ""
