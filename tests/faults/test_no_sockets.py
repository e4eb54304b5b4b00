"""Rootline opens no network connection: not one socket in a whole day of the program."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.faults.quiet import NO_WINDOW, WINDOW

ROOT = Path(__file__).resolve().parents[2]


def day(folder):
    """What was heard in a whole day, in a process of its own: an ear on sockets can never be taken off again."""
    command = [sys.executable, "-m", "tests.faults.quiet", folder]
    done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_socket_is_opened_in_a_whole_day(tmp_path, count):
    found = day(tmp_path / "quiet")
    assert (found["heard"], found["opened"]) == ([], [])
    assert set(found["done"]) >= {
        "made",
        "opened, signed, saved",
        "printed",
        "sealed, checked",
        "backed up, restored",
        "verified",
    }
    assert {WINDOW, NO_WINDOW} & set(found["done"]), "the window never came to its first screen"
    count("Sockets", "opened from first start to closing: " + ", ".join(found["done"]), 0)


def test_a_socket_would_be_heard():
    heard = "import socket, tests.faults.quiet as q; q.listen(); socket.socket().close(); print(*q.HEARD)"
    done = subprocess.run([sys.executable, "-c", heard], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "socket.__new__" in done.stdout
