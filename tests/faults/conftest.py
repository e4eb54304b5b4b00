"""How often each fault is tried; what was tried is counted (tests/counted.py).

In the check of the project the counts are small; `python3 main.py test --faults` sets ROOTLINE_FAULTS and tries at
length.
"""

import pytest

from tests import counted
from tests.faults.clinics import AT_LENGTH, content_of, copy_of, make_clinic


@pytest.fixture(scope="session")
def times():
    """Return `times(bounded, at_length)`: how often to try."""
    return lambda bounded, at_length: at_length if AT_LENGTH else bounded


@pytest.fixture(scope="session")
def count():
    """Return `count(fault, what, number)`, which adds to the table printed at the end."""

    return counted.add


@pytest.fixture(scope="session")
def prepared(tmp_path_factory):
    """The small clinic, closed; it is never written to."""
    return make_clinic(tmp_path_factory.mktemp("prepared") / "clinic")


@pytest.fixture(scope="session")
def content(prepared):
    """What the small clinic holds, as one digest."""
    return content_of(prepared)


@pytest.fixture
def source(prepared, tmp_path):
    """A copy of the small clinic that may be spoiled."""
    return copy_of(prepared, tmp_path / "clinic")
