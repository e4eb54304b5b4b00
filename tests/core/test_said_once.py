"""Answers that one spoken check covers: what a tap answers, and what it never does."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.said_once import (
    CAPACITY,
    LOOKED_FOR,
    agreed,
    agreed_procedures,
    all_at_hand,
    handed_over,
    has_capacity,
    leaves_now,
    no_photographs,
    none_before_leaving,
    same_for_all_zones,
    still_agreed,
)
from charting.fields import fields_of
from charting.origins import COPIED, TAPPED
from charting.records import sheets  # noqa: F401  every record must be known before the first is made
from charting.records.after import After, Reaction
from charting.records.anaesthesia import READY, Anaesthesia
from charting.records.assessment import Assessment
from charting.records.consent import Consent
from charting.records.course import Course
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.photo_consent import PhotoConsent, PhotoScope, blank_scopes
from charting.records.photograph import Photograph
from charting.records.prp import Prp
from charting.records.visit import Visit
from tests.signed_visits import sign_as_it_is

NOW = datetime(2026, 11, 21, 9, 30, 15, 700, tzinfo=UTC)
THEN = NOW - timedelta(days=28)


@pytest.fixture
def course():
    return Course(patient=Patient(number="RL-00001"))


def visit_at(course, moment, **slots):
    made = Visit(kind="M_PRP", opened_at=moment, session_number=1, **slots)
    course.visits.append(made)
    return made


@pytest.fixture
def today(course):
    return visit_at(course, NOW, consent=Consent(), prp=Prp(), anaesthesia=Anaesthesia(), after=After())


def said(steps):
    return {step.name: step.value for step in steps}


def test_only_open_items_are_answered(today):
    today.anaesthesia.oxygen_ready = False
    steps = all_at_hand(today.anaesthesia)
    assert set(said(steps)) == set(READY) - {"oxygen_ready"}
    assert set(said(steps).values()) == {True}


def test_capacity_is_four_answers_and_none_where_one_is_in_doubt(today):
    assert said(has_capacity(today.consent)) == dict.fromkeys(CAPACITY, True)
    today.consent.capacity_retain = True
    assert set(said(has_capacity(today.consent))) == set(CAPACITY) - {"capacity_retain"}
    today.consent.capacity_weigh = False
    assert has_capacity(today.consent) == []
    today.consent.capacity_weigh, today.consent.basis = None, "reconfirmed"
    assert has_capacity(today.consent) == []


def test_a_course_without_a_signed_consent_has_nothing_to_reconfirm(course, today):
    assert still_agreed(today.consent) == []
    visit_at(course, THEN, consent=Consent(basis="new", signed_at=THEN))
    assert said(still_agreed(today.consent)) == {"basis": "reconfirmed", "reconfirm_change": "nothing"}
    today.consent.basis = "new"
    assert still_agreed(today.consent) == []


def test_the_procedures_are_those_of_the_kind_and_the_plan(today):
    today.anaesthesia.anaesthesia_plan = ("cooling", "topical", "nerve_block", "ring_block")
    wanted = ("m_prp", "topical_anaesthetic", "anaesthetic_injections", "blood_draw")
    assert agreed_procedures(today.consent) == wanted
    assert said(agreed(today.consent)) == {"procedure_set": wanted}
    today.kind, today.anaesthesia.anaesthesia_plan = "MN", None
    assert agreed_procedures(today.consent) == ("mn",)
    today.consent.procedure_set = ("mn",)
    assert agreed(today.consent) == []


def test_who_makes_and_directs_the_prp_comes_along_and_waits(course, today):
    made = Prp(prp_prepared_by="Noor Sample", prp_responsible_prescriber="Dr Rowan Sample")
    sign_as_it_is(visit_at(course, THEN, prp=made), THEN)
    steps = {step.name: (step.value, step.origin) for step in agreed(today.consent)}
    assert steps["procedure_set"][1] is None
    assert steps["prp_manufactured_by"] == ("Noor Sample", (COPIED, "2026-10-24"))
    assert steps["prp_directed_by"] == ("Dr Rowan Sample", (COPIED, "2026-10-24"))


def test_none_before_leaving_is_one_score_without_redness_and_pain(today):
    (row,) = none_before_leaving(today.after)
    assert dict(row.answers) == {"moment": "leaving", **dict.fromkeys(LOOKED_FOR, "0")}
    assert not {"erythema", "pain_nrs"} & set(LOOKED_FOR)
    assert all(fields_of(Reaction)[name].choices.label("0") == "None" for name in LOOKED_FOR)
    today.after.reactions.append(Reaction(moment="leaving"))
    assert none_before_leaving(today.after) == []


def test_handing_over_leaves_a_no_alone(today):
    assert said(handed_over(today.after)) == {"aftercare_given": True, "contact_given": True}
    today.after.contact_given = False
    assert said(handed_over(today.after)) == {"aftercare_given": True}


def test_leaving_now_is_fit_and_a_time_that_says_it_was_tapped(today):
    fit, left = leaves_now(today.after, NOW)
    assert (fit.value, fit.origin) == (True, None)
    assert (left.value, left.origin[0]) == (NOW.replace(microsecond=0), TAPPED)
    for name, value in (("fit_to_leave", False), ("left_at", NOW)):
        setattr(today.after, name, value)
        assert leaves_now(today.after, NOW) == []
        setattr(today.after, name, None)


def test_depth_and_passes_of_the_last_whole_zone_go_to_those_that_have_none():
    sheet = Needling(zones=[NeedledZone(zone="frontal_hairline", depth_mm=Decimal(1)), NeedledZone(zone="vertex")])
    assert same_for_all_zones(sheet) == []
    sheet.zones.append(NeedledZone(zone="mid_scalp", depth_mm=Decimal("1.25"), passes=Decimal(4)))
    steps = same_for_all_zones(sheet)
    assert [(step.record.zone, step.name, step.value) for step in steps] == [
        ("frontal_hairline", "passes", Decimal(4)),
        ("vertex", "depth_mm", Decimal("1.25")),
        ("vertex", "passes", Decimal(4)),
    ]
    assert {step.origin for step in steps} == {None}


def test_what_was_typed_and_not_read_is_not_written_over(today):
    today.consent.unread = {"capacity_weigh": "perhaps"}
    assert "capacity_weigh" not in said(has_capacity(today.consent))


@pytest.fixture
def unasked(course):
    return visit_at(course, NOW, assessment=Assessment(), photo_consent=PhotoConsent(scopes=blank_scopes()))


def test_no_photographs_is_a_no_to_each_open_use_and_nothing_else(unasked):
    steps = no_photographs(unasked.photo_consent, NOW)
    assert [(step.record, step.name, step.value) for step in steps] == [
        (scope, "allowed", False) for scope in unasked.photo_consent.scopes
    ]
    assert {step.origin[0] for step in steps} == {TAPPED}
    unasked.photo_consent.scopes[1].allowed = False
    assert [step.record for step in no_photographs(unasked.photo_consent, NOW)][1] is unasked.photo_consent.scopes[2]


def test_no_photographs_refuses_nothing_for_a_row_without_a_use(unasked):
    unasked.photo_consent.scopes.append(PhotoScope(position=9))
    assert [step.record.position for step in no_photographs(unasked.photo_consent, NOW)] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("said", ["allowed", "listed"])
def test_no_photographs_is_not_offered_against_what_was_said(unasked, said):
    if said == "allowed":
        unasked.photo_consent.scopes[0].allowed = True
    else:
        unasked.assessment.photographs.append(Photograph(view="vertex"))
    assert no_photographs(unasked.photo_consent, NOW) == []
