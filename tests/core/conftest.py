"""A clinic on disk that tests of the core share, module by module."""

from datetime import UTC, datetime

import pytest

from charting.actions.clinics import found_clinic
from charting.records.clinic import Clinic, Practitioner
from charting.store.chart_session import ChartSession

FOUNDED = datetime(2026, 11, 21, 14, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def patch():
    """What a whole file of tests patches."""
    with pytest.MonkeyPatch.context() as made:
        yield made


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    made = ChartSession.create(tmp_path_factory.mktemp("core") / "clinic", "long enough to be safe")
    found_clinic(made, Clinic(name="Sample Clinic"), Practitioner(name="Sample, Rosa", registration_number="1"))
    made.save(FOUNDED)
    yield made
    made.close()


@pytest.fixture
def chart(clinic):
    """The clinic, with whatever a test puts in taken out again."""
    yield clinic
    clinic.orm.rollback()
    clinic.orm.expunge_all()
