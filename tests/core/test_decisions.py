"""Warnings are accepted, stops overridden with a reason, and what was decided on is asked again once it changes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from charting.actions.decisions import SHORTEST_REASON, accept, leave_open, override
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.sign import OpenPoint
from charting.errors import Known
from charting.fields import fields_of
from charting.findings import Finding, Level
from charting.records import sheets  # noqa: F401
from charting.records.base import Record
from charting.records.clinic import Practitioner
from charting.records.decision import decision_on
from charting.records.visit import Visit

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
REASON = "patch at the nape, outside the zones"


@pytest.fixture
def visit():
    return Visit(kind="MN", opened_at=NOW)


@pytest.fixture
def prescriber():
    return Practitioner(name="Dr Pat Sample", qualification="MBBS", registration_number="GMC 0000000")


def finding(level, **more):
    inputs = (("weight", "62 kg"), ("given", "400 mg"))
    return Finding(level, "Dose 112 %", why="above 100 %", rule="ledger.total", record_id="d1", inputs=inputs, **more)


def test_a_warning_is_accepted_once_with_name_and_time(visit, prescriber):
    first = accept(visit, finding(Level.WARN), prescriber, NOW)
    assert accept(visit, finding(Level.WARN), prescriber, NOW) is first
    assert len(visit.decisions) == 1
    assert (first.kind, first.by, first.at) == ("accepted", "Dr Pat Sample, MBBS, GMC 0000000", NOW)


@pytest.mark.parametrize("level", [Level.NOTE, Level.MISSING, Level.BLOCK, Level.STOP])
def test_only_a_warning_can_be_accepted(visit, prescriber, level):
    with pytest.raises(Known):
        accept(visit, finding(level), prescriber, NOW)
    assert visit.decisions == []


@pytest.mark.parametrize("level", [Level.NOTE, Level.WARN, Level.MISSING, Level.STOP])
def test_only_a_stop_that_gives_way_can_be_overridden(visit, prescriber, level):
    with pytest.raises(Known):
        override(visit, finding(level), REASON, Proven(prescriber, NOW, BY_PASSWORD), NOW)


@pytest.mark.parametrize("reason", ["", "too short", " " * 40, "a" * (SHORTEST_REASON - 1)])
def test_an_override_needs_a_reason(visit, prescriber, reason):
    with pytest.raises(Known, match=str(SHORTEST_REASON)):
        override(visit, finding(Level.BLOCK), reason, Proven(prescriber, NOW, BY_PASSWORD), NOW)


def test_an_override_needs_somebody_registered(visit):
    nobody = Practitioner(name="Jo Sample", qualification="assistant")
    with pytest.raises(Known, match="prescriber"):
        override(visit, finding(Level.BLOCK), REASON, Proven(nobody, NOW, BY_PASSWORD), NOW)


def test_a_decision_holds_for_these_inputs_only(visit, prescriber):
    overridden = finding(Level.BLOCK)
    override(visit, overridden, REASON, Proven(prescriber, NOW, BY_PASSWORD), NOW)
    assert decision_on(visit, overridden).reason == REASON
    for changed in (
        replace(overridden, inputs=(("weight", "50 kg"), ("given", "400 mg"))),
        replace(overridden, why="above 100 % of another limit"),
        replace(overridden, record_id="d2"),
        replace(overridden, level=Level.WARN),
    ):
        assert decision_on(visit, changed) is None


def test_a_missing_lot_can_be_left_open_with_a_reason(visit, prescriber):
    lot = finding(Level.MISSING, may_stay_open=True)
    made = leave_open(visit, lot, "the box went into the sharps bin", Proven(prescriber, NOW, BY_PASSWORD), NOW)
    assert (made.kind, made.reason) == ("left_open", "the box went into the sharps bin")
    assert decision_on(visit, lot) is made
    assert not OpenPoint(lot, None, made).open
    assert OpenPoint(lot, None).open


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (finding(Level.MISSING), REASON),
        (finding(Level.BLOCK, may_stay_open=True), REASON),
        (finding(Level.MISSING, may_stay_open=True), "lost"),
    ],
)
def test_nothing_else_can_be_left_open(visit, prescriber, found, reason):
    with pytest.raises(Known):
        leave_open(visit, found, reason, Proven(prescriber, NOW, BY_PASSWORD), NOW)
    assert visit.decisions == []


NEVER = {"family_name", "date_of_birth", "agent", "concentration_pct", "volume_ml", "depth_mm", "zone", "weight_kg"}


def test_identity_dose_depth_and_consent_can_never_be_left_open():
    lacking = {
        (model.__name__, name)
        for mapper in Record.registry.mappers
        for model in [mapper.class_]
        for name, declared in fields_of(model).items()
        if declared.may_lack
    }
    assert {name for _model, name in lacking}.isdisjoint(NEVER)
    assert {model for model, _name in lacking} == {"Topical", "Dose", "Prp", "Needling", "NeedledZone", "Visit"}
