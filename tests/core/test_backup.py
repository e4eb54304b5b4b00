"""Backups on a real disk: made while the clinic writes, proved from the file itself, kept as a series."""

import itertools
import json
import shutil
import threading
import zipfile
from collections import namedtuple
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from charting.actions import backups
from charting.actions.backups import backup_findings, is_due, make_backup, standing
from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient
from charting.practice.clinic import PASSWORD as PRACTICE_PASSWORD
from charting.practice.clinic import open_practice
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.store import backup, upgrade
from charting.store.backup import WORK, Cancelled, Source, back_up, copy_chart
from charting.store.branch import End, comes_by
from charting.store.bundle import AT_CLOSE, BY_HAND, MANIFEST, read_manifest, unpack
from charting.store.chart_session import BEFORE_UPGRADE, ChartSession, NotUpgraded
from charting.store.files import BACKUPS, CHART, KEYS
from charting.store.inspection import count_rows, look
from charting.store.keys import unwrap_key
from charting.store.restore import restore
from charting.store.series import MOST_YOUNG, made_at, new_file, staying, thin_out

NOW = datetime(2026, 11, 21, 8, 2, tzinfo=UTC)
PASSWORD = "correct horse"
MARK = "Quillfeather"


@pytest.fixture
def chart(tmp_path):
    made = ChartSession.create(tmp_path / "clinic", PASSWORD)
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa"))
    add_patient(made, Patient(family_name=MARK, given_name="Ada"))
    made.save(NOW)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_is_one_file_without_a_name_in_it_or_on_it(chart, stick):
    proof = make_backup(chart.source, stick, NOW)
    assert proof.restorable, proof.words
    assert names(stick) == ["rootline-backup-2026-11-21-080200.zip"]
    assert proof.words.startswith("Restorable, verified 08:02: ")
    assert (proof.file, proof.bytes) == (stick / names(stick)[0], proof.file.stat().st_size)
    raw = proof.file.read_bytes()
    for mark in (MARK, "Sample", PASSWORD, "CREATE TABLE", chart.clinic().id):
        assert mark.encode() not in raw
    with zipfile.ZipFile(proof.file) as bundle:
        assert {MANIFEST, CHART, KEYS} <= set(bundle.namelist())


def test_the_copy_holds_row_for_row_what_the_chart_held(chart, stick, tmp_path):
    proof = make_backup(chart.source, stick, NOW)
    (tmp_path / "back").mkdir()
    unpack(proof.file, tmp_path / "back")
    key = unwrap_key(tmp_path / "back" / KEYS, PASSWORD)
    copy, live = look(tmp_path / "back" / CHART, key), look(chart.folder / CHART, chart.source.key)
    counted = count_rows(copy)
    assert sum(counted.values()) == proof.rows
    for table in counted:
        assert copy.execute(f"SELECT * FROM {table}").fetchall() == live.execute(f"SELECT * FROM {table}").fetchall()
    copy.close()
    live.close()


def test_nothing_is_left_beside_the_chart_but_how_it_went(chart, stick):
    before = names(chart.folder)
    make_backup(chart.source, stick, NOW)
    assert set(names(chart.folder)) - set(before) == {BACKUPS}
    assert MARK not in (chart.folder / BACKUPS).read_text()


def test_a_backup_while_the_clinic_writes_misses_nothing_acknowledged(chart, stick, tmp_path):
    """A writer saves in a loop; what was acknowledged before a backup began is in it, and no save waits for its end."""
    acknowledged, stop, failed = [], threading.Event(), []

    def write():
        try:
            for count in itertools.count():
                if stop.is_set():
                    return
                patient = add_patient(chart, Patient(family_name="Sample", given_name=f"Ada {count}"))
                chart.save(NOW)
                acknowledged.append(patient.id)
        except Exception as error:  # noqa: BLE001  told by the test below
            failed.append(error)

    source = chart.source
    writer = threading.Thread(target=write)
    writer.start()
    try:
        for turn in range(4):
            while len(acknowledged) < 5 * (turn + 1):
                assert writer.is_alive(), failed
            before, started = set(acknowledged), len(acknowledged)
            proof = back_up(source, stick, NOW + timedelta(seconds=turn))
            assert proof.restorable, proof.words
            assert len(acknowledged) > started
            back = tmp_path / f"back{turn}"
            back.mkdir()
            unpack(proof.file, back)
            copy = look(back / CHART, source.key)
            found = {row[0] for row in copy.execute("SELECT id FROM patient")}
            copy.close()
            assert before <= found
    finally:
        stop.set()
        writer.join(timeout=60)
    assert failed == []


def test_the_last_signed_visit_is_printed_from_the_copy(tmp_path, stick):
    practice = open_practice(tmp_path / "practice", NOW)
    proof = make_backup(practice.source, stick, NOW)
    practice.close()
    assert proof.restorable, proof.words
    assert "consent of" in proof.words
    assert proof.words.endswith("printed")
    assert unwrap_key(tmp_path / "practice" / KEYS, PRACTICE_PASSWORD) == practice.source.key


def test_without_a_signed_visit_it_says_so(chart, stick):
    assert make_backup(chart.source, stick, NOW).words.endswith("no signed visit to print yet")


def break_bundle(path, parts, *rest):
    write(path, parts, *rest)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


write = backup.write_bundle


def another_count():
    """A count that never comes out the same twice."""
    numbers = itertools.count()
    return lambda _connection: {"patient": next(numbers)}


@pytest.mark.parametrize(
    ("part", "replacement", "words"),
    [
        ("write_bundle", break_bundle, "damaged"),
        ("count_rows", another_count(), "as many rows"),
    ],
)
def test_a_backup_that_fails_its_proof_is_removed_and_never_counts(chart, stick, monkeypatch, part, replacement, words):
    monkeypatch.setattr(backup, part, replacement)
    proof = make_backup(chart.source, stick, NOW)
    assert (proof.restorable, proof.file, names(stick)) == (False, None, [])
    assert words in proof.words
    kept = standing(chart.folder)
    assert (kept.last_good, kept.failed) == (None, proof.words)


def test_a_copy_cut_short_is_no_backup(chart, stick, monkeypatch):
    def cut(source, to, cancelled):
        counts = copy_chart(source, to, cancelled)
        raw = to.read_bytes()
        to.write_bytes(raw[: len(raw) - 4096])
        return counts

    monkeypatch.setattr(backup, "copy_chart", cut)
    assert not back_up(chart.source, stick, NOW).restorable
    assert names(stick) == []


def test_a_missing_folder_a_stopped_copy_and_a_full_disk_are_sentences(chart, stick, monkeypatch):
    assert "is not there" in back_up(chart.source, stick / "none", NOW).words
    assert "stopped" in back_up(chart.source, stick, NOW, cancelled=lambda: True).words
    stopped = []
    late = back_up(chart.source, stick, NOW, lambda *_copy: stopped.append(True) or "read", lambda: bool(stopped))
    assert "stopped" in late.words
    assert list(stick.iterdir()) == []
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(9, 9, 1 << 20))
    assert "not enough room" in back_up(chart.source, stick, NOW).words
    assert names(stick) == []
    assert not list(chart.folder.glob(f"{WORK}*"))


def test_stopping_is_known_to_the_copy_itself(chart, tmp_path):
    with pytest.raises(Cancelled):
        copy_chart(chart.source, tmp_path / "copy", lambda: True)


def test_another_key_backs_nothing_up(chart, stick):
    proof = back_up(Source(chart.folder, bytes(32)), stick, NOW)
    assert not proof.restorable
    assert names(stick) == []


def test_the_key_is_never_shown(chart):
    assert chart.source.key.hex() not in repr(chart.source)
    assert repr(chart.source.key) not in repr(chart.source)


def daily(days, hours=(8,)):
    start = datetime(2024, 11, 21)
    return [start + timedelta(days=day, hours=hour) for day in range(days) for hour in hours]


def test_the_series_keeps_seven_days_five_weeks_twelve_months():
    moments = daily(730, (8, 18))
    kept = sorted(staying(moments), reverse=True)
    newest = max(moments)
    assert kept[0] == newest
    assert [moment for moment in kept if newest - moment < timedelta(days=6, hours=1)] == kept[:7]
    assert all(moment.hour == 18 for moment in kept)
    assert len({moment.isocalendar()[:2] for moment in kept}) >= 5
    assert len({(moment.year, moment.month) for moment in kept}) == 12
    assert len(kept) <= 7 + 5 + 12
    assert staying(kept) == set(kept)


def test_days_without_a_backup_use_up_no_place():
    rare = [datetime(2026, 1, 1) + timedelta(days=20 * turn) for turn in range(7)]
    assert staying(rare) == set(rare)


def test_thinning_out_leaves_other_files_and_other_clinics_alone(chart, stick, tmp_path):
    other = ChartSession.create(tmp_path / "other", PASSWORD)
    found_clinic(other, Clinic(name="Another Clinic"), Practitioner(name="Sample, Rosa"))
    other.save(NOW)
    theirs = make_backup(other.source, stick, NOW - timedelta(hours=2)).file
    other.close()
    (stick / "rootline-backup-2026-11-21-070000.zip").write_bytes(b"broken")
    (stick / "letter.txt").write_text("kept")
    first = make_backup(chart.source, stick, NOW - timedelta(hours=1)).file
    second = make_backup(chart.source, stick, NOW).file
    assert thin_out(stick, series_of(second), second, NOW + timedelta(days=2), lambda _end: True) == [first]
    assert second.exists()
    assert theirs.exists()
    assert {"letter.txt", "rootline-backup-2026-11-21-070000.zip"} <= set(names(stick))


def test_what_is_dated_ahead_stays_and_takes_no_place_from_today(chart, stick):
    ahead = make_backup(chart.source, stick, NOW + timedelta(days=400))
    now = make_backup(chart.source, stick, NOW)
    assert thin_out(stick, now.series, now.file, NOW + timedelta(days=3), lambda _end: True) == []
    assert ahead.file.exists()


def series_of(file):
    return read_manifest(file).series


def series(stick, *hours, by_hand=True, seal="a" * 32):
    """Files that look like backups made so many hours before NOW, the newest last."""
    parts = {name: stick.parent / name for name in (CHART, KEYS)}
    for path in parts.values():
        path.write_bytes(b"x")
    files = []
    for ago in sorted(hours, reverse=True):
        moment = NOW - timedelta(hours=ago)
        files.append(new_file(stick, moment))
        write(files[-1], parts, moment, "mine", BY_HAND if by_hand else AT_CLOSE, End(9, seal))
    return files


def has(seal):
    return lambda end: end.seal == seal


def test_what_was_made_by_hand_within_a_day_stays(stick):
    files = series(stick, *range(1, 24, 3))
    assert thin_out(stick, "mine", files[-1], NOW, has("a" * 32)) == []
    gone = thin_out(stick, "mine", files[-1], NOW + timedelta(hours=25), has("a" * 32))
    assert files[-1] not in gone
    assert len(gone) == len(files) - 2, "the newest of each of the two days is left"


def test_there_is_an_end_to_what_is_kept_of_one_day_and_by_hand_comes_first(stick):
    by_itself = series(stick, *(hour / 10 for hour in range(1, 11)), by_hand=False)
    by_hand = series(stick, *(1 + hour / 10 for hour in range(1, MOST_YOUNG + 6)))
    gone = thin_out(stick, "mine", by_itself[-1], NOW, has("a" * 32))
    assert set(gone) == {*by_itself[:-1], *by_hand[:5]}


def test_a_copy_that_knows_what_the_chart_does_not_is_never_deleted(stick):
    """It may be the only one: an older backup was restored, or two copies of a clinic share the folder."""
    newer = series(stick, 300, 290, 280, 5, seal="b" * 32)
    own = series(stick, 301, 291, 281, 4)
    thin_out(stick, "mine", own[-1], NOW, has("a" * 32))
    assert all(file.exists() for file in newer)


def test_a_backup_that_does_not_say_where_it_ends_stays(chart, stick):
    files = series(stick, 300, 299, 298, seal="")
    with closing(look(chart.folder / CHART, chart.source.key)) as opened:
        assert thin_out(stick, "mine", files[-1], NOW, lambda end: comes_by(opened, end)) == []


def test_a_restored_older_chart_deletes_nothing_that_was_newer(chart, stick):
    early = make_backup(chart.source, stick, NOW - timedelta(hours=40)).file
    add_patient(chart, Patient(family_name="Sample", given_name="Bea"))
    chart.save(NOW - timedelta(hours=31))
    late = make_backup(chart.source, stick, NOW - timedelta(hours=30)).file
    chart.close()
    restore(early, PASSWORD, chart.folder, NOW - timedelta(hours=29))
    again = ChartSession.open(chart.folder, PASSWORD)
    again.note("opened")
    again.save(NOW - timedelta(hours=29))
    for hours in (28, 27, 26):
        make_backup(again.source, stick, NOW - timedelta(hours=hours))
    own = make_backup(again.source, stick, NOW)
    again.close()
    assert late.exists()
    assert early.exists(), "the newest of its own day that the chart knows"
    assert own.file.exists()
    assert len(names(stick)) == 4, "of the restored chart's own, the newest of each day"


def test_the_manifest_says_why_it_was_made_and_where_the_trail_ends(chart, stick):
    proof = make_backup(chart.source, stick, NOW, occasion=AT_CLOSE)
    manifest = read_manifest(proof.file)
    assert (manifest.occasion, manifest.entries) == (AT_CLOSE, chart.trail.head.count)
    assert chart.trail.head.mac.hex().startswith(manifest.seal)


@pytest.mark.parametrize("spoilt", [{"entries": "many"}, {"entries": []}, {"entries": -7, "seal": 9}])
def test_a_manifest_that_counts_wrong_is_left_alone(stick, spoilt):
    (file,) = series(stick, 1)
    with zipfile.ZipFile(file) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | spoilt).encode()
    with zipfile.ZipFile(file, "w") as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    (newest,) = series(stick, 0)
    assert thin_out(stick, "mine", newest, NOW + timedelta(days=900), has("a" * 32)) == []


def test_a_file_that_claims_more_entries_than_can_be_counted_spoils_no_backup(chart, stick):
    make_backup(chart.source, stick, NOW)
    series_here = series_of(next(iter(stick.iterdir())))
    lying = stick / "rootline-backup-2026-11-20-080200.zip"
    part = chart.folder / KEYS
    write(lying, {CHART: part, KEYS: part}, NOW - timedelta(days=1), series_here, "", End(10**30, "a" * 32))
    assert make_backup(chart.source, stick, NOW + timedelta(hours=1)).restorable
    assert lying.exists()


@pytest.mark.parametrize("year", [1970, 2150])
def test_a_day_that_no_zip_knows_is_no_reason_for_no_backup(chart, stick, monkeypatch, year):
    wrong = NOW.replace(year=year)
    monkeypatch.setattr(zipfile.time, "localtime", lambda *_of: wrong.timetuple())
    proof = make_backup(chart.source, stick, wrong)
    assert proof.restorable
    assert read_manifest(proof.file).moment() == wrong


def test_names_are_read_back_and_never_given_twice(stick):
    first = new_file(stick, NOW)
    assert made_at(first) == datetime(2026, 11, 21, 8, 2)
    first.touch()
    assert new_file(stick, NOW).name == "rootline-backup-2026-11-21-080200-2.zip"
    assert made_at(new_file(stick, NOW)) == made_at(first)
    assert made_at(Path("rootline-backup-2026-99-99-000000.zip")) is None
    assert made_at(Path("holiday.zip")) is None


def rules(folder, to, now):
    return [finding.rule for finding in backup_findings(folder, to, now)]


def test_what_is_missing_is_said(chart, stick, monkeypatch):
    usage = namedtuple("usage", "total used free")
    free = {"bytes": 5 << 30}
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _path: usage(9, 9, free["bytes"]))
    assert rules(chart.folder, None, NOW) == ["backup_none"]
    assert rules(chart.folder, stick, NOW) == ["backup_never"]
    assert rules(chart.folder, stick / "none", NOW) == ["backup_folder", "backup_never"]
    make_backup(chart.source, stick, NOW)
    assert rules(chart.folder, stick, NOW + timedelta(days=7)) == []
    assert rules(chart.folder, stick, NOW + timedelta(days=7, minutes=1)) == ["backup_old"]
    assert "8 days" in backup_findings(chart.folder, stick, NOW + timedelta(days=8))[0].what
    make_backup(chart.source, stick / "none", NOW + timedelta(hours=1))
    assert rules(chart.folder, stick, NOW + timedelta(hours=2)) == ["backup_failed"]
    assert standing(chart.folder).last_good == NOW
    free["bytes"] = (2 << 30) - 1
    assert rules(chart.folder, stick, NOW + timedelta(hours=2)) == ["backup_failed", "disk_filling"]
    make_backup(chart.source, stick, NOW + timedelta(hours=2))
    assert rules(chart.folder, stick, NOW + timedelta(hours=3)) == ["disk_filling"]


def test_a_stick_that_cannot_be_looked_at_is_one_that_is_not_there(chart, stick):
    make_backup(chart.source, stick, NOW)
    kept = standing(chart.folder)
    for failing in (stick / ("x" * 300), stick / "loop"):
        if failing.name == "loop":
            failing.symlink_to(failing)
        assert rules(chart.folder, failing, NOW)[0] == "backup_folder"
        assert is_due(kept, NOW, failing)
        assert not make_backup(chart.source, failing, NOW).restorable


def test_a_backup_is_due_once_a_day_and_an_hour_after_a_failure(chart, stick):
    assert is_due(standing(chart.folder), NOW)
    make_backup(chart.source, stick, NOW)
    kept = standing(chart.folder)
    assert not is_due(kept, NOW + timedelta(hours=10))
    assert is_due(kept, NOW + timedelta(days=1))
    make_backup(chart.source, stick / "none", NOW + timedelta(days=1))
    kept = standing(chart.folder)
    assert not is_due(kept, NOW + timedelta(days=1, minutes=30))
    assert is_due(kept, NOW + timedelta(days=1, hours=1))


def note_of(at, file="/x"):
    return json.dumps({"good": {"at": at, "file": file, "words": "Restorable"}})


@pytest.mark.parametrize(
    "written",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"good": 3}',
        '{"good": {"at": "yesterday"}}',
        note_of("2026-11-20T08:00:00"),
        note_of("0001-01-01T00:00:00+14:00"),
        note_of("2026-11-20T08:00:00+00:00", "/x\0"),
        note_of("2026-11-20T08:00:00+00:00", "/x\ud800"),
    ],
)
def test_a_spoiled_note_is_no_good_backup(chart, stick, written):
    (chart.folder / BACKUPS).write_text(written)
    assert standing(chart.folder).last_good is None
    assert "backup_never" in rules(chart.folder, stick, NOW)
    assert make_backup(chart.source, stick, NOW).restorable
    assert standing(chart.folder).last_good == NOW
    assert json.loads((chart.folder / BACKUPS).read_text())["good"]["rows"] > 0


@pytest.fixture
def newer(tmp_path, monkeypatch):
    """This version, with one more step than the files made so far."""
    steps = tmp_path / "migrations"
    shutil.copytree(upgrade.STEPS, steps, ignore=shutil.ignore_patterns("__pycache__"))
    step = "from alembic import op\nrevision = '0003'\ndown_revision = '0002'\n\n\n"
    step += "def upgrade():\n    op.execute('CREATE TABLE later (id TEXT) STRICT')\n"
    (steps / "versions" / "third.py").write_text(step)

    def install():
        monkeypatch.setattr(upgrade, "STEPS", steps)
        monkeypatch.setattr(upgrade, "HEAD", "0003")

    return install


def test_an_older_file_is_backed_up_before_it_is_brought_up_to_date(chart, newer):
    chart.close()
    newer()
    with_step = ChartSession.open(chart.folder, PASSWORD)
    assert sa.inspect(with_step.orm.get_bind()).has_table("later")
    with_step.close()
    (saved,) = (chart.folder / BEFORE_UPGRADE).iterdir()
    back = chart.folder.parent / "back"
    back.mkdir()
    unpack(saved, back)
    copy = look(back / CHART, chart.source.key)
    assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0002",)
    assert "later" not in count_rows(copy)
    copy.close()


def test_without_a_backup_an_older_file_stays_as_it_is(chart, newer, monkeypatch):
    chart.close()
    newer()
    before = (chart.folder / CHART).read_bytes()
    monkeypatch.setattr(backup, "count_rows", another_count())
    with pytest.raises(NotUpgraded, match="as many rows"):
        ChartSession.open(chart.folder, PASSWORD)
    assert (chart.folder / CHART).read_bytes() == before
    monkeypatch.undo()
    ChartSession.open(chart.folder, PASSWORD).close()
