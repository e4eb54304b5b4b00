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

from charting.store.files import CHART
from charting.store.inspection import look
from tests.faults.clinics import copy_of, letter, whole

pytest.importorskip("PySide6.QtWidgets", exc_type=ImportError)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on this system")

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261121
PROMISE_SECONDS = 2
STALLED_SECONDS = 0.5
TITLE = "SIGKILL while typing"


def killed_after(source, seconds):
    """Somebody types for so long, and the window is killed; when that was, and when each letter had been typed."""
    typist = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.typist", source.folder],
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
        asked = max((place for place, moment in typed.items() if moment <= at - PROMISE_SECONDS), default=0)
        late = [moment for moment in typed.values() if moment > at - PROMISE_SECONDS - 1]
        if any(after - before > STALLED_SECONDS for before, after in pairwise([*late, at])):
            count(TITLE, "windows that the machine itself had stopped meanwhile: not judged")
            continue
        assert len(there) >= asked, f"{asked} letters were older than two seconds, {len(there)} are there"
        whole(source)
        count(TITLE, "windows killed, everything older than two seconds there")
        count(TITLE, "letters typed", len(typed))
        count(TITLE, "letters lost, all of them younger", len(typed) - len(there))


def is_typed(note):
    """Whether a note is what the typist types, as far as it goes."""
    return bool(note) and note == "".join(map(letter, range(len(note))))
