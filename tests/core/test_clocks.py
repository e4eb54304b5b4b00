"""The clocks of a visit are read off its own times: due, near, over and done by the wall clock alone."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from charting.catalogue import topical
from charting.records import sheets  # noqa: F401  every record must be known before the first is made
from charting.records.after import After
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.clocks import clocks_of, shown_on_clock
from charting.records.course import Course
from charting.records.dose import Dose
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.prp import Prp
from charting.records.spin import Spin
from charting.records.topical import Topical
from charting.records.visit import Visit

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def minutes(count):
    return timedelta(minutes=count)


@pytest.fixture
def visit():
    made = Visit(kind="M_PRP", opened_at=NOON)
    made.course = Course(patient=Patient(number="RL-00001"))
    made.anaesthesia = Anaesthesia(topicals=[Topical()], doses=[Dose(technique="ring_block")])
    made.prp = Prp(spins=[Spin(minutes=Decimal(10)), Spin()])
    made.needling, made.application, made.after = Needling(), Application(), After()
    return made


def clock(visit, kind, at=0):
    return [found for found in clocks_of(visit) if found.kind == kind][at]


def test_nothing_runs_before_somebody_taps(visit):
    assert all(not found.running and found.state(NOON) == "ready" for found in clocks_of(visit))
    assert {found.kind for found in clocks_of(visit)} == {"topical", "draw", "spin", "needling"}


def test_a_spin_counts_down_comes_near_goes_over_and_is_done(visit):
    visit.prp.spins[0].started_at = NOON
    spin = clock(visit, "spin")
    assert [spin.state(NOON + minutes(m)) for m in (0, 7.9, 8, 9.9, 10, 14)] == [
        *("running", "running", "near", "near", "over", "over")
    ]
    assert shown_on_clock(spin.seconds(NOON + minutes(1))) == "09:00"
    assert shown_on_clock(spin.seconds(NOON + minutes(14) + timedelta(seconds=10))) == "+04:10"
    visit.prp.spins[0].ended_at = NOON + minutes(14)
    done = clock(visit, "spin")
    assert done.state(NOON + minutes(60)) == "done"
    assert done.seconds(NOON + minutes(60)) == -240


def test_the_dwell_comes_from_the_product(visit):
    cream = visit.anaesthesia.topicals[0]
    cream.applied_at = NOON
    assert clock(visit, "topical").due is None
    cream.product = "EMLA (lidocaine 2.5 % + prilocaine 2.5 %)"
    listed = topical(cream.product)
    assert listed is not None
    assert clock(visit, "topical").due == NOON + minutes(int(listed.contact_min[0]))


def test_prp_is_used_before_the_rule_of_the_house_counted_from_the_draw(visit):
    visit.prp.draw_at, visit.prp.prp_ready_at = NOON, NOON + minutes(20)
    found = clock(visit, "prp")
    assert found.due == NOON + minutes(60)
    assert (found.starts, found.ends, found.record) == ("", "injection_start_at", visit.application)
    visit.application.injection_start_at = NOON + minutes(40)
    assert clock(visit, "prp").state(NOON + minutes(90)) == "done"


def test_observation_counts_from_the_last_dose_until_the_patient_leaves(visit):
    visit.anaesthesia.doses = [
        Dose(given_at=NOON, technique="ring_block"),
        Dose(given_at=NOON + minutes(12), technique="field_infiltration"),
        Dose(),
    ]
    found = clock(visit, "observation")
    assert found.due == NOON + minutes(42)
    assert clock(visit, "block").started == NOON
    visit.after.left_at = NOON + minutes(50)
    assert clock(visit, "observation").state(NOON + minutes(51)) == "done"


def test_another_offset_is_the_same_moment(visit):
    there = timezone(timedelta(hours=1))
    visit.prp.spins[0].started_at = NOON
    assert clock(visit, "spin").seconds((NOON + minutes(4)).astimezone(there)) == 360


def test_a_clock_set_back_never_shows_more_than_the_whole(visit):
    visit.needling.start_at = NOON
    assert shown_on_clock(clock(visit, "needling").seconds(NOON - minutes(5))) == "00:00"


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00"), (59, "00:59"), (3599, "59:59"), (3600, "1:00:00"), (-250, "+04:10")]
)
def test_how_a_clock_reads(seconds, shown):
    assert shown_on_clock(seconds) == shown
