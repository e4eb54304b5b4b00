"""Since when the clinic has had the papers of signed visits printed or saved by themselves, as its trail tells."""

from datetime import datetime

import sqlalchemy as sa

from charting.languages import NAMES
from charting.records.audit_entry import audit_entry
from charting.records.clinic import ASK, WHEN_SIGNED
from charting.store.chart_session import ChartSession
from charting.words import in_language

_C = audit_entry.c


def arranged_since(chart: ChartSession) -> datetime | None:
    """The minute in which the clinic last went over from asking to an arrangement; None where it always had one.

    Another arrangement in the place of one begins nothing.
    """
    asked = sa.and_(_C.record_id == chart.clinic().id, _C.field == "when_signed")
    query = sa.select(_C.wall, _C.said).where(asked).order_by(_C.seq.desc())
    asking = {None, *_in_every_language()}
    for at, said in chart.orm.execute(query):
        [(_field, _label, before, _after)] = said["changes"]
        if before in asking:
            since: datetime = at.replace(second=0, microsecond=0)
            return since
    return None


def _in_every_language() -> set[str]:
    """The trail keeps a choice in the words of the screen of its day."""
    found = set()
    for language in NAMES:
        with in_language(language):
            found.add(WHEN_SIGNED.label(ASK))
    return found
