"""Printing what a preview shows and no chart keeps: wall card, time log, the list of the next day, the recovery key.

It waits in no queue, and no copy of it stays: what a printer did not take is said, and printed again from the screen.
"""

import threading

from PySide6.QtCore import QObject

from charting.actions.papers import PRINTED
from charting.actions.print_choices import PrintChoice, choice_for, remember
from charting.errors import Known
from charting.words import _
from ui.jobs import Job
from ui.printers import PrinterLook, Printers
from ui.printing import print_pdf
from ui.views.preview import PreviewView


class LoosePrinting(QObject):
    """Serves one preview. Where its `keep` says no, no printer hears of the paper."""

    def __init__(self, preview: PreviewView) -> None:
        super().__init__(preview)
        self._preview = preview
        self._kind = ""
        self._one_by_one = threading.Lock()
        self.printers = Printers()
        self.look = PrinterLook(lambda: self.printers.here(), self)
        self.look.changed.connect(self._offer)
        preview.print_wanted.connect(self._print)

    def begin(self, kind: str) -> None:
        """A paper of this kind is set: offer the printers found last, and look whether others came."""
        self._kind = kind
        self._offer()
        self.look.look()

    def _offer(self) -> None:
        self._preview.offer_printers(self.look.known, choice_for(self._kind))
        self._preview.bar.recipient.hide()  # such a paper belongs to no patient, so nobody is given it

    def _print(self, choice: PrintChoice) -> None:
        if not self._preview.keep(PRINTED):
            return
        remember(self._kind, choice)
        pdf, title, printers = self._preview.pdf, self._kind.replace("_", "-"), self.printers
        one_by_one = self._one_by_one

        def paint() -> None:
            try:
                with one_by_one:
                    print_pdf(pdf, printers.ready(choice.printer, choice.sides, title), choice.copies)
            except Known as refused:
                # without what it passed on its way: that holds the printer, which has to end on its own thread
                raise refused.with_traceback(None) from None

        self._preview.say(_("Going to {printer}.").format(printer=choice.printer))
        job = Job(paint, self)
        job.done.connect(lambda _nothing: self._preview.say(_("Sent to {printer}.").format(printer=choice.printer)))
        job.failed.connect(lambda fault: self._failed(fault, choice.printer))
        job.start_apart()

    def _failed(self, fault: Exception, printer: str) -> None:
        if not isinstance(fault, Known):
            raise fault
        self._preview.say("")
        self._preview.tell(_("It was not printed on {printer}").format(printer=printer), str(fault))
