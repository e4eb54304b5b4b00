"""Pages of prints and of scans as pictures: bytes are read here, decoded on a worker, shown where still wanted."""

from collections.abc import Callable

import pypdfium2
from PySide6.QtCore import QObject

from charting.actions import scans
from charting.actions.pictures import Pixels, pixels
from charting.errors import Known
from charting.records.scan import ScanPage
from charting.store.chart_session import ChartSession
from charting.words import _
from ui.jobs import Job
from ui.pages import ONE_AT_A_TIME, POINTS_PER_INCH
from ui.parts.photo_frame import PhotoFrame

DPI = 150


def show_scan(
    chart: ChartSession, page: ScanPage, frame: PhotoFrame, parent: QObject, then: Callable[[], object] | None = None
) -> None:
    """Show a scanned page, then go on."""
    try:
        content = scans.picture_of(chart, page)
    except Known as refused:
        frame.show_words(str(refused))
        return
    _show(page.id, lambda: pixels(content), _("The scanned page"), frame, parent, then)


def show_print(key: str, pdf: bytes, number: int, frame: PhotoFrame, parent: QObject) -> None:
    """Show page `number` of a paper as it was printed."""
    _show(f"{key} {number}", lambda: _drawn(pdf, number), _("The page as it was printed"), frame, parent, None)


def _show(
    key: str,
    work: Callable[[], Pixels],
    words: str,
    frame: PhotoFrame,
    parent: QObject,
    then: Callable[[], object] | None,
) -> None:
    def show(made: Pixels) -> None:
        frame.show_expected(key, made, words)
        if then is not None:
            then()

    def refuse(error: Exception) -> None:
        if not isinstance(error, Known):
            raise error
        frame.show_words(str(error))

    frame.expect(key, _("Opening the page"))
    job = Job(work, parent)
    job.done.connect(show)
    job.failed.connect(refuse)
    job.start()


def _drawn(pdf: bytes, number: int) -> Pixels:
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as refused:
            raise Known(_("The print cannot be shown: it is damaged. Verify says more.")) from refused
        try:
            image = document[number - 1].render(scale=DPI / POINTS_PER_INCH).to_pil().convert("RGB")
        finally:
            document.close()
    return Pixels(*image.size, image.tobytes())
