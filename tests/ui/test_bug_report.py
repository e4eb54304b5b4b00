"""A fault of ours is told without a word of the chart, and the window stays usable."""

import sys

import pytest
from PySide6.QtWidgets import QMainWindow

from ui.bug_report import BugDialog, report_of, watch
from ui.theme import Theme


def _fault() -> BaseException:
    try:
        raise ValueError("SAMPLE, Ada is allergic to penicillin")
    except ValueError as error:
        return error


def test_a_report_says_where_and_not_what_the_chart_holds():
    report = report_of(_fault())
    assert "ValueError" in report
    assert "test_bug_report.py" in report
    assert "SAMPLE" not in report
    assert "penicillin" not in report


@pytest.fixture
def hook_kept():
    before = sys.excepthook
    yield
    sys.excepthook = before


def test_an_uncaught_error_shows_one_report_beside_the_window(qtbot, hook_kept, capsys):
    theme, window = Theme(), QMainWindow()
    qtbot.addWidget(window)
    watch(theme, window)
    for _time in range(2):
        error = _fault()
        sys.excepthook(type(error), error, error.__traceback__)
    shown = [dialog for dialog in window.findChildren(BugDialog) if dialog.isVisible()]
    assert len(shown) == 1
    assert not shown[0].isModal()
    assert "SAMPLE" not in capsys.readouterr().err
