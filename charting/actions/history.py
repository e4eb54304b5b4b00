"""The history of a record or of one answer, read off the audit trail in sentences."""

from datetime import date

import sqlalchemy as sa

from charting.actions.trail_words import sentences
from charting.dates import show_moment
from charting.records.audit_entry import audit_entry
from charting.records.base import Record
from charting.store.chart_session import ChartSession
from charting.words import _


def history(chart: ChartSession, record: Record, field: str | None = None, day: date | None = None) -> list[str]:
    """What was done to a record, or to one of its answers, oldest first, as far as it was saved.

    `14:02 Dr Pat Practice changed Depth from 0.5 mm to 1.5 mm`. The date stands before times of other days than `day`.
    """
    columns = audit_entry.c
    entries = chart.orm.execute(
        sa.select(columns.at, columns.who, columns.verb, columns.said)
        .where(columns.record == record.__tablename__, columns.record_id == record.id)
        .order_by(columns.seq)
    )
    told = []
    for entry in entries:
        about = f"{show_moment(entry.at, day)} {entry.who or _('somebody')}"
        told += [f"{about} {words}" for words in sentences(record.__tablename__, entry.verb, entry.said or {}, field)]
    return told
