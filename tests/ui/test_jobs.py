"""Work on the pool: its end is told on the thread that began it, and a fault is never swallowed."""

import sys
import threading

import shiboken6
from PySide6.QtCore import QObject

from charting.errors import Known
from tests.ui.hands import wait_until
from ui.jobs import APART, Job


def fault():
    raise ValueError("out of order")


def test_a_fault_that_nobody_listens_for_is_raised(qapp, monkeypatch):
    raised, told = [], []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: raised.append(str(error)))
    owner = QObject()
    job = Job(fault, owner)
    job.done.connect(told.append)
    job.start()
    assert wait_until(lambda: bool(raised), 5000)
    assert (raised, told) == (["out of order"], [])


def test_a_fault_that_somebody_listens_for_is_only_told(qapp):
    told = []
    owner = QObject()
    job = Job(fault, owner)
    job.failed.connect(told.append)
    job.start()
    assert wait_until(lambda: bool(told), 5000)
    assert str(told[0]) == "out of order"


def started_apart(job):
    """Start it, and return what waits until its thread has ended; no event is handled meanwhile."""
    before = threading.enumerate()
    job.start_apart()
    (thread,) = [thread for thread in threading.enumerate() if thread.name == APART and thread not in before]
    return thread.join


def test_a_fault_that_comes_when_its_window_is_gone_is_written_down_without_its_words(qapp, capsys):
    owner, gone = QObject(), threading.Event()

    def late():
        gone.wait()
        raise ValueError("SAMPLE, Ada")

    end = started_apart(Job(late, owner))
    shiboken6.delete(owner)
    gone.set()
    end()
    said = capsys.readouterr().err
    assert said.count("ValueError") == 1
    assert "test_jobs.py" in said
    assert "SAMPLE" not in said


def test_a_fault_on_its_way_when_its_window_goes_is_written_down(qapp, capsys):
    owner, let_go = QObject(), threading.Event()

    def held():
        let_go.wait()
        fault()

    end = started_apart(Job(held, owner))
    let_go.set()
    end()
    assert capsys.readouterr().err == ""
    shiboken6.delete(owner)
    assert capsys.readouterr().err.count("ValueError") == 1


def test_what_was_told_or_is_known_is_not_written_down(qapp, capsys):
    owner, let_go, told = QObject(), threading.Event(), []

    def refuse():
        let_go.wait()
        raise Known("The disk is full.")

    job = Job(fault, owner)
    job.failed.connect(told.append)
    job.start()
    assert wait_until(lambda: bool(told), 5000)
    end = started_apart(Job(refuse, owner))
    let_go.set()
    end()
    shiboken6.delete(owner)
    assert capsys.readouterr().err == ""
