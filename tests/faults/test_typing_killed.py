"""Nothing that was typed more than two seconds before a kill is ever lost (design.md 1)."""

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.records.patient import Patient
from charting.store.files import CHART
from charting.store.inspection import look
from charting.store.search import find_patients
from tests.faults.clinics import NOW, PASSWORD, ChartSession, copy_of, letter, whole

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)

from tests.faults.typist import KILLED, typed_letter
from tests.ui.house import put_away
from ui.main_view import MainView
from ui.theme import Theme

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on this system")

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261121
PROMISE_SECONDS = 2
STALLED_SECONDS = 0.5
TITLE = "SIGKILL while typing"


def killed_after(source, seconds, place="note"):
    """Somebody types for so long, and the window is killed; when that was, and when each letter had been typed."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typist", source.folder, place],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        text=True,
    )
    first = typist.stdout.readline()
    time.sleep(seconds)
    at = time.monotonic()
    typist.send_signal(signal.SIGKILL)
    told = [line.split() for line in (first + typist.communicate()[0]).splitlines()]
    return at, {int(count): float(moment) for moment, count in told}


def test_what_was_typed_two_seconds_ago_is_there(prepared, tmp_path, times, count):
    chance = random.Random(SEED)
    for number in range(times(1, 40)):
        source = copy_of(prepared, tmp_path / str(number))
        at, typed = killed_after(source, PROMISE_SECONDS + chance.random() * 2.5)
        with closing(look(source.folder / CHART, source.key)) as raw:
            notes = [row[0] or "" for row in raw.execute("SELECT note FROM visit ORDER BY opened_at")]
        there = max((note for note in notes if is_typed(note)), key=len, default="")
        require_kept(len(there), typed, at, count)
        whole(source)


def test_a_new_patient_who_is_being_typed_is_offered_after_a_kill(prepared, tmp_path, times, count, qapp):
    chance = random.Random(SEED)
    theme = Theme(dark=False)
    theme.apply(qapp)
    for number in range(times(1, 10)):
        source = copy_of(prepared, tmp_path / str(number))
        at, typed = killed_after(source, PROMISE_SECONDS + chance.random() * 2.5, "new_patient")
        for file in source.folder.rglob("*"):
            assert file.is_dir() or KILLED.encode() not in file.read_bytes(), f"{file.name} tells the name"
        whole(source)
        with closing(ChartSession.open(source.folder, PASSWORD)) as chart:
            assert chart.orm.scalars(sa.select(Patient).where(Patient.family_name == KILLED)).all() == []
            assert find_patients(chart.orm, KILLED, NOW.date()) == []
            window = MainView(theme, chart, lambda: NOW)
            window.show()
            assert f"{KILLED.upper()}" in window.today.begun._title.text()
            window.today.begun._button.click()
            there = window.new_patient.patient.email or ""
            assert there == "".join(typed_letter("new_patient", place) for place in range(len(there)))
            require_kept(len(there), typed, at, count)
            assert window.may_close()
            put_away(window)


def require_kept(there, typed, at, count):
    """Everything older than two seconds is there, where the machine itself had not stopped the window meanwhile."""
    asked = max((place for place, moment in typed.items() if moment <= at - PROMISE_SECONDS), default=0)
    late = [moment for moment in typed.values() if moment > at - PROMISE_SECONDS - 1]
    if any(after - before > STALLED_SECONDS for before, after in pairwise([*late, at])):
        count(TITLE, "windows that the machine itself had stopped meanwhile: not judged")
        return
    assert there >= asked, f"{asked} letters were older than two seconds, {there} are there"
    count(TITLE, "windows killed, everything older than two seconds there")
    count(TITLE, "letters typed", len(typed))
    count(TITLE, "letters lost, all of them younger", len(typed) - there)


def is_typed(note):
    """Whether a note is what the typist types, as far as it goes."""
    return bool(note) and note == "".join(map(letter, range(len(note))))
