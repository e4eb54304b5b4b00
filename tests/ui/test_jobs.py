"""Work on the pool: its end is told on the thread that began it, and a fault is never swallowed."""

import sys

from PySide6.QtCore import QObject

from tests.ui.hands import wait_until
from ui.jobs import Job


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
