"""A clock set back or far ahead: the order of the trail stays, what the clock said is kept, and it is asked about."""

from contextlib import closing
from datetime import timedelta

import sqlalchemy as sa

from charting.records.audit_entry import audit_entry
from charting.store.chart_session import ChartSession
from charting.store.clock import clock_finding
from charting.store.verify import verify
from tests.faults.clinics import NOW, PASSWORD

DAYS = (0, -2, 365, 1, 0)


def test_entries_keep_their_order_and_tell_what_the_clock_said(source, count):
    with closing(ChartSession.open(source.folder, PASSWORD)) as chart:
        begun = chart.orm.scalar(sa.select(sa.func.max(audit_entry.c.seq)))
        for place, days in enumerate(DAYS):
            chart.clinic().web = f"{place}.example"
            chart.save(NOW + timedelta(days=days))
        wanted = (audit_entry.c.at, audit_entry.c.wall, audit_entry.c.clock_went_back)
        rows = chart.orm.execute(sa.select(*wanted).where(audit_entry.c.seq > begun).order_by(audit_entry.c.seq)).all()
        rows = rows[-len(DAYS) :]
        last = chart.last_entry()
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert [row.wall for row in rows] == [NOW + timedelta(days=days) for days in DAYS]
    assert [bool(row.clock_went_back) for row in rows] == [False, True, False, True, True]
    report = verify(source, NOW)
    assert report.whole
    assert "while the computer’s clock stood back" in "\n".join(report.notes)
    assert clock_finding(NOW, last) is not None
    assert clock_finding(NOW + timedelta(days=366), last) is None
    count("Clock set back or ahead", "saves in order, marked, and whole", len(DAYS))
