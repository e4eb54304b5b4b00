"""What every test stands on: no screen, no home folder, no silence about warnings."""

import atexit
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


def pytest_addoption(parser, pluginmanager):
    """Without Qt's libraries pytest-qt would end the whole run, the core's tests with it."""
    if _lacking and (plugin := pluginmanager.get_plugin("pytest-qt")):
        pluginmanager.unregister(plugin)


def pytest_configure(config):
    config.addinivalue_line("markers", "logs_warnings: the test provokes log records of WARNING or above")


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
