"""No two points of a sign-off board have the same words: each says which row it is about."""

from collections import Counter
from decimal import Decimal

import pytest

from charting.actions.decisions import accept
from charting.actions.patients import add_patient, start_course
from charting.actions.sign import points
from charting.actions.visits import start_visit
from charting.context import Context
from charting.fields import fields_of, line_model, lines_of
from charting.findings import Finding, Level
from charting.kinds import Text
from charting.records.dose import Dose
from charting.records.needled_zone import NeedledZone
from charting.records.patient import Patient
from charting.records.signed import sheets_of
from tests.ui.samples import NOW, sample

CONTEXT = Context.at(NOW)


@pytest.fixture
def visit(chart):
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    course = start_course(chart, patient, "M_PRP", NOW.date())
    return start_visit(chart, course, "M_PRP", chart.practitioners()[0], NOW)


def same_words(visit):
    said = Counter((point.finding.named, type(point.sheet)) for point in points(visit, CONTEXT))
    return [words for words, count in said.items() if count > 1]


def add_two(sheet, name, *, answered):
    model = line_model(type(sheet), name)
    for _row in range(2):
        row = model(position=len(getattr(sheet, name)))
        if answered:
            first = next(iter(fields_of(model)))
            given = sample(fields_of(model)[first])
            setattr(row, first, f"{name} {given}" if isinstance(fields_of(model)[first], Text) else given)
        getattr(sheet, name).append(row)


@pytest.mark.parametrize("answered", [False, True])
def test_no_two_points_of_a_board_have_the_same_words(visit, answered):
    tried = 0
    for sheet in sheets_of(visit):
        for name in lines_of(type(sheet)):
            if hasattr(line_model(type(sheet), name), "question") or hasattr(line_model(type(sheet), name), "sentence"):
                continue  # its rows are there from the start, each with its code
            add_two(sheet, name, answered=answered)
            tried += 1
    assert tried > 10
    assert same_words(visit) == []


def test_a_dose_is_told_by_drug_strength_technique_and_time(visit):
    at = NOW.replace(hour=23, minute=51)
    row = {
        "agent": "lidocaine",
        "concentration_pct": Decimal(2),
        "technique": "supraorbital",
        "side": "left",
        "given_at": at,
    }
    visit.anaesthesia.doses = [Dose(**row), Dose(agent="lidocaine")]
    said = [p.finding.named for p in points(visit, CONTEXT) if p.finding.field == "given_by"]
    assert said == ["Given by: lidocaine 2 %, supraorbital left at 23:51", "Given by: lidocaine"]


def test_a_zone_is_told_by_its_name_once(visit):
    visit.needling.zones = [NeedledZone(zone="temporal_left"), NeedledZone()]
    said = [p.finding.named for p in points(visit, CONTEXT) if p.finding.field == "depth_mm"]
    assert said == ["Depth: Temporal left", "Depth: Zone 2"]
    assert Finding(Level.WARN, "Vertex was needled twice", row="Vertex").named == "Vertex was needled twice"


def test_what_was_decided_names_the_row(chart, visit):
    decision = accept(visit, Finding(Level.WARN, "Deep", row="Vertex"), chart.practitioners()[0], NOW)
    assert decision.what == "Deep: Vertex"
