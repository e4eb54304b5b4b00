"""Finished PDFs onto a printer: the very pages that are kept, each at its own size."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ui.pages import pages_of

PRINT_DPI = 300


def print_pages(pdfs: Sequence[bytes], printer: QPrinter) -> bool:
    """Paint PDFs, one after the other, as one job; False where the printer does not take them."""
    printer.setResolution(PRINT_DPI)
    painter: QPainter | None = None
    for page in (page for pdf in pdfs for page in pages_of(pdf, PRINT_DPI)):
        across = page.width_pt > page.height_pt
        sides = QSizeF(page.width_pt, page.height_pt)
        size = QPageSize(sides.transposed() if across else sides, QPageSize.Unit.Point)
        turned = QPageLayout.Orientation.Landscape if across else QPageLayout.Orientation.Portrait
        layout = QPageLayout(size, turned, QMarginsF(0, 0, 0, 0))
        layout.setMode(QPageLayout.Mode.FullPageMode)
        printer.setPageLayout(layout)
        if painter is None:
            painter = QPainter()
            if not painter.begin(printer):
                return False
        elif not printer.newPage():
            painter.end()
            return False
        image = page.image()
        painter.drawImage(QRectF(0, 0, image.width(), image.height()), image)
    return painter is not None and painter.end()
