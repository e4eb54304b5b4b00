"""The documents of the practice clinic's complete visit, written without a window."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from charting.actions.paper_keys import paper_key
from charting.errors import Known
from charting.output.documents import DOCUMENTS, gather
from charting.output.sealed import build_sealed
from charting.practice.clinic import complete_visit, open_practice
from charting.store.chart_session import ChartSession
from charting.words import _


def write_documents(to: Path) -> list[Path]:
    """Write every document that the visit has into the folder `to`, `chart-summary.pdf` among them; their paths.

    The practice clinic is made in a temporary folder and gone afterwards. Raises Known when `to` cannot be written.
    """
    now = datetime.now().astimezone()
    with TemporaryDirectory(prefix="rootline-practice-") as folder:
        chart = open_practice(Path(folder), now)
        try:
            visit = complete_visit(chart)
            key = paper_key(chart, now)
            paper = gather(visit, chart.clinic(), now, _owner(chart), chart.seal(), course=True)
            kinds = [document.kind for document in DOCUMENTS if not document.why_not(paper)]
            papers = {f"{kind.replace('_', '-')}.pdf": build_sealed(kind, paper, key, now) for kind in kinds}
        finally:
            chart.close()
    return [_write(to, name, pdf) for name, pdf in papers.items()]


def _owner(chart: ChartSession) -> str:
    return next((person.name for person in chart.practitioners() if person.name), "")


def _write(to: Path, name: str, pdf: bytes) -> Path:
    path = to / name
    try:
        to.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pdf)
    except OSError as refused:
        words = _("{file} cannot be written: {reason}. Choose another folder.")
        raise Known(words.format(file=path, reason=refused.strerror)) from refused
    return path
