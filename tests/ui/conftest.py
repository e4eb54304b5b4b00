"""A clinic on disk and its window, shared by the tests that work through the screen."""

import gc

import pytest
import shiboken6
from PySide6.QtCore import QEvent

MANY = 2000


@pytest.fixture(scope="session")
def dressed(qapp):
    """The theme, applied as the program applies it."""
    from ui.theme import Theme

    theme = Theme()
    theme.apply(qapp)
    return theme


@pytest.fixture(scope="module")
def house(dressed, tmp_path_factory):
    """A window on a new clinic with one patient and one M-PRP visit, shown at 1366 × 768."""
    from tests.ui.house import House

    with pytest.MonkeyPatch.context() as patch:
        built = House(dressed, tmp_path_factory.mktemp("clinic"), patch)
        yield built
        built.close()


@pytest.fixture(scope="session")
def widgets_kept():
    """How many widgets were there after the last tidying up."""
    return [0]


@pytest.fixture(autouse=True)
def _closed_windows_go(qapp, widgets_kept):
    """Let go of closed windows that only a reference cycle keeps: every change of theme would dress them as well."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if len(qapp.allWidgets()) > widgets_kept[0] + MANY:
        gc.collect()
        widgets_kept[0] = len(qapp.allWidgets())


@pytest.fixture(autouse=True, scope="module")
def _no_window_stays(qapp):
    """A window one file of tests leaves open would be found by the next, and its name is said here.

    What lies hidden goes as well, from the top down: Python's tidying up would take its parts in no order.
    """
    yield
    windows = [window for window in qapp.topLevelWidgets() if window.parent() is None]
    left = [f"{type(window).__name__} “{window.windowTitle()}”" for window in windows if window.isVisible()]
    for window in windows:
        if shiboken6.isValid(window):
            window.hide()
            window.deleteLater()
            qapp.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    assert not left
