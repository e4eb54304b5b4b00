"""A clinic on disk and its window, shared by the tests that work through the screen."""

import gc

import pytest
from PySide6.QtCore import QEvent

MANY = 100_000


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


@pytest.fixture
def pace(monkeypatch):
    """How fast a hand is, whatever the machine: all it does comes right behind what it did before, until
    `pace(soon=False)`, and again from `pace()` on.
    """
    from tests.ui.waiting import let_run

    def take_up(*, soon=True):
        for module in ("binding.by_letter", "parts.second_press", "reading_asking", "views.carry_bar"):
            monkeypatch.setattr(f"ui.{module}.SECOND_PRESS_MS", 60_000 if soon else 0)
        if not soon:
            let_run(5)

    take_up()
    return take_up


@pytest.fixture(scope="session", autouse=True)
def _freed_between_tests():
    """Python frees widgets between tests only, never on a worker: the program does as much (ui/tidying.py)."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True)
def _closed_windows_go(qapp):
    """Let go of closed windows that only a reference cycle keeps: every change of theme would dress them as well.

    Nothing here asks Qt for all its widgets: each would be given to Python, also those that are just going.
    """
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if gc.get_count()[0] > MANY:
        gc.collect()


@pytest.fixture(autouse=True, scope="module")
def _no_window_stays(qapp):
    """A window one file of tests leaves open would be found by the next, and its name is said here."""
    yield
    gc.collect()
    left = [window for window in qapp.topLevelWindows() if window.isVisible()]
    titles = [window.title() for window in left]
    for window in left:
        window.hide()
    assert not titles
