"""One Rootline to a clinic, said with who holds it; a lock whose holder died is no lock."""

import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from charting.errors import Known
from charting.store.chart_session import CHART, ChartSession
from charting.store.files import LOCK
from charting.store.instance import InUse, hold
from charting.store.keys import WrongPassword

PASSWORD = "correct horse"
ROOT = Path(__file__).resolve().parents[2]
HOLDER = """
    import sys, time
    sys.path.insert(0, sys.argv[1])
    from pathlib import Path
    from charting.store.chart_session import ChartSession
    chart = ChartSession.open(Path(sys.argv[2]), sys.argv[3])
    print("open", flush=True)
    sys.stdin.readline()
    chart.close()
"""


@pytest.fixture
def clinic(tmp_path):
    ChartSession.create(tmp_path / "clinic", PASSWORD).close()
    return tmp_path / "clinic"


@pytest.fixture
def holder(clinic):
    command = [sys.executable, "-c", textwrap.dedent(HOLDER), str(ROOT), str(clinic), PASSWORD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "open\n"
        yield process
        if process.poll() is None:
            process.kill()


def test_a_second_instance_is_told_who_holds_the_clinic(clinic, holder):
    before = (clinic / CHART).read_bytes()
    with pytest.raises(InUse, match=f"process {holder.pid}") as refused:
        ChartSession.open(clinic, PASSWORD)
    said = json.loads((clinic / LOCK).read_text())
    assert said["host"] in str(refused.value)
    assert said["pid"] == holder.pid
    assert (clinic / CHART).read_bytes() == before


def test_when_the_first_one_closes_the_second_may_open(clinic, holder):
    holder.communicate("\n", timeout=30)
    assert not (clinic / LOCK).exists()
    ChartSession.open(clinic, PASSWORD).close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_lock_whose_holder_was_killed_does_not_keep_anybody_out(clinic, holder):
    holder.send_signal(signal.SIGKILL)
    holder.wait(timeout=30)
    assert (clinic / LOCK).exists()
    ChartSession.open(clinic, PASSWORD).close()
    assert not (clinic / LOCK).exists()


def test_the_same_process_is_refused_as_well(clinic):
    chart = ChartSession.open(clinic, PASSWORD)
    with pytest.raises(InUse):
        ChartSession.open(clinic, PASSWORD)
    chart.close()
    chart.close()
    ChartSession.open(clinic, PASSWORD).close()


def test_a_refused_opening_lets_go(clinic):
    with pytest.raises(WrongPassword):
        ChartSession.open(clinic, "wrong")
    (clinic / CHART).write_bytes(b"x" * 8192)
    with pytest.raises(Known, match="cannot be read"):
        ChartSession.open(clinic, PASSWORD)
    hold(clinic).release()
    assert not (clinic / LOCK).exists()


ENDLESS = json.dumps({"pid": float("inf"), "host": "x", "since": "2026-11-20T08:00:00+00:00"}).encode()


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b'{"pid": "x"}', b"\xff" * 9000, b"[" * 4096, ENDLESS])
def test_an_unreadable_lock_still_holds_and_a_stale_one_never_does(tmp_path, left):
    (tmp_path / LOCK).write_bytes(left)
    with hold(tmp_path):
        (tmp_path / LOCK).write_bytes(left)
        with pytest.raises(InUse, match="in another Rootline"):
            hold(tmp_path)
    hold(tmp_path).release()


def test_a_folder_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(Known, match="cannot be written"):
        hold(tmp_path / "none")
