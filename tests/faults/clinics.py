"""A small real clinic to do harm to: a signed visit, complete drafts that wait for their signature, people and rows."""

import dataclasses
import hashlib
import os
import shutil
from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from unittest import mock

import sqlalchemy as sa

from charting.errors import Known
from charting.practice import acp_visit, clinic, routine
from charting.practice.register import PEOPLE
from charting.practice.team import Team
from charting.practice.writing import Workday
from charting.records.base import Record
from charting.records.visit import Visit
from charting.store.backup import Source
from charting.store.chart_session import ChartSession
from charting.store.files import CHART, KEYS
from charting.store.inspection import look
from charting.store.keys import unwrap_key
from charting.store.verify import verify

PASSWORD = clinic.PASSWORD
NOW = datetime(2026, 11, 21, 14, 3, 27, tzinfo=UTC)
DRAFTS = ("Bea", "Cleo", "Dora", "Edda", "Fay")
AT_LENGTH = bool(os.environ.get("ROOTLINE_FAULTS"))
REFUSED, NAMED, NOTHING = "refused at opening", "named by Verify", "held nothing"


def make_clinic(folder, now=NOW):
    """Make the clinic by the practice clinic's own steps, with fewer people and without their histories."""
    ada = PEOPLE[0]
    people = (ada, *(dataclasses.replace(ada, given_name=name) for name in DRAFTS))
    with (
        mock.patch.object(clinic, "PEOPLE", people),
        mock.patch.object(clinic, "add_histories", lambda *_of: None),
        mock.patch.object(clinic, "add_long_course", lambda *_of: None),
        mock.patch.object(clinic, "complete_visit_of", _visits),
    ):
        clinic.open_practice(folder, now).close()
    return Source(folder, unwrap_key(folder / KEYS, PASSWORD))


def _visits(team, people):
    made = acp_visit.complete_visit_of(team, people)
    with mock.patch.object(routine, "sign_visit", lambda *_of: None):
        for name in DRAFTS:
            (patient,) = (person for person in people if person.given_name == name)
            with mock.patch.object(acp_visit, "by_name", lambda *_of, found=patient: found):
                acp_visit.complete_visit_of(team, people)
    return made


def team_of(chart):
    """The people of the clinic at work in an open chart."""
    doctor, nurse = chart.practitioners()
    return Team(chart=chart, doctor=doctor, nurse=nurse, now=NOW)


def drafts(chart):
    """The visits that wait for their signature, in the order they were made."""
    query = sa.select(Visit).where(Visit.signed_at.is_(None), Visit.kind == "M_PRP", Visit.started_at.is_not(None))
    return sorted(chart.orm.scalars(query), key=lambda visit: visit.course.patient.number)


def sign(chart, visit):
    """Sign a complete draft as the practice clinic signs."""
    workday = Workday(datetime.combine(visit.opened_at.date(), time(9, 30), tzinfo=visit.opened_at.tzinfo))
    routine.signed(team_of(chart), visit, workday, routine.WITH_PRP)


def copy_of(source, folder):
    """A copy that may be spoiled."""
    return Source(Path(shutil.copytree(source.folder, folder)), source.key)


def content_of(source, *, trail=True):
    """SHA-256 over every row of every table: what a person could read out of the chart; the audit trail on wish."""
    digest = hashlib.sha256()
    with closing(look(source.folder / CHART, source.key)) as chart:
        for name in sorted(table.name for table in Record.metadata.sorted_tables):
            if name.startswith("audit") and not trail:
                continue
            digest.update(name.encode())
            for row in chart.execute(f"SELECT * FROM {name} ORDER BY 1, 2"):
                digest.update(repr(row).encode())
    return digest.hexdigest()


def outcome(folder, content):
    """What a person meets who opens and verifies this folder: REFUSED, NAMED or NOTHING.

    Fails where something changed and nobody says so, or where the refusal is not a sentence.
    """
    try:
        source = Source(folder, unwrap_key(folder / KEYS, PASSWORD))
        report = verify(source, NOW)
    except Known as refused:
        assert str(refused).strip().endswith((".", "?")), refused
        _opens_or_says_why(folder)
        return REFUSED
    _opens_or_says_why(folder)
    if not report.whole:
        assert all(trouble.what and trouble.next_step for trouble in report.troubles)
        return NAMED
    assert content_of(source) == content, "changed, and neither refused nor named"
    return NOTHING


def _opens_or_says_why(folder):
    """Opening a spoiled clinic ends in a sentence or in an open chart, never in an error of ours."""
    try:
        chart = ChartSession.open(folder, PASSWORD)
    except Known:
        return
    with closing(chart):
        assert chart.seal_trouble is not None


def whole(source):
    """Raise AssertionError with the report where Verify finds anything."""
    report = verify(source, NOW)
    assert report.whole, "\n".join(report.lines())


def letter(number):
    """The letter that is typed as the so-manieth."""
    return "abcdefghijklmnopqrstuvwxyz "[number * 7 % 27]
