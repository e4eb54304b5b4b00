"""The next sensible step: what presses, then what can be worked on, then the board."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.visits import sheets_of
from charting.records.after import After
from charting.records.anaesthesia import Anaesthesia
from charting.records.application import Application
from charting.records.clocks import clocks_of
from charting.records.consent import Consent
from charting.records.dose import Dose
from charting.records.needling import Needling
from charting.records.outcome import Outcome
from charting.records.prp import Prp
from charting.records.screening import Screening
from charting.records.spin import Spin
from charting.records.steps import ended_at, sensible_next
from charting.records.topical import Topical
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture
def visit():
    made = Visit(kind="M_PRP", session_number=1, opened_at=NOW)
    made.screening, made.consent, made.anaesthesia = Screening(), Consent(), Anaesthesia()
    made.prp, made.needling, made.after = Prp(), Needling(), After()
    return made


def following(visit, here, *done):
    steps = sheets_of(visit)
    return sensible_next(steps, here, lambda step: step in done, clocks_of(visit), NOW)


def test_the_first_further_on_that_is_not_complete(visit):
    assert following(visit, visit.screening) is visit.consent
    assert following(visit, visit.screening, visit.screening, visit.consent) is visit.anaesthesia
    assert following(visit, visit.anaesthesia, visit.prp) is visit.needling


def test_a_step_that_waits_for_its_clock_is_left_alone(visit):
    visit.anaesthesia.topicals.append(
        Topical(product="LMX4 (lidocaine 4 % liposomal)", applied_at=NOW - timedelta(minutes=5))
    )
    done = (visit.screening, visit.consent)
    assert [clock.kind for clock in clocks_of(visit) if clock.running] == ["topical"]
    assert following(visit, visit.consent, *done) is visit.prp
    rest = (*done, visit.prp, visit.needling, visit.after)
    assert following(visit, visit.consent, *rest) is visit.anaesthesia


def test_a_clock_that_is_over_comes_first(visit):
    visit.prp.spins.append(Spin(position=0, minutes=Decimal(5), started_at=NOW - timedelta(minutes=9)))
    assert following(visit, visit.screening) is visit.prp
    assert following(visit, visit.after) is visit.prp


def test_from_the_end_back_to_what_is_left_or_to_the_board(visit):
    last = visit.after
    assert following(visit, last, last) is visit.screening
    assert following(visit, last) is None
    assert following(visit, last, *sheets_of(visit)) is None


def test_a_step_ended_when_the_chart_says_so(visit):
    assert [ended_at(sheet) for sheet in sheets_of(visit)] == [None] * 6
    visit.needling.end_at, visit.consent.signed_at, visit.after.left_at = NOW, NOW, NOW
    assert ended_at(visit.needling) == ended_at(visit.consent) == ended_at(visit.after) == NOW
    visit.anaesthesia.topicals.append(Topical(removed_at=NOW))
    assert ended_at(visit.anaesthesia) == NOW
    visit.anaesthesia.topicals.append(Topical())
    assert ended_at(visit.anaesthesia) is None


def test_a_step_that_asks_for_nothing_is_passed_over_only_where_nobody_asked_for_the_next(visit):
    visit.outcome = Outcome()
    assert following(visit, visit.consent) is visit.outcome
    steps, clocks = sheets_of(visit), clocks_of(visit)
    assert sensible_next(steps, visit.consent, lambda _step: False, clocks, NOW, swift=True) is visit.anaesthesia


def test_work_goes_on_while_prp_keeps_and_the_patient_is_observed(visit):
    visit.application = Application()
    visit.prp.draw_at = visit.prp.prp_ready_at = NOW
    visit.anaesthesia.doses.append(Dose(given_at=NOW))
    running = {clock.kind for clock in clocks_of(visit) if clock.running}
    assert running == {"prp", "observation"}
    assert following(visit, visit.needling) is visit.application
    assert following(visit, visit.application) is visit.after
