"""Which visits are going on: the ones whose clocks may ring."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from charting.records.versions import is_shut
from charting.records.visit import Visit

AT_WORK = timedelta(hours=12)
"""A visit that was opened longer ago is a forgotten draft: its clocks are shown where it is, and do not ring."""


def visits_at_work(orm: Session, now: datetime) -> list[Visit]:
    """The visits opened within `AT_WORK` that may still be written, oldest first. Answers not saved yet stay so."""
    recent = sa.select(Visit).where(Visit.opened_at >= now - AT_WORK, Visit.signed_at.is_(None))
    with orm.no_autoflush:
        found = orm.scalars(recent.order_by(Visit.opened_at, Visit.id)).all()
    return [visit for visit in found if not is_shut(visit)]
