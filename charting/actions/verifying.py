"""Verify as a command, a clinic or a paper: in words, for scripts and for whoever looks without the window."""

from datetime import datetime
from pathlib import Path

from charting.actions.by_command import source_for
from charting.actions.paper_check import GENUINE, check_for, check_paper
from charting.errors import Known
from charting.paper_key import from_file
from charting.store.backup import Source
from charting.store.database import open_engine
from charting.store.files import CHART
from charting.store.upgrade import HEAD, revision_of
from charting.store.verify import verify
from charting.words import _

_LONGEST_CERTIFICATE = 64 << 10


def verify_by_command(folder: Path, password: str, now: datetime, who: str | None = None) -> tuple[list[str], bool]:
    """The lines of the report, and whether everything fits. The clinic may be open in its window meanwhile.

    Raises WrongPassword, DamagedKeys, NotAChart or NotAllowed, and Known for a file of another version of Rootline.
    """
    source = source_for(folder, password, who, "verify")
    _require_this_version(source)
    report = verify(source, now)
    return report.lines(), report.whole


def check_by_command(paper: Path, folder: Path, password: str, who: str | None = None) -> tuple[list[str], bool]:
    """What a PDF is to the clinic in `folder`, in words, and whether it is genuine. Raises as `verify_by_command`."""
    source = source_for(folder, password, who, "print")
    _require_this_version(source)
    verdict = check_for(source, paper)
    return verdict.told(), verdict.state == GENUINE


def check_by_certificate(paper: Path, certificate: Path) -> tuple[list[str], bool]:
    """The same by the clinic's public certificate alone: no chart is opened. Raises Known for another kind of file."""
    try:
        if not certificate.is_file() or certificate.stat().st_size > _LONGEST_CERTIFICATE:
            raise ValueError
        own = from_file(certificate.read_bytes())
    except (OSError, ValueError) as refused:
        words = _("{name} holds no certificate. Settings, “Save the certificate” makes one.")
        raise Known(words.format(name=certificate.name)) from refused
    verdict = check_paper(paper, [own])
    return verdict.told(), verdict.state == GENUINE


def _require_this_version(source: Source) -> None:
    engine = open_engine(source.folder / CHART, source.key)
    try:
        revision = revision_of(engine)
    finally:
        engine.dispose()
    if revision != HEAD:
        raise Known(_("Another version of Rootline wrote this clinic. Verify it with that one, or open it once."))
