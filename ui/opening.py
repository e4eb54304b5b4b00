"""From the answers of the first start to an open clinic, and from the door to the chart behind it."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from charting.actions.clinics import found_clinic
from charting.actions.people import prove, set_pin
from charting.actions.recovery import make_recovery
from charting.errors import Known
from charting.records.clinic import Clinic, Practitioner
from charting.store.chart_session import ChartSession
from charting.store.recovery_key import RecoveryKey

if TYPE_CHECKING:
    from ui.views.first_start import Answers


def found(folder: Path, answers: "Answers", now: datetime) -> tuple[ChartSession, RecoveryKey | None]:
    """Make the clinic that was described, with its recovery key.

    Raises Known when the folder cannot hold one. Where the clinic was made but not its recovery key, there is none:
    the clinic works, and warns until there is one.
    """
    chart = ChartSession.create(folder, answers.password, answers.practitioner)
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
    chart.save(now)
    try:
        if answers.pin:
            set_pin(chart, owner, answers.pin, answers.password, now)
        return chart, make_recovery(chart, prove(chart, owner, answers.password, now), now)
    except Known:
        return chart, None
