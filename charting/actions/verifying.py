"""Verify as a command: the report in words, for scripts and for whoever looks into a chart without its window."""

from datetime import datetime
from pathlib import Path

from charting.errors import Known
from charting.store.backup import Source
from charting.store.database import open_engine
from charting.store.files import CHART, KEYS
from charting.store.keys import unwrap_key
from charting.store.upgrade import HEAD, revision_of
from charting.store.verify import verify
from charting.words import _


def verify_by_command(folder: Path, password: str, now: datetime) -> tuple[list[str], bool]:
    """The lines of the report, and whether everything fits. The clinic may be open in its window meanwhile.

    Raises WrongPassword, DamagedKeys or NotAChart, and Known where the file is of another version of Rootline.
    """
    source = Source(folder, unwrap_key(folder / KEYS, password))
    engine = open_engine(folder / CHART, source.key)
    try:
        revision = revision_of(engine)
    finally:
        engine.dispose()
    if revision != HEAD:
        raise Known(_("Another version of Rootline wrote this clinic. Verify it with that one, or open it once."))
    report = verify(source, now)
    return report.lines(), report.whole
