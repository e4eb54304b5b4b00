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

from charting.errors import Known
from charting.store.files import CHART, KEYS, LOCK
from charting.store.inspection import look
from charting.store.key_ring import open_ring
from tests.faults.clinics import Source, copy_of, whole
from tests.faults.replay import Disk, events_in, lay_out
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


def lost(told, files, folder, key):
    """What is lost of what was acknowledged, in words; blank when all is there and whole."""
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
        whole(Source(folder, key))
    except (Known, AssertionError) as refused:
        return str(refused)
    return ""


def harmless(words):
    """A half-written slot of the seal is told, with the advice to carry on: the other one holds."""
    troubles = [line for line in words.splitlines() if line.startswith(("Where", "Next")) is False]
    return "Half of the seal" in words and "1 thing does not fit" in "\n".join(troubles)


def tried(begun, events, folder, key, chance, wanted):
    """How many states there were, and what was lost in which."""
    found, number = [], 0
    for told, files in states(begun, events, chance, wanted):
        number += 1
        words = lost(told, files, folder / "state", key)
        shutil.rmtree(folder / "state")
        if words and not harmless(words):
            found.append(words)
    return number, found


def test_no_state_after_a_power_cut_lacks_what_was_acknowledged(recorder, prepared, tmp_path, times, count):
    begun, events = recorded(recorder, prepared, tmp_path, times(12, 60), "FULL")
    number, found = tried(begun, events, tmp_path, prepared.key, random.Random(SEED), times(20, 1200))
    assert not found, f"{len(found)} of {number}: {found[0]}"
    count(TITLE, "states of the disk, each with everything acknowledged", number)


@pytest.mark.parametrize("sync", ["NORMAL", "OFF"])
def test_a_program_that_does_not_wait_for_the_disk_is_caught(recorder, prepared, tmp_path, times, count, sync):
    begun, events = recorded(recorder, prepared, tmp_path, times(6, 30), sync)
    number, found = tried(begun, events, tmp_path, prepared.key, random.Random(SEED), times(12, 200))
    assert found, "nothing was lost without syncs: the harness is blind"
    count(TITLE, f"states with synchronous={sync} that lost something, of {number} (control)", len(found))
