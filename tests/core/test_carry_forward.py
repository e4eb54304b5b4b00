"""Same as last time: what is copied, what never is, what waits to be confirmed, and what differs."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from charting.actions.carry_forward import (
    Copy,
    NewRow,
    answers_in,
    differences,
    last_of_its_kind,
    to_confirm,
    to_copy,
)
from charting.actions.carry_source import Source, source_of
from charting.context import Context
from charting.fields import fields_of, line_model, lines_of
from charting.findings import Level
from charting.kinds import Day, Drawn, Moment
from charting.origins import COPIED, HOUSE, TAPPED, at_time
from charting.records.anaesthesia import Anaesthesia
from charting.records.base import findings, slot_of
from charting.records.course import Course
from charting.records.dose import Dose
from charting.records.needled_zone import NeedledZone
from charting.records.needling import Needling
from charting.records.patient import Patient
from charting.records.sheets import SHEETS, SHEETS_OF
from charting.records.visit import Visit
from charting.records.visit_mark import VisitMark
from tests.signed_visits import sign_as_it_is

THEN = datetime(2026, 10, 24, 9, 0, tzinfo=UTC)
NOW = THEN + timedelta(days=28)
FORBIDDEN = ("lot", "expiry", "udi", "count", "platelets", "wbc", "rbc", "weight", "pain", "_at", "_by", "consent")
NEVER_THE_HOUSES = ("zone", "area", "depth", "volume", "_ml", "amount", "applied_g", "passes", "side", "site", "energy")
NEVER_THE_HOUSES = (*NEVER_THE_HOUSES, "power", "pulse", "pressure", "direction")
MAY = {"needle_count": "how many needles the cartridge has, not a count of anything in the blood"}


def visit_at(moment, course, **answers):
    made = Visit(kind="M_PRP", opened_at=moment, session_number=1)
    for model in SHEETS_OF["M_PRP"]:
        setattr(made, slot_of(model), model())
    for name, value in answers.items():
        setattr(made, name, value)
    course.visits.append(made)
    return made


@pytest.fixture
def course():
    return Course(patient=Patient(number="RL-00001"))


@pytest.fixture
def last(course):
    made = visit_at(THEN, course)
    made.needling = Needling(
        device_name="SkinPen Precision", needle_length_mm=Decimal("1.25"), cartridge_lot="K2407", start_at=THEN
    )
    made.needling.zones = [
        NeedledZone(zone="vertex", depth_mm=Decimal("1.25"), passes=Decimal(5), endpoint="mild_erythema", position=0),
        NeedledZone(zone="mid_scalp", depth_mm=Decimal("1.00"), position=1),
    ]
    made.anaesthesia = Anaesthesia(doses=[Dose(agent="lidocaine", volume_ml=Decimal(4), lot="L1", given_at=THEN)])
    sign_as_it_is(made, THEN + timedelta(hours=2))
    return made


@pytest.fixture
def today(course, last):
    return visit_at(NOW, course)


def carry(steps):
    """Do what the steps say, as the screen does."""
    for step in steps:
        if isinstance(step, Copy):
            setattr(step.record, step.name, step.value)
            step.record.origins = {**(step.record.origins or {}), step.name: step.origin}
        else:
            rows = getattr(step.sheet, step.name)
            row = line_model(type(step.sheet), step.name)(position=len(rows), **dict(step.answers))
            row.origins = dict.fromkeys(dict(step.answers), step.origin)
            rows.append(row)


def all_fields():
    for sheet in SHEETS:
        for model in (sheet, *(line_model(sheet, name) for name in lines_of(sheet))):
            for name, declared in fields_of(model).items():
                yield pytest.param(model, name, declared, id=f"{model.__name__}.{name}")


@pytest.mark.parametrize(("model", "name", "declared"), list(all_fields()))
def test_nothing_that_belongs_to_the_day_is_declared_as_carried(model, name, declared):
    if declared.carried and name not in MAY:
        assert not isinstance(declared, Moment | Drawn)
        assert not isinstance(declared, Day) or name == "last_service_date"
        assert not any(part in name for part in FORBIDDEN), name
        assert model.__name__ not in {"Screening", "Consent", "PhotoConsent", "Assessment", "Outcome", "After"}


@pytest.mark.parametrize(("model", "name", "declared"), list(all_fields()))
def test_nothing_that_is_the_patients_is_declared_as_the_houses(model, name, declared):
    if declared.house:
        assert declared.carried
        assert not any(part in name for part in NEVER_THE_HOUSES), name
        assert model.__name__ not in {"NeedledZone", "AppliedZone"}


def test_device_settings_and_plan_come_from_the_last_signed_visit(last, today):
    assert last_of_its_kind(today) is last
    carry(to_copy(today))
    assert today.needling.device_name == "SkinPen Precision"
    assert [(z.zone, z.depth_mm, z.passes) for z in today.needling.zones] == [
        ("vertex", Decimal("1.25"), Decimal(5)),
        ("mid_scalp", Decimal("1.00"), None),
    ]
    assert (today.anaesthesia.doses[0].agent, today.anaesthesia.doses[0].volume_ml) == ("lidocaine", Decimal(4))


def test_lots_times_and_endpoints_stay_empty(last, today):
    carry(to_copy(today))
    assert today.needling.cartridge_lot is None
    assert today.needling.start_at is None
    assert [zone.endpoint for zone in today.needling.zones] == [None, None]
    assert (today.anaesthesia.doses[0].lot, today.anaesthesia.doses[0].given_at) == (None, None)


def test_what_was_answered_already_is_left_alone(last, today):
    today.needling.device_name = "Another pen"
    today.needling.zones = [NeedledZone(zone="vertex", position=0)]
    carry(to_copy(today))
    assert today.needling.device_name == "Another pen"
    assert [zone.depth_mm for zone in today.needling.zones] == [None]


def test_one_sheet_can_be_copied_alone(last, today):
    steps = to_copy(today, today.anaesthesia)
    assert {type(step.record if isinstance(step, Copy) else step.sheet) for step in steps} == {Anaesthesia}


def test_every_copied_answer_waits_until_it_is_confirmed(last, today):
    carry(to_copy(today))
    found = [f for f in findings(today.needling, Context.at(NOW)) if f.rule == "copied"]
    assert [f.level for f in found] == [Level.WARN]
    assert found[0].why == "copied from 24-Oct-2026, not confirmed"
    assert {kind for kind, _when in today.needling.origins.values()} == {COPIED}
    for record in (today.needling, *today.needling.zones):
        record.origins = None
    assert not [f for f in findings(today.needling, Context.at(NOW)) if f.rule == "copied"]


def test_a_draft_a_voided_visit_and_another_kind_are_no_source(course, last, today):
    last.signed_at = None
    assert to_copy(today) == []
    last.kind = "MN"
    sign_as_it_is(last, THEN)
    assert to_copy(today) == []


def test_a_signed_visit_takes_nothing(last, today):
    today.signed_at = NOW
    assert to_copy(today) == []


def test_a_sealed_sheet_takes_nothing(last, today):
    assert not any(isinstance(s, NewRow) and s.sheet is today.consent for s in to_copy(today))


def test_what_differs_is_told_before_and_after(last, today):
    carry(to_copy(today))
    assert differences(today) == []
    today.needling.zones[0].depth_mm = Decimal("1.50")
    today.needling.zones.pop()
    told = [(d.what, d.before, d.after) for d in differences(today)]
    assert told == [("Vertex, Depth", "1.25 mm", "1.5 mm"), ("Mid-scalp", "", "not this time")]


def test_nobody_to_copy_from_is_nothing_to_copy(course):
    assert to_copy(visit_at(NOW, course)) == []
    assert differences(visit_at(NOW, course)) == []


def test_a_copy_names_the_day_it_came_from(last, today):
    step = next(step for step in to_copy(today) if isinstance(step, Copy))
    assert step.origin == (COPIED, date(2026, 10, 24).isoformat())


@pytest.fixture
def first(chart, last, today):
    """The first visit of another patient, by the practitioner of the visits before."""
    made = visit_at(NOW, Course(patient=Patient(number="RL-00002")))
    for visit in (last, today, made):
        visit.practitioner = "Dr Rowan Sample"
    last.visit_signature = last.signed_at = None
    chart.add(last.course.patient)
    chart.add(made.course.patient)
    chart.orm.flush()
    sign_as_it_is(last, THEN + timedelta(hours=2))
    last.signed_at = None
    chart.orm.flush()
    last.signed_at = THEN + timedelta(hours=2)
    chart.orm.flush()
    return made


def test_a_first_visit_takes_what_is_the_houses_and_nothing_of_the_patient(first):
    source = source_of(first)
    assert source.house
    carry(to_copy(first))
    assert first.needling.device_name == "SkinPen Precision"
    assert first.needling.needle_length_mm is None
    assert first.needling.zones == []
    assert (first.anaesthesia.doses[0].agent, first.anaesthesia.doses[0].volume_ml) == ("lidocaine", None)
    assert first.needling.origins["device_name"] == (HOUSE, "2026-10-24")
    found = next(f for f in findings(first.needling, Context.at(NOW)) if f.rule == "copied")
    assert found.why == "copied from the house's last visit of this kind, 24-Oct-2026, not confirmed"
    assert differences(first) == []


def test_the_patients_own_last_visit_goes_before_the_houses(first, today, last):
    assert source_of(today) == Source(last)


def test_another_practitioners_visits_are_not_the_house(first):
    first.practitioner = "Noor Sample"
    assert source_of(first) is None
    first.practitioner = None
    assert to_copy(first) == []


def test_a_voided_visit_is_not_the_house(first, last):
    last.marks.append(VisitMark(kind="voided", reason="opened by mistake", by="Dr Rowan Sample", at=NOW))
    assert source_of(first) is None


def test_an_amendment_takes_nothing(first, last):
    draft = Visit(kind="M_PRP", opened_at=NOW, session_number=1, amends=last, practitioner=last.practitioner)
    last.course.visits.append(draft)
    assert source_of(draft) is None


def test_confirming_names_every_copied_answer_of_the_sheet_and_no_other(last, today):
    carry(to_copy(today))
    today.needling.origins = {**today.needling.origins, "start_at": at_time(TAPPED, NOW)}
    steps = to_confirm(today.needling)
    assert {step.origin for step in steps} == {None}
    assert len(steps) == answers_in([s for s in to_copy_again(last, today) if sheet_of(s) is Needling])
    carry(steps)
    assert to_confirm(today.needling) == []
    assert to_confirm(today.anaesthesia)


def to_copy_again(last, today):
    """What a blank visit would take."""
    blank = visit_at(NOW, last.course)
    last.course.visits.remove(blank)
    blank.course = last.course
    return to_copy(blank, None, Source(last))


def sheet_of(step):
    record = step.record if isinstance(step, Copy) else step.sheet
    return type(record)


def test_a_sheet_that_nobody_has_begun_differs_in_nothing(last, today):
    assert differences(today) == []
