"""SIGKILL at random moments of real work: nothing acknowledged is lost, nothing is there by halves or twice."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL on this system")
ROOT = Path(__file__).resolve().parents[2]
SEED = 20261121
BOUNDED = {"work": 15, "keys": 8, "upgrade": 2, "restore": 4}
AT_LENGTH = {"work": 220, "keys": 200, "upgrade": 60, "restore": 120}


@pytest.fixture(scope="module")
def told(prepared, tmp_path_factory, times):
    """What the lives counted, by kind."""
    wanted = [f"{kind}={times(BOUNDED[kind], AT_LENGTH[kind])}" for kind in BOUNDED]
    work = tmp_path_factory.mktemp("lives")
    command = [sys.executable, "-m", "tests.faults.lives", prepared.folder, work, str(SEED), *wanted]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def counts_of(told, kind, count, title):
    """The counts of a kind, put into the table. Fails with what the campaign says was lost."""
    assert isinstance(told[kind], dict), told[kind]
    for what, number in told[kind].items():
        count(title, what, number)
    return told[kind]


def test_work_that_is_killed_loses_nothing_it_spoke_of(told, count, times):
    found = counts_of(told, "work", count, "SIGKILL at work")
    assert found["killed"] == found["Verify: everything fits"] == times(BOUNDED["work"], AT_LENGTH["work"])
    assert found["answers acknowledged"] > 0
    assert found.get("visits acknowledged", 0) + found.get("signatures acknowledged", 0) > 0
    assert found["second instance refused"] > 0


def test_a_restore_that_is_killed_leaves_the_former_clinic_or_the_restored_one(told, count):
    found = counts_of(told, "restore", count, "SIGKILL while restoring")
    assert found.get("restored", 0) + found.get("left as it was", 0) == found["killed"] + found.get(
        "done before the kill", 0
    )


def test_an_upgrade_that_is_killed_leaves_the_older_file_or_the_newer_one(told, count):
    found = counts_of(told, "upgrade", count, "SIGKILL while upgrading")
    assert found.get("brought up to date", 0) + found.get("left as it was", 0) > 0


def test_a_key_file_that_is_being_replaced_is_never_half_there(told, count):
    assert counts_of(told, "keys", count, "SIGKILL while changing keys")["key files replaced"] > 0
