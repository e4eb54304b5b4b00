"""A finished PDF onto a printer: the very pages that are kept, each at its own size, a strip at a time.

Qt holds Python's lock while it draws, and the window waits for that lock. A page drawn whole holds it for a quarter of
a second, a strip for as long as a blink does not see; so this may run on a worker while people type.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from charting.errors import Known
from charting.words import _
from ui.pages import Page, page_at, page_count

PRINT_DPI = 300
STRIP = 160
"""Rows of dots drawn in one go."""
Watch = Callable[[int, int], None]
"""Called with how many sheets' sides are painted and how many there are; what it raises ends the job."""


def print_pdf(pdf: bytes, printer: QPrinter, copies: int = 1, watch: Watch = lambda _done, _all: None) -> None:
    """Paint a PDF as one job, each page when it is its turn. Raises Known where the printer does not take it.

    Copies are left to a printer that makes them itself; for another they are painted one after the other.
    """
    printer.setResolution(PRINT_DPI)
    itself = printer.supportsMultipleCopies()
    if itself:
        printer.setCopyCount(copies)
    count = page_count(pdf)
    turns = [number for _copy in range(1 if itself else copies) for number in range(count)]
    painter = QPainter()
    try:
        for turn, number in enumerate(turns):
            watch(turn, len(turns))
            page = page_at(pdf, number, PRINT_DPI)
            printer.setPageLayout(_layout(page))
            if turn == 0 and not painter.begin(printer):
                raise Known(_("The printer does not answer. Is it switched on and connected?"))
            if turn and not printer.newPage():
                raise Known(_stopped(turn, len(turns)))
            _paint(painter, page)
            if printer.printerState() == QPrinter.PrinterState.Error:
                raise Known(_stopped(turn, len(turns)))
        if not painter.end() or printer.printerState() == QPrinter.PrinterState.Error:
            raise Known(_("The printer did not take the end of it."))
    except BaseException:
        if painter.isActive():
            printer.abort()
            painter.end()
        raise
    watch(len(turns), len(turns))


def _stopped(done: int, count: int) -> str:
    return _("The printer stopped after page {done} of {count}.").format(done=done, count=count)


def _layout(page: Page) -> QPageLayout:
    across = page.width_pt > page.height_pt
    sides = QSizeF(page.width_pt, page.height_pt)
    size = QPageSize(sides.transposed() if across else sides, QPageSize.Unit.Point)
    turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
    layout = QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _paint(painter: QPainter, page: Page) -> None:
    for top in range(0, page.height, STRIP):
        rows = min(STRIP, page.height - top)
        dots = page.pixels[top * page.stride : (top + rows) * page.stride]
        strip = QImage(dots, page.width, rows, page.stride, QImage.Format.Format_BGR888)
        painter.drawImage(QRectF(0, top, page.width, rows), strip)
        time.sleep(0)  # whoever waits for Python's lock has it now
