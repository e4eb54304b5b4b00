"""Printers that print into files, as a computer names them: a whole one, one that stops, one slow, one gone."""

import time

from PySide6.QtPrintSupport import QPrinter

from charting.errors import Known
from charting.records.print_job import LONG_EDGE, ONE_SIDE, SHORT_EDGE
from tests.ui.hands import wait_until
from ui.printers import Printers, PrinterSaid

DESK, STOPS, SLOW, GONE = "Front desk", "Old printer", "Slow printer", "Gone printer"


class StoppingPrinter(QPrinter):
    """Takes one page, and no more."""

    def newPage(self):
        return False


class SlowPrinter(QPrinter):
    """Takes its time over each page."""

    def newPage(self):
        time.sleep(0.2)
        return super().newPage()


class PaperPrinters(Printers):
    """Each job becomes a PDF in `folder`, numbered from 1; `made` keeps what was asked for."""

    def __init__(self, folder):
        self.folder, self.made = folder, []
        self.names = [DESK, STOPS, SLOW]

    def here(self):
        sides = {DESK: (ONE_SIDE, LONG_EDGE, SHORT_EDGE)}
        return [PrinterSaid(name, name == DESK, sides.get(name, (ONE_SIDE,))) for name in self.names]

    def ready(self, name, sides, title):
        if name not in self.names:
            raise Known("It is not set up on this computer any more.")
        self.made.append((name, sides, title))
        kind = {STOPS: StoppingPrinter, SLOW: SlowPrinter}.get(name, QPrinter)
        printer = kind(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / f"{len(self.made)}.pdf"))
        return printer


def look(prints):
    """Have a print desk look for its printers, and wait until it has found them."""
    prints.look.look()
    wanted = [printer.name for printer in prints.printers.here()]
    found = lambda: [printer.name for printer in prints.look.known or ()] == wanted  # noqa: E731
    assert wait_until(lambda: prints.look.known is not None and not prints.look._looking and found(), 5000)
