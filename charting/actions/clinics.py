"""Founding a clinic, and the numbers it gives away once."""

import sqlalchemy as sa

from charting.records.clinic import OWNER, Clinic, Practitioner, Sequence
from charting.store.chart_session import ChartSession


def found_clinic(chart: ChartSession, clinic: Clinic, owner: Practitioner) -> None:
    """Keep the clinic and its first practitioner, who owns the file and opens it with the password it was made with."""
    owner.owner, owner.role = 1, OWNER
    if chart.entered_as is not None:
        owner.id = chart.entered_as
    chart.add(clinic)
    chart.add(owner)
    chart.work_as(owner)


def next_number(chart: ChartSession, name: str) -> int:
    """The next number of a series, never given twice, counted in the same transaction as what carries it."""
    series = chart.orm.scalars(sa.select(Sequence).where(Sequence.name == name)).one_or_none()
    series = series or next((r for r in chart.orm.new if isinstance(r, Sequence) and r.name == name), None)
    if series is None:
        series = Sequence(name=name, last=0)
        chart.add(series)
    series.last += 1
    return series.last
