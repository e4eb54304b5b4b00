"""From the answers of the first start to an open clinic."""

from pathlib import Path

from charting.actions.clinics import found_clinic
from charting.records.clinic import Clinic, Practitioner
from charting.store.chart_session import ChartSession
from ui.views.first_start import Answers


def found(folder: Path, answers: Answers) -> ChartSession:
    """Make the clinic that was described. Raises Known when the folder cannot hold one."""
    from ui.application import local_now

    chart = ChartSession.create(folder, answers.password)
    clinic = Clinic(
        name=answers.clinic,
        address="\n".join(answers.address),
        phone=answers.phone,
        emergency_number=answers.emergency,
    )
    owner = Practitioner(
        name=answers.practitioner, qualification=answers.qualification, registration_number=answers.registration
    )
    found_clinic(chart, clinic, owner)
    chart.save(local_now())
    return chart
