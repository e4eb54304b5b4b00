"""When the clinic a record lives in is open."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import object_session

from charting.records.clinic import Clinic


def open_days_of(record: Any) -> tuple[str, ...] | None:
    """Codes of the open days of the week; None where nobody said, and outside a clinic."""
    session = object_session(record) if record is not None else None
    if session is None:
        return None
    with session.no_autoflush:
        clinic = session.scalars(sa.select(Clinic)).first()
    return clinic.open_days if clinic is not None else None
