"""Widgets that only a reference cycle keeps are freed on the window's thread, never on a worker."""

import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QWidget

from ui.tidying import Tidying


class Ring(QWidget):
    """Only Python's tidying up frees it: it holds itself."""

    def __init__(self, freed_on):
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: freed_on.append(threading.current_thread()))


@pytest.fixture
def tidying(qapp):
    thresholds, was_on = gc.get_threshold(), gc.isenabled()
    gc.enable()
    made = Tidying(qapp)
    yield made
    made.deleteLater()
    gc.set_threshold(*thresholds)
    gc.enable() if was_on else gc.disable()


def crowd():
    """As many new objects as set Python's own tidying up off many times over."""
    return [[number] for number in range(50_000)]


def test_a_worker_frees_no_widget_and_the_next_look_does(tidying, qapp):
    freed_on = []
    gc.collect()
    Ring(freed_on)
    worker = threading.Thread(target=crowd)
    worker.start()
    worker.join()
    assert freed_on == []
    kept = crowd()
    tidying.look()
    assert freed_on == [threading.main_thread()]
    assert kept


def test_nothing_is_done_while_nothing_has_grown(tidying, monkeypatch):
    gc.set_threshold(10_000_000, 10_000, 10_000)
    done = []
    monkeypatch.setattr(gc, "collect", done.append)
    tidying.look()
    assert done == []


def test_what_stays_to_the_end_is_set_aside_once(tidying, monkeypatch):
    done = []
    monkeypatch.setattr(gc, "get_count", lambda: (701, 11, 11))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", done.append)
    monkeypatch.setattr(gc, "freeze", lambda: done.append("set aside"))
    tidying.look()
    tidying.look()
    assert done == [2, "set aside", 2]
