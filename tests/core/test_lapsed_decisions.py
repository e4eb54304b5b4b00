"""What was left open is decided; once it is no gap any more, because its row is gone, it is not signed as one."""

from datetime import timedelta

import pytest

from charting.actions.decisions import lapsed, leave_open
from charting.actions.patients import add_patient, start_course
from charting.actions.proving import BY_PASSWORD, Proven
from charting.actions.sign import points, sign_visit
from charting.actions.visits import start_visit
from charting.context import Context
from charting.output.documents import gather
from charting.records.needled_zone import NeedledZone
from charting.records.patient import Patient
from tests.ui.samples import NOW

CONTEXT = Context.at(NOW)
REASON = "nobody looked at it before the next zone"


@pytest.fixture
def visit(chart):
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    return start_visit(chart, start_course(chart, patient, "M_PRP", NOW.date()), "M_PRP", chart.practitioners()[0], NOW)


def gap(visit, zone):
    found = (point.finding for point in points(visit, CONTEXT))
    return next(one for one in found if (one.record_id, one.field) == (zone.id, "endpoint"))


def test_a_gap_whose_row_was_removed_is_not_signed_as_one(chart, visit, monkeypatch):
    temporal, vertex = NeedledZone(zone="temporal_left", position=0), NeedledZone(zone="vertex", position=1)
    visit.needling.zones = [temporal, vertex]
    proven = Proven(chart.practitioners()[0], NOW, BY_PASSWORD)
    for zone in (temporal, vertex):
        leave_open(visit, gap(visit, zone), REASON, proven, NOW)
    assert [one.what for one in visit.decisions] == ["Endpoint: Temporal left", "Endpoint: Vertex"]
    visit.needling.zones.remove(temporal)
    held = [point for point in points(visit, CONTEXT) if point.decision is not None]
    assert [one.what for one in lapsed(visit, [point.decision for point in held])] == ["Endpoint: Temporal left"]
    monkeypatch.setattr("charting.actions.sign.points", lambda *_: held)
    noted = []
    note = chart.note
    monkeypatch.setattr(chart, "note", lambda verb, *rest: (noted.append((verb, rest[1])), note(verb, *rest)))
    sign_visit(chart, visit, proven, None, Context.at(NOW + timedelta(minutes=1)))
    assert [one.what for one in visit.decisions] == ["Endpoint: Vertex"]
    (said,) = [words for verb, words in noted if verb == "taken_back"]
    assert said == "Left open with a reason: Endpoint: Temporal left: answered since, or its row was removed"


def test_on_the_paper_of_a_draft_it_is_decided_and_no_longer_unanswered(chart, visit):
    vertex = NeedledZone(zone="vertex")
    visit.needling.zones = [vertex]
    before = gather(visit, chart.clinic(), NOW, "R Marlow").findings
    leave_open(visit, gap(visit, vertex), REASON, Proven(chart.practitioners()[0], NOW, BY_PASSWORD), NOW)
    paper = gather(visit, chart.clinic(), NOW, "R Marlow")
    assert {found.what for found in before} - {found.what for found in paper.findings} == {"Endpoint: Vertex"}
    assert [(one.kind, one.what) for one in paper.decisions] == [("left_open", "Endpoint: Vertex")]
