"""The clocks of a visit are read off its own times: due, near, over and done by the wall clock alone."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from charting.catalogue import topical
from charting.records import sheets  # noqa: F401  every record must be known before the first is made
from charting.records.after import After
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.clock_times import why_not_then
from charting.records.clocks import TIME_OUT, clocks_of, shown_on_clock
from charting.records.course import Course
from charting.records.dose import Dose
from charting.records.forgotten_clocks import forgotten_of
from charting.records.needled_zone import NeedledZone
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


def test_topicals_are_told_apart_and_have_a_longest_time(visit):
    visit.anaesthesia.topicals = [Topical(product="LMX4 (lidocaine 4 % liposomal)", applied_at=NOON), Topical()]
    first, second = (found for found in clocks_of(visit) if found.kind == "topical")
    assert (first.title, second.title) == ("Topical 1", "Topical 2")
    assert (first.due, first.last) == (NOON + minutes(30), NOON + minutes(300))
    assert first.detail == "LMX4 (lidocaine 4 % liposomal)"
    assert (second.due, second.last, second.state(NOON)) == (None, None, "ready")


def test_infiltration_has_no_onset_to_test(visit):
    visit.anaesthesia.doses = [Dose(given_at=NOON, technique="field_infiltration")]
    assert "block" not in {found.kind for found in clocks_of(visit)}


def test_gas_has_a_clock_where_it_is_planned(visit):
    assert "gas" not in {found.kind for found in clocks_of(visit)}
    visit.anaesthesia.anaesthesia_plan = ("nitrous_oxide",)
    visit.anaesthesia.nitrous_start_at = NOON
    assert clock(visit, "gas").running


def test_prp_waits_for_the_time_out_and_ends_when_it_is_discarded(visit):
    visit.prp.draw_at, visit.prp.prp_ready_at = NOON, NOON + minutes(20)
    assert clock(visit, "prp").last == NOON + minutes(240)
    assert clock(visit, "prp").held
    for name in TIME_OUT[1:]:
        setattr(visit.application, name, True)
    assert clock(visit, "prp").held
    setattr(visit.application, TIME_OUT[0], True)
    assert not clock(visit, "prp").held
    visit.prp.discarded_at = NOON + minutes(30)
    assert clock(visit, "prp").state(NOON + minutes(300)) == "done"


def test_an_end_without_a_start_is_no_clock_to_be_started(visit):
    visit.prp.spins[0].ended_at = NOON
    assert clock(visit, "spin").state(NOON) == "done"


def test_each_zone_has_its_own_clock(visit):
    visit.needling.zones = [NeedledZone(zone="vertex", start_at=NOON), NeedledZone()]
    assert [found.title for found in clocks_of(visit) if found.kind == "zone"] == ["Vertex", "Zone 2"]


def forgotten(visit):
    return [(found.clock.title, found.step, found.at) for found in forgotten_of(visit, clocks_of(visit))]


def test_a_clock_is_forgotten_once_a_later_step_has_begun(visit):
    visit.anaesthesia.topicals[0].applied_at = NOON
    visit.prp.spins[0].started_at = NOON
    assert forgotten(visit) == []
    visit.prp.spins[1].started_at = NOON + minutes(12)
    visit.needling.start_at = NOON + minutes(40)
    assert forgotten(visit) == [
        ("Topical", "needling began", NOON + minutes(40)),
        ("Spin 1", "Spin 2 began", NOON + minutes(12)),
    ]
    visit.after.left_at = NOON + minutes(90)
    assert ("Needling", "the patient left", NOON + minutes(90)) in forgotten(visit)
    assert ("Spin 2", "the patient left", NOON + minutes(90)) in forgotten(visit)


def test_a_step_before_its_start_makes_no_clock_forgotten(visit):
    visit.needling.start_at = NOON
    visit.anaesthesia.topicals[0].applied_at = NOON + minutes(5)
    assert "Topical" not in [title for title, _step, _at in forgotten(visit)]


def test_a_time_is_put_right_within_what_can_have_been(visit):
    visit.prp.spins[0].started_at, visit.prp.spins[0].ended_at = NOON, NOON + minutes(10)
    spin, now = clock(visit, "spin"), NOON + minutes(20)
    assert why_not_then(spin, "started_at", NOON - minutes(1), now) == ""
    assert why_not_then(spin, "started_at", NOON + minutes(11), now) == "after 12:10"
    assert why_not_then(spin, "ended_at", NOON - minutes(1), now) == "before 12:00"
    assert why_not_then(spin, "ended_at", NOON + minutes(21), now) == "later than now"
