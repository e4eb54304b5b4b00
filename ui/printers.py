"""The printers of this computer: which there are, what each can do, and one made ready for a job."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from charting.errors import Known
from charting.records.print_job import LONG_EDGE, ONE_SIDE, SHORT_EDGE
from charting.words import _
from ui.jobs import Job
from ui.printing import PRINT_DPI

_MODES = {
    ONE_SIDE: QPrinter.DuplexMode.DuplexNone,
    LONG_EDGE: QPrinter.DuplexMode.DuplexLongSide,
    SHORT_EDGE: QPrinter.DuplexMode.DuplexShortSide,
}


@dataclass(frozen=True, slots=True)
class PrinterSaid:
    """A printer as this computer describes it; `sides` are the codes of SIDES it can do, one side always."""

    name: str
    usual: bool = False
    sides: tuple[str, ...] = (ONE_SIDE,)


class Printers:
    """What the system knows about printers. It is asked anew each time, on a worker: it may be slow to answer."""

    def here(self) -> list[PrinterSaid]:
        """The printers of this computer, its usual one first."""
        usual = QPrinterInfo.defaultPrinterName()
        found = [_said(info, usual) for info in QPrinterInfo.availablePrinters() if info.printerName()]
        return sorted(found, key=lambda printer: not printer.usual)

    def ready(self, name: str, sides: str, title: str) -> QPrinter:
        """A printer for one job that names no patient. Raises Known where it is not set up here any more."""
        info = QPrinterInfo.printerInfo(name)
        if info.isNull():
            raise Known(_("It is not set up on this computer any more."))
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        printer.setResolution(PRINT_DPI)
        printer.setDocName(title)
        if _MODES[sides] in info.supportedDuplexModes():
            printer.setDuplex(_MODES[sides])
        return printer


class PrinterLook(QObject):
    """Looks for printers apart: a print server that does not answer holds up nothing else, not even the end.

    `known` are those found last, None before the first look has ended; `changed()` follows when others are found.
    """

    changed = Signal()

    def __init__(self, here: Callable[[], list[PrinterSaid]], parent: QObject) -> None:
        super().__init__(parent)
        self.known: list[PrinterSaid] | None = None
        self._here = here
        self._looking = self._again = False

    def look(self) -> None:
        """Look for printers, once more where somebody looks already: they may have come or gone since."""
        if self._looking:
            self._again = True
            return
        self._looking, self._again = True, False
        job = Job(self._here, self)
        job.done.connect(self._take)
        job.failed.connect(self._fail)
        job.start_apart()

    def _take(self, found: list[PrinterSaid]) -> None:
        self._looking = False
        if found != self.known:
            self.known = found
            self.changed.emit()
        if self._again:
            self.look()

    def _fail(self, fault: Exception) -> None:
        self._take([])
        raise fault


def _said(info: QPrinterInfo, usual: str) -> PrinterSaid:
    able = info.supportedDuplexModes()
    sides = tuple(code for code, mode in _MODES.items() if code == ONE_SIDE or mode in able)
    return PrinterSaid(info.printerName(), info.printerName() == usual, sides)
