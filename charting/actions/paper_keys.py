"""The clinic's key for papers, made when it is first needed and from then on the same."""

from datetime import datetime

from charting.paper_key import PaperKey, new_paper_key
from charting.store.chart_session import ChartSession, NotSaved
from charting.store.paper_keys import DamagedPaperKey, certificates_in, kept, newest_key


def paper_key(chart: ChartSession, now: datetime) -> PaperKey:
    """The key that seals papers. A clinic without one gets it in a save of its own.

    Raises NotSaved where it cannot be kept, so that no paper leaves under a key that is then lost, and DamagedPaperKey.
    """
    found = newest_key(chart.orm, chart.source.key)
    if found is not None:
        return found
    chart.save(now)  # what was typed stands on its own
    clinic = chart.clinic()
    made = new_paper_key(clinic.name or "", now, practice=bool(clinic.practice))
    record = kept(made, chart.source.key, now)
    chart.add(record)
    try:
        chart.save(now)
    except NotSaved:
        chart.orm.expunge(record)
        raise
    return made


def key_at_hand(chart: ChartSession) -> PaperKey | None:
    """The clinic's key as far as it is there and whole: a paper for an emergency waits for no save and no repair."""
    try:
        return newest_key(chart.orm, chart.source.key)
    except DamagedPaperKey:
        return None


def certificates(chart: ChartSession) -> list[bytes]:
    """Every certificate of this clinic in DER, the newest first."""
    return certificates_in(chart.orm)
