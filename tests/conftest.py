"""What every test stands on: no screen, no home folder, no silence about warnings."""

import atexit
import gc
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "linux" and "XDG_RUNTIME_DIR" not in os.environ:  # Qt warns where a session has not set it
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="rootline-tests-")
    atexit.register(shutil.rmtree, os.environ["XDG_RUNTIME_DIR"], ignore_errors=True)

from tests import counted
from ui.preflight import missing, needed

_lacking = missing(needed(os.environ))
collect_ignore_glob = ["ui/*"] if _lacking else []


LONGEST = (
    "ui/test_every_screen.py",
    "core/test_verify.py",
    "ui/test_window_visit.py",
    "ui/test_forms_filled.py",
    "ui/test_emergency.py",
    "core/test_documents.py",
    "core/test_every_document.py",
    "ui/test_layout.py",
    "ui/test_people_window.py",
    "ui/test_actions_counted.py",
    "core/test_chart_session.py",
    "ui/test_print_window.py",
    "ui/test_window_start.py",
    "ui/test_keys.py",
    "ui/test_glove_mode.py",
    "ui/test_reading_window.py",
    "ui/test_dangers_window.py",
    "faults/test_kills.py",
    "faults/test_power_cut.py",
    "faults/test_no_sockets.py",
    "faults/test_typing_killed.py",
    "faults/test_no_room.py",
    "ui/test_no_leaks.py",
)
"""Files that take long, or long for the few tests they hold: they go first, so that no core waits at the end."""


def pytest_addoption(parser, pluginmanager):
    """Without Qt's libraries pytest-qt would end the whole run, the core's tests with it."""
    if _lacking and (plugin := pluginmanager.get_plugin("pytest-qt")):
        pluginmanager.unregister(plugin)


def pytest_configure(config):
    config.addinivalue_line("markers", "logs_warnings: the test provokes log records of WARNING or above")


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    place = {here / name: at for at, name in enumerate(LONGEST)}
    items.sort(key=lambda item: place.get(item.path, len(place)))


def pytest_collection_finish():
    """Modules, declared fields and tests stay to the end: they need not be looked through at every tidying up."""
    gc.freeze()


def pytest_report_header(config):
    if _lacking:
        return "UI TESTS SKIPPED: sudo apt-get install -y --no-install-recommends " + " ".join(_lacking)
    return None


def pytest_terminal_summary(terminalreporter):
    """`-q` hides the header; a run that skipped the window has to say so all the same."""
    if _lacking:
        terminalreporter.write_line(pytest_report_header(None), yellow=True)
    counted.write(terminalreporter)


def pytest_sessionfinish(session):
    """A worker of a run on several cores hands its counts over."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["counted"] = counted.TABLE


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    counted.take_over(getattr(node, "workeroutput", {}).get("counted", {}))


@pytest.fixture(autouse=True, scope="session")
def _argon():
    """Each derivation of a password is worked out once, at the product's own cost (tests/remembered.py)."""
    from tests.remembered import remember_argon

    patch = remember_argon()
    yield
    patch.stop()


@pytest.fixture(autouse=True)
def _no_home(monkeypatch, tmp_path_factory):
    """Keep what a test writes to the user's folders out of them."""
    home = tmp_path_factory.mktemp("home")
    for name in ("DATA", "CONFIG", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(autouse=True)
def _no_unexpected_log(request, caplog):
    """Fail a test that logs a warning or worse, unless it is marked `logs_warnings`."""
    yield
    if request.node.get_closest_marker("logs_warnings"):
        return
    records = [*caplog.get_records("setup"), *caplog.get_records("call")]
    loud = [f"{r.levelname} {r.name}: {r.getMessage()}" for r in records if r.levelno >= logging.WARNING]
    if loud:
        pytest.fail("unexpected log records:\n" + "\n".join(loud), pytrace=False)


@pytest.fixture
def type_text():
    """Return `type_text(widget, text)`, which types as an input method does: any script, where keyClicks aborts."""
    from PySide6.QtGui import QInputMethodEvent
    from PySide6.QtWidgets import QApplication

    def send(widget, text):
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    return send
