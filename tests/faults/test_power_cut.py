"""A power cut at any moment: recorded, replayed in the states the disk may be left in, and each one opened.

Far: everything the program writes (chart, log, seal, key file) is written down by a small library preloaded into it,
which needs a C compiler and Linux; from the record any state of the disk after a cut is built (tests/faults/replay.py
says how, and what is taken for granted). Near, everywhere and without a compiler: the write-ahead log as it lay after
each acknowledged save, with what came after it lost, torn or zeroed. In both a program that does not wait for the
disk must lose something, or the harness would be blind.
"""

import random
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.errors import Known
from charting.records.patient import Allergy, Patient
from charting.store.files import CHART, KEYS, LOCK
from charting.store.inspection import look
from charting.store.key_ring import open_ring
from charting.store.seal_head import SEAL
from charting.store.verify import verify
from tests.faults.clinics import AT_LENGTH, NOW, PASSWORD, ChartSession, Source, copy_of, whole
from tests.faults.replay import SECTOR, Disk, events_in, lay_out
from tests.faults.worker import TOLD

ROOT = Path(__file__).resolve().parents[2]
SEED = 20261121
WAL = f"{CHART}-wal"
TITLE = "Power cut, recorded and replayed"
NEAR = "Power cut, log after each save"


@pytest.fixture(scope="module")
def recorder(tmp_path_factory, count):
    """The preloaded library. Skips where there is no compiler, and says so."""
    compiler = next((found for name in ("cc", "gcc", "clang") if (found := shutil.which(name))), None)
    if compiler is None or sys.platform != "linux":
        count(TITLE, "skipped: no C compiler on this machine, or not Linux", 0)
        pytest.skip("no C compiler on this machine, or not Linux")
    library = tmp_path_factory.mktemp("recorder") / "recorder.so"
    source = Path(__file__).with_name("recorder.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl", "-lpthread"], check=True)
    return library


def recorded(recorder, prepared, folder, saves, sync):
    """Let a clinic work; return what it held at the beginning, and the events."""
    source, record = copy_of(prepared, folder / "clinic"), folder / "record"
    begun = {path.name: path.read_bytes() for path in source.folder.iterdir()}
    command = ["env", f"LD_PRELOAD={recorder}", f"ROOTLINE_RECORD={source.folder}", f"ROOTLINE_RECORD_TO={record}"]
    command += [sys.executable, "-m", "tests.faults.worker", source.folder, str(saves), sync]
    subprocess.run(command, cwd=ROOT, check=True)
    return begun, events_in(record, source.folder)


def states(begun, events, chance, wanted):
    """Cuts at `wanted` random moments, as `(what was acknowledged then, the files)`."""
    moments, disk, told = sorted(chance.sample(range(len(events)), min(wanted, len(events)))), Disk(begun), []
    for place, event in enumerate(events):
        if event[1] == TOLD:
            told += event[3].decode().splitlines() if event[0] == b"W" else []
        else:
            disk.take(event)
        if moments and place == moments[0]:
            moments.pop(0)
            yield told, disk.after_a_cut(chance)


def lost(told, files, folder, key, verified=True):
    """What is lost of what was acknowledged, in words; blank when all is there, and whole where that is `verified`."""
    lay_out({name: raw for name, raw in files.items() if name not in (LOCK, TOLD)}, folder)
    saved = max((int(line.split()[1]) for line in told if line.startswith("saved")), default=0)
    signed = {line.split()[1] for line in told if line.startswith("signed")}
    named = max((int(line.split()[1]) for line in told if line.startswith("named")), default=0)
    try:
        with closing(look(folder / CHART, key)) as raw:
            count = int(raw.execute("SELECT coalesce(max(cast(agent AS INTEGER)), 0) FROM allergy").fetchone()[0])
            there = {row[0] for row in raw.execute("SELECT id FROM visit WHERE signed_at IS NOT NULL")}
        if count < saved:
            return f"save {saved} was acknowledged, {count} is there"
        if signed - there:
            return "an acknowledged signature is lost"
        names = [name for _slot, name in open_ring(folder / KEYS).people() if name.startswith("Sample ")]
        if named and not (names and int(names[0].split()[1]) >= named):
            return "an acknowledged key file is lost"
        if verified:
            whole(Source(folder, key))
    except (Known, AssertionError) as refused:
        return str(refused)
    return ""


def harmless(words):
    """A half-written slot of the seal is told, with the advice to carry on: the other one holds."""
    return "Half of the seal" in words and "1 thing does not fit" in words


def tried(begun, events, folder, key, chance, wanted, verified=True):
    """How many states there were, and what was lost in which."""
    found, number = [], 0
    for told, files in states(begun, events, chance, wanted):
        number += 1
        words = lost(told, files, folder / "state", key, verified)
        shutil.rmtree(folder / "state")
        if words and not harmless(words):
            found.append(words)
    return number, found


def test_no_state_after_a_power_cut_lacks_what_was_acknowledged(recorder, prepared, tmp_path, times, count):
    begun, events = recorded(recorder, prepared, tmp_path, times(9, 60), "FULL")
    number, found = tried(begun, events, tmp_path, prepared.key, random.Random(SEED), times(16, 1200))
    assert not found, f"{len(found)} of {number}: {found[0]}"
    count(TITLE, "states of the disk, each with everything acknowledged", number)


@pytest.mark.parametrize("sync", ["NORMAL", "OFF"] if AT_LENGTH else ["NORMAL"])
def test_a_program_that_does_not_wait_for_the_disk_is_caught(recorder, prepared, tmp_path, times, count, sync):
    begun, events = recorded(recorder, prepared, tmp_path, times(5, 30), sync)
    number, found = tried(begun, events, tmp_path, prepared.key, random.Random(SEED), times(16, 200), False)
    assert found, "nothing was lost without syncs: the harness is blind"
    count(TITLE, f"states with synchronous={sync} that lost something, of {number} (control)", len(found))


@pytest.fixture(scope="module")
def saves(prepared, tmp_path_factory, times):
    """The files as they lay after each of several saves, while the clinic was open."""
    source, found = copy_of(prepared, tmp_path_factory.mktemp("near") / "clinic"), []
    with closing(ChartSession.open(source.folder, PASSWORD)) as chart:
        patient = chart.orm.scalars(sa.select(Patient).order_by(Patient.number)).first()
        for number in range(1, times(8, 60) + 1):
            patient.allergies.append(Allergy(agent=str(number), position=number))
            chart.save(NOW)
            found.append({name: (source.folder / name).read_bytes() for name in (CHART, WAL, SEAL, KEYS)})
    return found


def after_the_last(log, later, chance):
    """A log whose acknowledged part is there, and of what came after it some sectors: whole, torn, zeroed, or none."""
    cut = bytearray(log)
    for start in range(len(log), chance.randint(len(log), len(later)), SECTOR):
        part = later[start : start + SECTOR]
        torn = part[: chance.randrange(len(part))]
        cut += chance.choice((part, part, bytes(len(part)), torn + bytes(len(part) - len(torn))))
    return bytes(cut)


def test_a_log_torn_behind_what_was_acknowledged_loses_nothing(saves, prepared, tmp_path, times, count):
    chance = random.Random(SEED)
    for cut in range(times(8, 400)):
        number = chance.randrange(len(saves) - 1)
        before, after = saves[number][WAL], saves[number + 1][WAL]
        assert after.startswith(before), "the log was begun anew meanwhile"
        state = saves[number] | {WAL: after_the_last(before, after, chance)}
        assert lost([f"saved {number + 1}"], state, tmp_path / str(cut), prepared.key) == ""
        count(NEAR, "logs torn behind it, each with everything acknowledged")


def test_a_log_torn_in_what_was_acknowledged_is_caught(saves, prepared, tmp_path, times, count):
    chance = random.Random(SEED)
    for cut in range(times(5, 200)):
        number = chance.randrange(1, len(saves))
        begins, ends = len(saves[number - 1][WAL]), len(saves[number][WAL])
        state = saves[number] | {WAL: saves[number][WAL][: chance.randrange(begins, ends)]}
        folder = tmp_path / str(cut)
        assert "is there" in lost([f"saved {number + 1}"], state, folder, prepared.key)
        report = verify(Source(folder, prepared.key), NOW)
        assert "its end is gone" in "\n".join(report.lines())
        count(NEAR, "logs torn in what was acknowledged: lost, and named by Verify (control)")
