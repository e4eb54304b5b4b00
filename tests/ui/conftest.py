"""A clinic on disk and its window, shared by the tests that work through the screen."""

import pytest


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
