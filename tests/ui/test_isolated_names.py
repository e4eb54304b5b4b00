"""A name from right to left stands before its date and number, as every other name does."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtGui import QFont, QTextLayout

from charting.isolate import isolated
from charting.records.application import Application
from charting.records.course import Course
from charting.records.glove_giving import time_out
from charting.records.patient import Patient
from charting.records.visit import Visit
from ui.audit_desk import named
from ui.queue_desk import QueueDesk
from ui.views.day_words import left_words
from ui.views.scan_words import whose

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
NAMES = [("مثال", "آدا"), ("דוגמה", "עדה")]


@pytest.fixture(params=NAMES, ids=["Arabic", "Hebrew"])
def patient(request):
    family, given = request.param
    return Patient(number="RL-00001", family_name=family, given_name=given, date_of_birth=date(1985, 3, 14))


def visit_of(patient):
    visit = Visit(kind="M_PRP", opened_at=NOW, session_number=1, course=Course(patient=patient))
    visit.application = Application()
    return visit


def every_line(patient):
    """All lines of the screen that join a name with what is counted or dated."""
    visit = visit_of(patient)
    desk = SimpleNamespace(_model=SimpleNamespace(now=lambda: NOW))
    yield time_out("k", visit.application, "").title
    yield named(patient)
    yield QueueDesk._who(desk, patient)
    yield left_words(SimpleNamespace(visit=visit, kind="call", clock=None, paper=None, count=0), NOW.date())[1]
    yield whose(SimpleNamespace(visit=visit))


def drawn_from_left(line, qapp):
    """The text positions of a line in the order they are drawn from the left."""
    layout = QTextLayout(line, QFont("Noto Sans"))
    layout.beginLayout()
    row = layout.createLine()
    row.setLineWidth(5000)
    layout.endLayout()
    return {at: row.cursorToX(at)[0] for at in range(len(line))}


def test_the_date_stands_behind_the_name(patient, qapp):
    for line in every_line(patient):
        assert isolated(patient.display_name()) in line
        places = drawn_from_left(line, qapp)
        behind = next(at for at in range(len(line)) if at > line.index("\u2069") and line[at].isalnum())
        name = [places[at] for at in range(line.index("\u2068") + 1, line.index("\u2069"))]
        rest = [places[at] for at in range(behind, len(line)) if line[at].isalnum()]
        assert max(name) <= min(rest), line


def test_other_names_are_left_alone():
    assert isolated("SAMPLE, Ada (Ms)") == "SAMPLE, Ada (Ms)"
