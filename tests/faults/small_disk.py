"""A clinic where nothing more fits, or nothing may be written: `python -m tests.faults.small_disk KIND CLINIC WORK`.

In a process of its own, because a limit on files, a mount and another user hold for a whole process. `disk` wants its
own mount namespace (`unshare`), so that the small file system is nobody else's and ends with it. Printed is JSON.
"""

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import traceback
from collections import Counter
from contextlib import closing
from pathlib import Path
from unittest import mock

import sqlalchemy as sa

from charting.errors import Known
from charting.records.patient import Patient
from charting.store import backup
from charting.store.backup import Source, back_up
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.files import CHART, KEYS
from charting.store.key_ring import KeysNotWritten, open_ring
from charting.store.keys import unwrap_key
from charting.store.restore import rehearse, restore
from charting.store.verify import verify
from tests.faults.clinics import AT_LENGTH, NOW, PASSWORD, content_of, copy_of, whole
from tests.remembered import remember_argon

NO_MOUNT = 77
NOBODY = 65534
SMALL_BYTES = 12 << 20
AT_MOST = 400


def until_full(chart, counts):
    """Type and save until nothing more fits; returns what was acknowledged last and what is typed and not saved."""
    patient = chart.orm.scalars(sa.select(Patient).order_by(Patient.number)).first()
    kept = patient.address
    for number in range(AT_MOST):
        patient.address = f"{number} " + "ä" * 200_000
        try:
            chart.save(NOW)
        except NotSaved as refused:
            assert "make room" in str(refused)
            counts["saves refused, everything typed kept"] += 1
            return patient, kept
        kept = patient.address
        counts["saves acknowledged before it was full"] += 1
    raise AssertionError("the disk was never full")


def goes_on(chart, source, counts, make_room):
    """Full, typed on, still refused; room is made, and all of it is saved."""
    patient, kept = until_full(chart, counts)
    patient.given_name = "Ada Rosa"
    for _again in range(3):
        try:
            chart.save(NOW)
        except NotSaved:
            counts["saves refused, everything typed kept"] += 1
        else:
            raise AssertionError("saved where there is no room")
        assert (patient.given_name, chart.differs()) == ("Ada Rosa", True)
        assert patient.address != kept
    typed = patient.address
    assert stored_address(source) == kept, "what was acknowledged is not what lies on the full disk"
    make_room()
    chart.save(NOW)
    counts["saved when there was room again"] += 1
    chart.close()
    whole(source)
    assert stored_address(source) == typed


def stored_address(source):
    with closing(backup.look(source.folder / CHART, source.key)) as raw:
        return raw.execute("SELECT address FROM patient ORDER BY number LIMIT 1").fetchone()[0]


def limited(prepared, work):
    """Files may not grow beyond a size (RLIMIT_FSIZE): the write-ahead log is cut off in the middle of a frame."""
    counts = Counter()
    source = copy_of(prepared, work / "clinic")
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    for room in (0, 5_000, 70_000) if AT_LENGTH else (100,):
        chart = ChartSession.open(source.folder, PASSWORD)
        largest = max(path.stat().st_size for path in source.folder.iterdir())
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest + room, resource.RLIM_INFINITY))
        lift = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)  # noqa: E731
        goes_on(chart, source, counts, lift)
    return counts


def disk(prepared, work):
    """A small file system that is full; then one that is read only."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL_BYTES}", "none", str(work)], capture_output=True, check=False
    )
    if mounted.returncode:
        sys.stdout.write(mounted.stderr.decode().strip())
        sys.exit(NO_MOUNT)
    counts = Counter()
    (work.parent / "backups").mkdir()
    bundle = back_up(prepared, work.parent / "backups", NOW).file
    source = copy_of(prepared, work / "clinic")
    chart, ballast = ChartSession.open(source.folder, PASSWORD), work / "ballast"
    fill(ballast, leaving=300_000)
    goes_on(chart, source, counts, ballast.unlink)
    held = content_of(source)
    fill(ballast, leaving=0)
    before = {path.name: path.read_bytes() for path in source.folder.iterdir()}
    refuses_whole(source, bundle, counts)
    opens_or_says_why(source, counts)
    ballast.unlink()
    assert content_of(source) == held
    assert {name for name in before if before[name] != (source.folder / name).read_bytes()} <= {CHART, "chart.seal"}
    whole(source)
    counts["whole when there was room again"] += 1
    subprocess.run(["mount", "-o", "remount,ro", str(work)], check=True)
    refused_in_words(source, counts, "on a read-only disk")
    return counts


def fill(ballast, leaving):
    free = shutil.disk_usage(ballast.parent).free
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free - leaving)))


def refuses_whole(source, bundle, counts):
    """Backup, restore, rehearsal and a change of the key file: refused, and nothing by halves is left."""
    there = sorted(path.name for path in source.folder.iterdir())
    (source.folder.parent / "copies").mkdir(exist_ok=True)
    with mock.patch.object(backup, "MARGIN_BYTES", -(1 << 40)):  # so that it runs into the wall and does not see it
        proof = back_up(source, source.folder.parent / "copies", NOW)
    assert not proof.restorable
    assert proof.words.startswith("No backup was made: ")
    assert not list((source.folder.parent / "copies").iterdir())
    counts["backups refused, nothing left by halves"] += 1
    for deed in (restore, rehearse):
        try:
            deed(bundle, PASSWORD, source.folder, *((NOW,) if deed is restore else ()))
        except Known as refused:
            assert str(refused).endswith(".")
            counts["restores and rehearsals refused, the chart as it was"] += 1
        else:
            raise AssertionError("restored where there is no room")
    keys = (source.folder / KEYS).read_bytes()
    ring = open_ring(source.folder / KEYS)
    try:
        ring.renamed(ring.people()[0][0], "Sample, Rosa").write()
    except KeysNotWritten:
        counts["key files not replaced, the former one kept"] += 1
    assert (source.folder / KEYS).read_bytes() == keys
    left = sorted(path.name for path in source.folder.iterdir())
    assert left == there, f"left lying about: {set(left) ^ set(there)}"


def opens_or_says_why(source, counts):
    try:
        ChartSession.open(source.folder, PASSWORD).close()
        counts["opened on a full disk"] += 1
    except Known as refused:
        assert str(refused).endswith(".")
        counts["opening on a full disk refused in words"] += 1


def refused_in_words(source, counts, where):
    before = {path.name for path in source.folder.iterdir()}
    try:
        ChartSession.open(source.folder, PASSWORD)
    except Known as refused:
        assert str(refused).endswith(".")
        counts[f"opening {where} refused in words"] += 1
    else:
        raise AssertionError(f"opened {where}")
    assert {path.name for path in source.folder.iterdir()} == before


def unprivileged(prepared, work):
    """What may not be read or written by whoever works here; root may do all, so it becomes nobody first."""
    counts = Counter()
    work.chmod(0o755)
    ways = {
        "in a read-only folder": lambda folder: folder.chmod(0o555),
        "with a read-only chart": lambda folder: (folder / CHART).chmod(0o444),
        "with a chart that may not be read": lambda folder: (folder / CHART).chmod(0),
        "with a key file that may not be read": lambda folder: (folder / KEYS).chmod(0),
        "in a folder that may not be entered": lambda folder: folder.chmod(0),
    }
    for place, (where, forbid) in enumerate(ways.items()):
        source = copy_of(prepared, work / str(place))
        if os.geteuid() == 0:
            for path in (source.folder, *source.folder.iterdir()):
                os.chown(path, NOBODY, NOBODY)
        forbid(source.folder)
        counts += _as_nobody(lambda source=source, where=where: _refused(source, where))
    return counts


def _refused(source, where):
    counts = Counter()
    try:
        ChartSession.open(source.folder, PASSWORD)
    except Known as refused:
        assert str(refused).endswith(".")
        counts[f"opening {where} refused in words"] += 1
        return counts
    raise AssertionError(f"opened {where}")


def _as_nobody(deed):
    reading, writing = os.pipe()
    if not (pid := os.fork()):
        try:
            if os.geteuid() == 0:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            os.write(writing, json.dumps(deed()).encode())
            os._exit(0)
        except BaseException:  # noqa: BLE001  whatever ends a child has to be told
            os.write(writing, traceback.format_exc().encode())
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    _pid, status = os.waitpid(pid, 0)
    assert status == 0, said
    return Counter(json.loads(said))


def main(kind, prepared, work):
    remember_argon()
    folder = Path(prepared)
    source = Source(folder, unwrap_key(folder / KEYS, PASSWORD))
    assert verify(source, NOW).whole
    json.dump({"limited": limited, "disk": disk, "unprivileged": unprivileged}[kind](source, Path(work)), sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
