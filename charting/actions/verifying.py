"""Verify as a command: the report in words, for scripts and for whoever looks into a chart without its window."""

from datetime import datetime
from pathlib import Path

from charting.actions.by_command import source_for
from charting.errors import Known
from charting.store.database import open_engine
from charting.store.files import CHART
from charting.store.upgrade import HEAD, revision_of
from charting.store.verify import verify
from charting.words import _


def verify_by_command(folder: Path, password: str, now: datetime, who: str | None = None) -> tuple[list[str], bool]:
    """The lines of the report, and whether everything fits. The clinic may be open in its window meanwhile.

    Raises WrongPassword, DamagedKeys, NotAChart or NotAllowed, and Known for a file of another version of Rootline.
    """
    source = source_for(folder, password, who, "verify")
    engine = open_engine(folder / CHART, source.key)
    try:
        revision = revision_of(engine)
    finally:
        engine.dispose()
    if revision != HEAD:
        raise Known(_("Another version of Rootline wrote this clinic. Verify it with that one, or open it once."))
    report = verify(source, now)
    return report.lines(), report.whole
