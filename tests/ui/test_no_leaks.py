"""No word of a patient reaches the disk outside the encrypted files, nor a title, nor a report of a fault."""

import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.seeded_session import MOST, STAFF, mark

ROOT = Path(__file__).resolve().parents[2]
MARKS = [mark(number) for number in range(MOST)]
KEPT = re.compile(
    r"clinic/chart\.(rootline(-wal|-shm)?|keys|seal|lock|door)|clinic/backups\.json|backups/rootline-backup-[\d-]+\.zip"
)
NAMES_STAFF = ("clinic/chart.keys", "backups/")


def found_in(raw, words):
    """The words that stand in these bytes as UTF-8 or UTF-16, in capitals or not."""
    plain = raw.lower()
    return [word for word in words if word.encode() in plain or word.encode("utf-16-le") in plain]


def files_below(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The folder in which a whole session had its home, its temporary files and its clinic, and what it said."""
    world = tmp_path_factory.mktemp("world")
    places = {"HOME": "home", "TMPDIR": "tmp", "SQLITE_TMPDIR": "tmp", "TEMP": "tmp", "TMP": "tmp"}
    places |= {f"XDG_{name}_HOME": f"home/{name.lower()}" for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    places |= {"XDG_RUNTIME_DIR": "run"}
    for place in set(places.values()):
        (world / place).mkdir(parents=True, mode=0o700, exist_ok=True)
    surroundings = {**os.environ, **{name: str(world / place) for name, place in places.items()}}
    surroundings |= {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    surroundings.pop("PYTHONFAULTHANDLER", None)
    command = [sys.executable, "-m", "tests.ui.seeded_session", str(world)]
    said = subprocess.run(command, cwd=world, env=surroundings, capture_output=True, check=False)
    return world, said


def test_the_session_ran_to_its_crash_with_two_hundred_marks(day):
    _world, said = day
    assert said.returncode not in (0, 1, 2), said.stderr.decode()[-3000:]
    assert int(re.search(rb"marks: (\d+)", said.stdout)[1]) >= 200


def test_no_mark_and_no_password_stands_in_any_file(day):
    world, _said = day
    found = {name: found_in(path.read_bytes(), MARKS) for name, path in files_below(world).items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_names_of_staff_stand_in_the_key_file_alone(day):
    world, _said = day
    holding = [name for name, path in files_below(world).items() if found_in(path.read_bytes(), [STAFF])]
    assert [name for name in holding if not name.startswith(NAMES_STAFF)] == []


def test_nothing_was_written_but_the_clinic_and_its_backup(day):
    """A paper or a picture would be compressed, so that no mark could be found in it."""
    world, _said = day
    others = [name for name in files_below(world) if not KEPT.fullmatch(name)]
    assert [name for name in others if "fontconfig" not in name and not name.endswith((".qmlc", ".cache"))] == []


def test_no_file_name_holds_a_mark(day):
    world, _said = day
    assert found_in("\n".join(map(str, world.rglob("*"))).encode(), [*MARKS, STAFF]) == []


def test_no_title_no_report_and_no_message_holds_a_mark(day):
    _world, said = day
    assert b"title: Rootline" in said.stdout
    assert b"LookupError" in said.stdout
    assert b"seeded_session.py" in said.stderr
    assert found_in(said.stdout + said.stderr, [*MARKS, STAFF]) == []


def test_a_plain_file_is_found_by_the_same_search(tmp_path):
    plain = sqlite3.connect(tmp_path / "plain.db")
    plain.execute("CREATE TABLE note (words TEXT)")
    plain.execute("INSERT INTO note VALUES (?)", (f"seen {MARKS[7].upper()} today",))
    plain.commit()
    plain.close()
    assert found_in((tmp_path / "plain.db").read_bytes(), MARKS) == [MARKS[7]]
    assert found_in(f"title {MARKS[9]}".encode("utf-16-le"), MARKS) == [MARKS[9]]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
def test_the_program_forbids_core_files_before_it_does_anything():
    program = (
        "import resource, sys; import main; sys.argv[1:] = ['--version']\n"
        "try: main.main(['--version'])\n"
        "except SystemExit: pass\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "(0, 0)"
