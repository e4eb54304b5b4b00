"""A clock set back is noticed against what the file itself was told."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.findings import Level
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.store.chart_session import ChartSession
from charting.store.clock import clock_finding

NOW = datetime(2026, 11, 21, 14, 10, tzinfo=UTC)


def test_more_than_five_minutes_back_is_said_in_clock_and_entry():
    found = clock_finding(NOW - timedelta(minutes=68), NOW)
    assert (found.level, found.what) == (Level.WARN, "The clock says 13:02, the last entry is of 14:10")
    assert found.next_step


@pytest.mark.parametrize("minutes", [-600, -1, 0, 5])
def test_five_minutes_or_a_later_clock_are_nothing(minutes):
    assert clock_finding(NOW - timedelta(minutes=minutes), NOW) is None


def test_a_new_file_has_nothing_to_compare_with():
    assert clock_finding(NOW, None) is None


def test_another_day_is_named_with_its_day():
    found = clock_finding(NOW - timedelta(days=2), NOW)
    assert found.what == "The clock says 19-Nov-2026 14:10, the last entry is of 21-Nov-2026 14:10"


def test_another_zone_is_the_same_moment():
    east = timezone(timedelta(hours=9))
    assert clock_finding(NOW.astimezone(east), NOW) is None
    assert "14:10" not in clock_finding(NOW.astimezone(east) - timedelta(hours=1), NOW).what


def test_the_last_entry_is_the_newest_stamp_whatever_its_offset(tmp_path):
    chart = ChartSession.create(tmp_path, "correct horse")
    assert chart.last_entry() is None
    found_clinic(chart, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    later = (NOW + timedelta(minutes=30)).astimezone(timezone(timedelta(hours=-8)))
    course = start_course(chart, patient, "MN", NOW.date())
    course.visits.append(Visit(kind="MN", opened_at=NOW, started_at=NOW + timedelta(days=300)))
    course.visits.append(Visit(kind="MN", opened_at=later))
    chart.save(NOW)
    assert chart.last_entry() == later
    chart.close()
