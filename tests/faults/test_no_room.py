"""A disk that is full or may not be written: nothing acknowledged is lost, nothing typed is dropped, all is said."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.records.patient import Allergy, Patient
from charting.store.chart_session import ChartSession, NotSaved
from tests.faults.clinics import NOW, PASSWORD, content_of, whole
from tests.faults.small_disk import NO_MOUNT

ROOT = Path(__file__).resolve().parents[2]
unix = pytest.mark.skipif(sys.platform == "win32", reason="no such limits on this system")


def room_for(chart, more):
    """Let the file grow by so many pages; None for as many as it likes."""
    raw = chart.orm.connection().connection.driver_connection  # handed back it would end the transaction that is open
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {1 << 30 if more is None else pages + more}")


def test_a_save_that_runs_out_of_room_at_any_page_is_kept_and_made_later(source, count):
    with closing(ChartSession.open(source.folder, PASSWORD)) as chart:
        patient = chart.orm.scalars(sa.select(Patient).order_by(Patient.number)).first()
        held, needed = content_of(source), 0
        patient.address = "ä" * 20_000
        patient.allergies.append(Allergy(agent="x" * 9_000, position=9))
        while True:
            room_for(chart, needed)
            try:
                chart.save(NOW)
                break
            except NotSaved as refused:
                assert "full" in str(refused)
            assert (patient.address, patient.allergies[-1].agent) == ("ä" * 20_000, "x" * 9_000)
            assert content_of(source) == held
            needed += 1
        assert needed > 10
        count("Disk full", "page counts of one save at which it was refused, and kept", needed)
        room_for(chart, None)
    whole(source)


def test_the_window_says_so_and_saves_by_itself_when_there_is_room(source, qtbot, monkeypatch, count):
    chart_model = pytest.importorskip("ui.chart_model", exc_type=ImportError)
    monkeypatch.setattr(chart_model, "RETRY_MS", 200)
    with closing(ChartSession.open(source.folder, PASSWORD)) as chart:
        model = chart_model.ChartModel(chart, lambda: NOW)
        patient = chart.orm.scalars(sa.select(Patient).order_by(Patient.number)).first()
        room_for(chart, 0)
        with qtbot.waitSignal(model.not_saved, timeout=30_000) as said:
            model.answer(patient, "address", "ä" * 20_000, None, True)
        assert "make room" in said.args[0]
        room_for(chart, None)
        with qtbot.waitSignal(model.saved, timeout=30_000):
            model.answer(patient, "phone", "01632 960002", None, True)
        assert not chart.differs()
        count("Disk full", "windows that said so and saved by themselves later")
    whole(source)


def run(kind, prepared, work, before=()):
    """Run one kind of trouble in a process of its own. Returns what it counted, or a reason why it cannot be tried."""
    work.mkdir()
    command = [*before, sys.executable, "-m", "tests.faults.small_disk", kind, prepared.folder, work]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == NO_MOUNT:
        return done.stdout
    if before and "unshare" in done.stderr:
        return done.stderr.strip()
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def told(found, count, title):
    if isinstance(found, str):
        count(title, f"skipped: {found}", 0)
        pytest.skip(found)
    for what, number in found.items():
        count(title, what, number)


@unix
def test_files_that_may_not_grow_lose_nothing(prepared, tmp_path, count):
    told(run("limited", prepared, tmp_path / "work"), count, "Files that may not grow")


@unix
def test_a_small_file_system_that_is_full_loses_nothing(prepared, tmp_path, count):
    if shutil.which("unshare") is None:
        told("there is no `unshare`, so nothing can be mounted apart", count, "Small file system, full")
    own = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--mount", "--map-root-user"]
    told(run("disk", prepared, tmp_path / "work", own), count, "Small file system, full")


@unix
def test_what_may_not_be_read_or_written_is_said(prepared, tmp_path_factory, count):
    folder = tmp_path_factory.mktemp("reachable")
    for path in (folder, *folder.parents):
        if path.stat().st_uid == os.geteuid() and path != Path("/"):
            path.chmod(path.stat().st_mode | 0o111)
    told(run("unprivileged", prepared, folder / "work"), count, "Not readable, not writable")
