"""Restoring on a real disk: rehearsed first, refused with a reason, whole whenever somebody pulls the plug."""

import contextlib
import json
import random
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlcipher3 import dbapi2 as sqlcipher

from charting.actions.clinics import found_clinic
from charting.actions.patients import add_patient, start_course
from charting.errors import Known
from charting.practice.clinic import PASSWORD as PRACTICE_PASSWORD
from charting.practice.clinic import open_practice
from charting.records.clinic import Clinic, Practitioner
from charting.records.patient import Patient
from charting.records.visit import Visit
from charting.setup.arguments import Usage, read
from charting.setup.passwords import password_from
from charting.store import swap
from charting.store.backup import back_up
from charting.store.bundle import MANIFEST, BadBackup, digest_of
from charting.store.chart_session import ChartSession
from charting.store.database import NotAChart
from charting.store.files import CHART, JOURNAL, KEYS
from charting.store.inspection import Damaged, Hostile
from charting.store.instance import InUse
from charting.store.keys import DamagedKeys, WrongPassword
from charting.store.places import UnsafePlace
from charting.store.restore import Foreign, rehearse, restore
from charting.store.upgrade import NewerFile

NOW = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)
PASSWORD = "correct horse"
ROOT = Path(__file__).resolve().parents[2]
FLIPS = 60
KILLS = 6


def made(folder, name="Sample Clinic"):
    chart = ChartSession.create(folder, PASSWORD)
    found_clinic(chart, Clinic(name=name), Practitioner(name="Sample, Rosa"))
    add_patient(chart, Patient(family_name="Sample", given_name="Ada"))
    chart.save(NOW)
    return chart


@pytest.fixture(scope="module")
def went_on(tmp_path_factory):
    """A clinic that went on after its backup: one patient and one visit more than the copy has. Nobody writes to it."""
    folder = tmp_path_factory.mktemp("went_on")
    chart = made(folder / "clinic")
    file = back_up(chart.source, folder, NOW).file
    patient = add_patient(chart, Patient(family_name="Sample", given_name="Bea"))
    start_course(chart, patient, "MN", NOW.date()).visits.append(Visit(kind="MN", opened_at=NOW + timedelta(hours=1)))
    chart.save(NOW + timedelta(hours=1))
    chart.close()
    return chart.folder, file


@pytest.fixture
def clinic(went_on, tmp_path):
    """A copy of the clinic and of its backup that may be spoiled."""
    folder, file = went_on
    return Path(shutil.copytree(folder, tmp_path / "clinic")), Path(shutil.copy(file, tmp_path))


def given_names(folder, password=PASSWORD):
    chart = ChartSession.open(folder, password)
    found = list(chart.orm.scalars(sa.select(Patient.given_name).order_by(Patient.given_name)))
    chart.close()
    return found


def content(folder):
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_rehearsal_says_what_the_copy_holds_and_what_would_be_missing(clinic):
    folder, file = clinic
    before = content(folder)
    seen = rehearse(file, PASSWORD, folder)
    words = " ".join(seen.sentences())
    assert "Backup of 21-Nov-2026 14:02: Sample Clinic." in words
    assert "It holds 1 patient, 0 visits, 0 of them signed." in words
    assert "The present chart goes to 21-Nov-2026 15:02." in words
    assert "Afterwards these would be missing: 1 patient, 1 visit, 0 signatures." in words
    assert seen.loses()
    assert content(folder) == before


def test_a_restore_brings_the_copy_and_sets_the_present_chart_aside(clinic):
    folder, file = clinic
    done = restore(file, PASSWORD, folder, NOW)
    assert given_names(folder) == ["Ada"]
    assert given_names(done.aside) == ["Ada", "Bea"]
    assert done.aside.name == "set-aside-2026-11-21-140200"
    assert not list(folder.glob(".*"))
    assert not (folder / JOURNAL).exists()


def test_what_was_set_aside_can_itself_be_brought_back(clinic, tmp_path):
    folder, file = clinic
    aside = restore(file, PASSWORD, folder, NOW).aside
    chart = ChartSession.open(aside, PASSWORD)
    later = back_up(chart.source, tmp_path, NOW + timedelta(minutes=1)).file
    chart.close()
    again = restore(later, PASSWORD, folder, NOW)
    assert "These would come back: 1 patient, 1 visit." in again.rehearsal.sentences()
    assert given_names(folder) == ["Ada", "Bea"]
    assert again.aside.name == "set-aside-2026-11-21-140200-2"


def test_an_empty_folder_receives_any_clinic(clinic, tmp_path):
    _folder, file = clinic
    done = restore(file, PASSWORD, tmp_path / "new", NOW)
    assert done.aside is None
    assert given_names(tmp_path / "new") == ["Ada"]


def test_a_present_chart_that_is_damaged_is_the_reason_to_restore(clinic):
    folder, file = clinic
    (folder / CHART).write_bytes(b"\x00" * 9000)
    seen = rehearse(file, PASSWORD, folder)
    assert "could not be read" in " ".join(seen.sentences())
    done = restore(file, PASSWORD, folder, NOW)
    assert given_names(folder) == ["Ada"]
    assert (done.aside / CHART).read_bytes() == b"\x00" * 9000


@pytest.mark.parametrize("gone", [CHART, KEYS])
def test_a_clinic_that_lost_one_of_its_files_is_restored(clinic, gone):
    folder, file = clinic
    (folder / gone).unlink()
    restore(file, PASSWORD, folder, NOW)
    assert given_names(folder) == ["Ada"]


def test_the_log_of_the_former_chart_goes_aside_with_it(clinic):
    folder, file = clinic
    (folder / f"{CHART}-wal").write_bytes(b"log of the former chart")
    done = restore(file, PASSWORD, folder, NOW)
    assert not (folder / f"{CHART}-wal").exists()
    assert (done.aside / f"{CHART}-wal").read_bytes() == b"log of the former chart"


def test_an_open_clinic_is_not_replaced(clinic):
    folder, file = clinic
    chart = ChartSession.open(folder, PASSWORD)
    assert rehearse(file, PASSWORD, folder, chart.source).loses()
    with pytest.raises(InUse):
        restore(file, PASSWORD, folder, NOW)
    chart.close()
    assert given_names(folder) == ["Ada", "Bea"]


def test_a_clinic_is_not_restored_into_a_synchronised_folder(clinic, tmp_path):
    with pytest.raises(UnsafePlace):
        restore(clinic[1], PASSWORD, tmp_path / "Dropbox", NOW)


def refused(file, folder, error, words, password=PASSWORD):
    """Both the rehearsal and the restore refuse, and leave the clinic byte for byte as it was."""
    before = content(folder)
    for attempt in (lambda: rehearse(file, password, folder), lambda: restore(file, password, folder, NOW)):
        with pytest.raises(error, match=words):
            attempt()
        assert content(folder) == before


def test_another_clinics_backup_is_refused(clinic, tmp_path):
    other = made(tmp_path / "other", "Another Clinic")
    foreign = back_up(other.source, tmp_path, NOW + timedelta(minutes=5)).file
    other.close()
    refused(foreign, clinic[0], Foreign, "Another Clinic")


def test_a_wrong_password_is_refused(clinic):
    refused(clinic[1], clinic[0], WrongPassword, "Caps Lock", "correct horse ")


@pytest.mark.parametrize("raw", [b"", b"x", b"PK\x05\x06" + bytes(18), b"SQLite format 3\x00" + b"\x01" * 9000])
def test_a_file_of_anything_else_is_refused(clinic, tmp_path, raw):
    (tmp_path / "other.zip").write_bytes(raw)
    refused(tmp_path / "other.zip", clinic[0], BadBackup, "other.zip")


def test_a_folder_or_nothing_at_all_is_refused(clinic, tmp_path):
    refused(tmp_path / "none.zip", clinic[0], BadBackup, "cannot be read")
    (tmp_path / "folder.zip").mkdir()
    refused(tmp_path / "folder.zip", clinic[0], BadBackup, "not a backup")


@pytest.mark.parametrize("part", [0.01, 0.5, 0.9, 0.999])
def test_a_backup_cut_short_is_refused(clinic, part):
    folder, file = clinic
    raw = file.read_bytes()
    file.write_bytes(raw[: int(len(raw) * part)])
    refused(file, folder, BadBackup, "cut short|damaged")


def test_a_flipped_bit_is_refused_wherever_it_changes_a_part(clinic):
    """Flips in what the manifest, chart or key file hold; the zip's own fields repeat themselves and may be unused."""
    folder, file = clinic
    raw = file.read_bytes()
    with zipfile.ZipFile(file) as bundle:
        spans = [(m.header_offset + 30 + len(m.filename), m.file_size) for m in bundle.infolist()]
    chance, tried = random.Random(7), 0
    for at, size in spans:
        for _turn in range(FLIPS // len(spans)):
            spoiled = bytearray(raw)
            spoiled[at + 20 + chance.randrange(max(size - 20, 1))] ^= 1 << chance.randrange(8)
            file.write_bytes(spoiled)
            with pytest.raises(Known):
                rehearse(file, PASSWORD, folder)
            tried += 1
    assert tried >= FLIPS - len(spans)
    assert given_names(folder) == ["Ada", "Bea"]


def parts_of(file):
    with zipfile.ZipFile(file) as bundle:
        return {name: bundle.read(name) for name in bundle.namelist()}


def packed(file, parts, *, honest=True, compression=zipfile.ZIP_STORED):
    """Write a bundle as a forger would; an honest manifest fits the parts."""
    manifest = json.loads(parts[MANIFEST])
    if honest:
        import hashlib

        manifest["sha256"] = {n: hashlib.sha256(raw).hexdigest() for n, raw in parts.items() if n != MANIFEST}
    with zipfile.ZipFile(file, "w", compression) as bundle:
        for name, raw in {**parts, MANIFEST: json.dumps(manifest).encode()}.items():
            bundle.writestr(name, raw)


@pytest.mark.parametrize(
    "name", ["../chart.rootline", "/etc/x", "C:\\x.txt", "sub/chart.keys", "chart.rootline-wal", "chart.lock", "é"]
)
def test_a_name_that_is_not_ours_is_refused_and_nothing_is_written(clinic, tmp_path, name):
    folder, file = clinic
    packed(file, {**parts_of(file), name: b"x"})
    refused(file, folder, BadBackup, "does not hold|damaged")
    assert not (tmp_path / "chart.rootline").exists()


def test_two_parts_of_one_name_are_refused(clinic):
    folder, file = clinic
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(file, "a") as bundle:
        bundle.writestr(KEYS, b"{}")
    refused(file, folder, BadBackup, "does not hold")


def test_a_part_that_is_missing_is_refused(clinic):
    folder, file = clinic
    parts = parts_of(file)
    for name in (CHART, KEYS, MANIFEST):
        with zipfile.ZipFile(file, "w") as bundle:
            for other in parts.keys() - {name}:
                bundle.writestr(other, parts[other])
        refused(file, folder, BadBackup, "does not hold")


def test_what_would_swell_is_refused_before_it_is_unpacked(clinic):
    folder, file = clinic
    parts = parts_of(file)
    packed(file, {**parts, CHART: bytes(64 << 20)}, compression=zipfile.ZIP_DEFLATED)
    assert file.stat().st_size < 1 << 20
    refused(file, folder, BadBackup, "does not hold")
    packed(file, {**parts, KEYS: b" " * (1 << 20)})
    refused(file, folder, BadBackup, "does not hold")


def test_a_size_that_lies_is_refused(clinic):
    folder, file = clinic
    raw = file.read_bytes()
    size = len(parts_of(file)[CHART])
    for claimed in (size * 1000, size - 4096):
        file.write_bytes(raw.replace(size.to_bytes(4, "little"), claimed.to_bytes(4, "little")))
        refused(file, folder, BadBackup, "does not hold|damaged|cut short")


def test_a_manifest_of_a_newer_format_says_so(clinic):
    folder, file = clinic
    parts = parts_of(file)
    parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), "format": 2}).encode()
    packed(file, parts)
    refused(file, folder, BadBackup, "newer Rootline")


@pytest.mark.parametrize("manifest", [b"", b"[]", b"{}", b'{"format": "x"}', b"\xff\xfe"])
def test_a_manifest_that_cannot_be_read_is_damage(clinic, manifest):
    folder, file = clinic
    parts = parts_of(file)
    with zipfile.ZipFile(file, "w") as bundle:
        for name, raw in {**parts, MANIFEST: manifest}.items():
            bundle.writestr(name, raw)
    refused(file, folder, BadBackup, "damaged")


def changed(file, folder, statement, tmp_path):
    """A backup as somebody with the right key could forge it."""
    parts = parts_of(file)
    (tmp_path / "forged").write_bytes(parts[CHART])
    (tmp_path / "forged.keys").write_bytes(parts[KEYS])
    from charting.store.keys import unwrap_key

    raw = sqlcipher.connect(str(tmp_path / "forged"), isolation_level=None)
    raw.execute(f"PRAGMA key = \"x'{unwrap_key(tmp_path / 'forged.keys', PASSWORD).hex()}'\"")
    raw.executescript(statement)
    raw.close()
    packed(file, {**parts, CHART: (tmp_path / "forged").read_bytes()})


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER greedy AFTER UPDATE ON patient BEGIN DELETE FROM patient; END",
        "CREATE VIEW sample AS SELECT * FROM patient",
        "CREATE TABLE extra (id TEXT)",
        "CREATE INDEX extra ON patient (family_name)",
        "DROP TRIGGER locked_visit_update",
        "ALTER TABLE patient ADD COLUMN extra TEXT",
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') "
        "WHERE name = 'patient'",
    ],
)
def test_a_schema_that_rootline_did_not_make_is_refused(clinic, tmp_path, statement):
    folder, file = clinic
    changed(file, folder, statement, tmp_path)
    refused(file, folder, (Hostile, Damaged), "did not make|cannot be read")


def test_a_newer_schema_is_refused(clinic, tmp_path):
    folder, file = clinic
    changed(file, folder, "UPDATE alembic_version SET version_num = '9999'", tmp_path)
    refused(file, folder, NewerFile, "newer Rootline")


def test_rows_that_lost_their_parents_are_refused(clinic, tmp_path):
    folder, file = clinic
    changed(
        file,
        folder,
        "PRAGMA foreign_keys = OFF; INSERT INTO course (id, patient_id) VALUES ('1', 'nobody')",
        tmp_path,
    )
    refused(file, folder, Damaged, "lost what they belong to")


def test_an_encrypted_file_of_another_program_is_refused(clinic, tmp_path):
    folder, file = clinic
    changed(file, folder, "PRAGMA application_id = 7", tmp_path)
    refused(file, folder, NotAChart, "not a Rootline chart")


@pytest.mark.parametrize("end", [4096, 8192])
def test_pages_cut_off_under_an_honest_manifest_are_refused(clinic, end):
    folder, file = clinic
    parts = parts_of(file)
    packed(file, {**parts, CHART: parts[CHART][:-end]})
    refused(file, folder, (Damaged, NotAChart), "damaged|lost|hold together|be read")


def test_swapped_pages_under_an_honest_manifest_are_refused(clinic):
    folder, file = clinic
    parts = parts_of(file)
    raw = parts[CHART]
    packed(file, {**parts, CHART: raw[:8192] + raw[12288:16384] + raw[8192:12288] + raw[16384:]})
    refused(file, folder, (Damaged, NotAChart), "damaged|lost|hold together|be read")


def test_the_key_file_of_another_clinic_is_refused(clinic, tmp_path):
    folder, file = clinic
    other = made(tmp_path / "other")
    other.close()
    packed(file, {**parts_of(file), KEYS: (other.folder / KEYS).read_bytes()})
    refused(file, folder, NotAChart, "key file belongs to another")
    packed(file, {**parts_of(file), KEYS: b"{}"})
    refused(file, folder, DamagedKeys, "cannot be read")


@pytest.mark.parametrize("raw", [b"", b"\x00" * 8192])
def test_an_empty_chart_and_a_plain_one_are_refused(clinic, raw):
    folder, file = clinic
    packed(file, {**parts_of(file), CHART: raw})
    refused(file, folder, NotAChart, "damaged|empty")
    import sqlite3

    plain = sqlite3.connect(":memory:")
    plain.execute("CREATE TABLE patient (id TEXT)")
    packed(file, {**parts_of(file), CHART: plain.serialize()})
    plain.close()
    refused(file, folder, NotAChart, "damaged|empty")


@pytest.mark.parametrize("cut", range(1, 40))
def test_stopped_at_any_step_the_old_or_the_new_file_is_whole(clinic, monkeypatch, cut):
    """Every file operation of the exchange is the last one once; the next start finds one of the two charts."""
    folder, file = clinic
    left = [cut]

    class PowerCut(BaseException):
        pass

    def counted(real):
        def act(*arguments, **options):
            left[0] -= 1
            if left[0] < 0:
                raise PowerCut
            return real(*arguments, **options)

        return act

    with monkeypatch.context() as patch:
        for name in ("replace", "rename", "unlink", "mkdir"):
            patch.setattr(Path, name, counted(getattr(Path, name)))
        patch.setattr(swap.os, "link", counted(swap.os.link))
        patch.setattr(swap.shutil, "rmtree", counted(shutil.rmtree))
        with contextlib.suppress(PowerCut):
            restore(file, PASSWORD, folder, NOW)
    assert given_names(folder) in (["Ada"], ["Ada", "Bea"])
    assert not (folder / JOURNAL).exists()
    assert not list(folder.glob(".*"))


RESTORER = """
    import sys
    sys.path.insert(0, sys.argv[1])
    from datetime import datetime
    from pathlib import Path
    from charting.store.restore import restore
    print("ready", flush=True)
    while True:
        for file in sys.argv[4:]:
            restore(Path(file), sys.argv[3], Path(sys.argv[2]), datetime.now().astimezone())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killed_during_restores_the_old_or_the_new_file_is_whole(clinic, tmp_path):
    folder, file = clinic
    chart = ChartSession.open(folder, PASSWORD)
    second = back_up(chart.source, tmp_path, NOW + timedelta(hours=2)).file
    chart.close()
    command = [
        sys.executable,
        "-c",
        textwrap.dedent(RESTORER),
        str(ROOT),
        str(folder),
        PASSWORD,
        str(file),
        str(second),
    ]
    chance, seen = random.Random(3), set()
    for _turn in range(KILLS):
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "ready\n"
            time.sleep(0.2 + chance.random())
            process.send_signal(signal.SIGKILL)
        names = given_names(folder)
        assert names in (["Ada"], ["Ada", "Bea"])
        seen.add(tuple(names))
        assert not (folder / JOURNAL).exists()
    for aside in folder.glob("set-aside-*"):
        assert digest_of(aside / CHART)
        assert given_names(aside) in (["Ada"], ["Ada", "Bea"])
    assert seen


def main(*arguments):
    done = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.returncode, done.stdout, done.stderr


def test_by_command_from_end_to_end_with_the_practice_clinic(tmp_path):
    data, stick = tmp_path / "data", tmp_path / "stick"
    practice = open_practice(data / "practice", NOW)
    signed = practice.orm.scalar(sa.select(sa.func.count()).where(Visit.signed_at.is_not(None)))
    words = tmp_path / "password"
    words.write_text(f"{PRACTICE_PASSWORD}\n")
    status, said, complaint = main("--practice", "--data", data, "backup", "--to", stick, "--password-file", words)
    practice.close()
    assert (status, complaint) == (0, "")
    file, proof, *_on_the_same_disk = said.splitlines()
    assert proof.startswith("Restorable, verified")
    shutil.rmtree(data)
    status, said, complaint = main(
        "restore", "--from", file, "--data", data, "--practice", "--password-file", words, "--rehearse"
    )
    assert (status, complaint) == (0, "")
    assert f"{signed} of them signed" in said
    assert not (data / "practice" / CHART).exists()
    for aside in (False, True):
        status, said, complaint = main("restore", "--from", file, "--data", data / "practice", "--password-file", words)
        assert (status, complaint) == (0, "")
        assert ("What was there before lies in" in said) is aside
    again = open_practice(data / "practice", NOW)
    assert again.orm.scalar(sa.select(sa.func.count()).where(Visit.signed_at.is_not(None))) == signed
    again.close()


def test_a_command_that_is_refused_is_one_sentence(tmp_path, clinic):
    folder, file = clinic
    words = tmp_path / "password"
    words.write_text("wrong\n")
    for arguments, said in (
        (("restore", "--from", file, "--data", folder), "--password-file"),
        (("restore", "--from", file, "--data", folder, "--password-file", words), "Caps Lock"),
        (("backup", "--to", tmp_path, "--data", tmp_path / "empty", "--password-file", words), "no clinic"),
    ):
        status, out, complaint = main(*arguments)
        assert (status, out) == (1, "")
        assert complaint.startswith("Rootline: ")
        assert said in complaint
        assert complaint.count("\n") == 1
    assert given_names(folder) == ["Ada", "Bea"]


@pytest.mark.parametrize(
    "arguments", [["restore"], ["backup"], ["backup", "--to", "x", "y"], ["restore", "--from", "x", "--password", "y"]]
)
def test_a_command_line_that_lacks_something_is_not_read(arguments):
    with pytest.raises(Usage):
        read(arguments)


def test_the_folder_may_be_named_before_or_after_the_command():
    before, after = read(["--data", "d", "backup", "--to", "t"]), read(["backup", "--to", "t", "--data", "d"])
    assert (before.data, before.to, before.practice) == (Path("d"), Path("t"), False)
    assert before == after


@pytest.mark.parametrize("written", [b"", b"\n", b"\xff\xfe"])
def test_a_password_file_without_a_password_is_refused(tmp_path, written):
    (tmp_path / "p").write_bytes(written)
    with pytest.raises(Known, match="password file"):
        password_from(tmp_path / "p")
    with pytest.raises(Known, match="password file"):
        password_from(tmp_path / "none")


def test_a_password_keeps_its_blanks(tmp_path):
    (tmp_path / "p").write_text(" a b \nsecond line\n")
    assert password_from(tmp_path / "p") == " a b "
